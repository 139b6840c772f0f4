// A checkbox with its label beside it.
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

type CheckboxProps = ComponentProps<"input"> & { label: ReactNode; hint?: ReactNode };

export const Checkbox = ({ label, hint, className, ...props }: CheckboxProps) => (
  <label className={cn("flex cursor-pointer items-start gap-2", className)}>
    <input type="checkbox" className="mt-0.5 size-3.5 shrink-0 cursor-pointer accent-accent" {...props} />
    <span className="min-w-0">
      {label}
      {hint && <span className="block text-faint text-xs">{hint}</span>}
    </span>
  </label>
);
