// The figures of a run in one band, and the sentence that explains its end.
import type { ReactNode } from "react";
import { useStreams } from "@/api/shared-queries";
import type { Run } from "@/api/types";
import { Moment } from "@/components/Moment";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { formatDuration } from "@/lib/time";
import { humanize } from "@/lib/words";
import { COUNT_WORDS } from "../counts";
import { isActive } from "../queries";
import { RunProgress } from "../RunProgress";
import { startedBy } from "../started-by";

const COUNTS = ["fetched", "created", "updated", "unchanged", "rejected", "new_fields"] as const;

const Figure = ({ name, children, className }: { name: string; children: ReactNode; className?: string }) => (
  <div>
    <dt className="text-muted text-xs">{name}</dt>
    <dd className={cn("mt-0.5 font-semibold text-base", className)}>{children}</dd>
  </div>
);

function tookSentence({ started_at, finished_at }: Run) {
  return started_at && finished_at ? formatDuration(Date.parse(finished_at) - Date.parse(started_at)) : null;
}

export function RunFigures({ run }: { run: Run }) {
  const took = tookSentence(run);
  const streams = useStreams();
  return (
    <div className="shrink-0 border-b bg-surface px-4 py-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {COUNTS.map((name) => (
          <Figure
            key={name}
            name={humanize(COUNT_WORDS[name])}
            className={cn(
              run.counts[name] === 0 && "text-faint",
              name === "rejected" && run.counts[name] > 0 && "text-bad",
            )}
          >
            {formatCount(run.counts[name])}
          </Figure>
        ))}
        <Figure name="Requests">{formatCount(run.requests)}</Figure>
        {took && <Figure name="Took">{took}</Figure>}
        <Figure name="Started" className="font-normal text-sm">
          {run.started_at ? <Moment at={run.started_at} /> : "not yet"}
        </Figure>
        <Figure name="By" className="font-normal text-sm">
          {startedBy(run, streams)}
          {run.full && ", full re-read"}
        </Figure>
        {isActive(run) && (
          <div className="min-w-64 flex-1 self-center">
            <RunProgress run={run} />
          </div>
        )}
      </dl>
      {run.reason && (
        <p className={cn("mt-2.5", run.status === "failed" ? "text-bad" : "text-muted")}>{run.reason}</p>
      )}
    </div>
  );
}
