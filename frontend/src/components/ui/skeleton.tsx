// Grey bars in the shape of what is being loaded.
import { cn } from "@/lib/cn";

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn("block h-3 animate-pulse-soft rounded-sm bg-line", className)} />
);

const WIDTHS = ["w-2/5", "w-3/5", "w-1/3", "w-1/2", "w-2/3", "w-1/4"];

export const SkeletonRows = ({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) => (
  <div role="status" aria-label={label} className="flex flex-col">
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
      <div key={row} className="flex h-8 items-center border-b px-3">
        <Skeleton className={WIDTHS[row % WIDTHS.length]} />
      </div>
    ))}
  </div>
);
