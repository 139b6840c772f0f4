// Rows of grey bars while the first page loads.
import { Skeleton } from "../ui/skeleton";
import { ROW_HEIGHT } from "./geometry";

const WIDTHS = ["w-24", "w-28", "w-20", "w-32", "w-16", "w-24", "w-20", "w-28"];

export const SkeletonGrid = () => (
  <div role="status" aria-label="Loading rows">
    {Array.from({ length: 24 }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
      <div key={row} style={{ height: ROW_HEIGHT }} className="flex items-center gap-10 border-b px-2.5">
        {WIDTHS.map((width, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same
          <Skeleton key={column} className={width} />
        ))}
      </div>
    ))}
  </div>
);
