// Joins class names; later Tailwind classes win over earlier ones.
import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({ extend: { classGroups: { "font-size": [{ text: ["2xs"] }] } } });

export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
