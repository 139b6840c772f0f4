// A thin progress bar; without a known end it moves.
import { cn } from "@/lib/cn";

type ProgressProps = { value: number | null; label: string; className?: string };

export const Progress = ({ value, label, className }: ProgressProps) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    {...(value === null ? {} : { "aria-valuenow": Math.round(value * 100) })}
    className={cn("h-1 overflow-hidden rounded-full bg-line", className)}
  >
    <div
      className={cn(
        "h-full rounded-full bg-accent transition-[width] duration-300",
        value === null &&
          "w-1/3 animate-travel motion-reduce:w-full motion-reduce:animate-none motion-reduce:opacity-40",
      )}
      style={value === null ? undefined : { width: `${Math.min(100, value * 100)}%` }}
    />
  </div>
);
