// How the last run ended: its counts, or the reason why it failed or brought nothing, which the tooltip tells in full; leads to its log.
import type { Run } from "@/api/types";
import { Ago } from "@/components/Moment";
import { CountsLine } from "../CountsLine";

const tellsReason = ({ status, counts, reason }: Run) =>
  reason !== null && (status === "failed" || counts.fetched === 0);

type LastResultProps = { run: Run; onWatch: (run: Run) => void };

export const LastResult = ({ run, onWatch }: LastResultProps) => (
  <button
    type="button"
    onClick={() => onWatch(run)}
    title={run.reason ?? undefined}
    className="block max-w-full rounded-sm text-left hover:underline md:max-w-80"
  >
    <span className="line-clamp-2">{tellsReason(run) ? run.reason : <CountsLine counts={run.counts} />}</span>
    <span className="block text-2xs text-faint">
      {run.finished_at && <Ago at={run.finished_at} isPast />}
    </span>
  </button>
);
