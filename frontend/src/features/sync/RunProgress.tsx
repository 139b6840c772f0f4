// How far an active run is: a bar, the records so far and their rate.
import type { Run } from "@/api/types";
import { Progress } from "@/components/ui/progress";
import { formatCount, formatRate } from "@/lib/numbers";
import { placeOf, progressOf } from "./progress";
import { useRate } from "./useRate";

export function RunProgress({ run }: { run: Run }) {
  const rate = useRate(run.id, run.counts.fetched);
  const { fetched } = run.counts;
  return (
    <div className="flex min-w-52 flex-col gap-1" data-testid="run-progress">
      <Progress value={progressOf(run)} label={`Progress of run ${run.id}`} />
      <div className="flex gap-2 whitespace-nowrap text-xs">
        <span>
          {formatCount(fetched)}
          {run.slices.total <= 1 && run.expected !== null && run.expected > fetched && (
            <span className="text-muted"> of {formatCount(run.expected)}</span>
          )}
        </span>
        <span className="text-muted">{placeOf(run)}</span>
        <span className="ml-auto text-muted">{rate === null ? "" : formatRate(rate)}</span>
      </div>
    </div>
  );
}
