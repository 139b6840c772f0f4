// Text fields and native selects, alike in height and border.
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const FIELD =
  "h-7 w-full min-w-0 rounded-md border border-line-strong bg-raised px-2 text-sm placeholder:text-faint disabled:opacity-50 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad";

export const Input = ({ className, ...props }: ComponentProps<"input">) => (
  <input className={cn(FIELD, className)} autoComplete="off" spellCheck={false} {...props} />
);

export const Select = ({ className, children, ...props }: ComponentProps<"select">) => (
  <span className={cn("relative inline-flex min-w-0", className)}>
    <select className={cn(FIELD, "cursor-pointer appearance-none truncate pr-7")} {...props}>
      {children}
    </select>
    <ChevronDown className="pointer-events-none absolute top-2 right-2 size-3 text-muted" aria-hidden />
  </span>
);
