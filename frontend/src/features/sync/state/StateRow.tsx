// A stream of an account: where it stands, what came last, when next, and what can be done.

import { usePermissions } from "@/api/session";
import { useAccountNames } from "@/api/shared-queries";
import type { Run, SyncState } from "@/api/types";
import { GrantButton } from "@/components/GrantButton";
import { Ago } from "@/components/Moment";
import { ActionsCell, Cell, Row } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { RunProgress } from "../RunProgress";
import { StatusBadge } from "../StatusBadge";
import { StopButton } from "../StopButton";
import { LastResult } from "./LastResult";
import { ScheduleEditor } from "./ScheduleEditor";
import { StartButton } from "./StartButton";
import { needsPermission, StreamState } from "./StreamState";

/** On a phone: two columns without lines between the cells, which say themselves what they are. */
const CARD =
  "max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:px-3 max-md:py-2.5 max-md:[&>td]:block max-md:[&>td]:h-auto max-md:[&>td]:min-w-0 max-md:[&>td]:border-0 max-md:[&>td]:p-0";
const SECOND = "max-md:order-1 max-md:text-muted max-md:text-xs";
const BOTH = "max-md:order-3 max-md:col-span-2";

type StateRowProps = {
  row: SyncState;
  grants: string[];
  watched: number | undefined;
  onWatch: (run: Run) => void;
};

export function StateRow({ row, grants, watched, onWatch }: StateRowProps) {
  const { canOperate } = usePermissions();
  const account = useAccountNames().get(row.account_id) ?? `Account ${row.account_id}`;
  const { active_run: active, last_run: last } = row;
  const isWatched = watched !== undefined && (active?.id ?? last?.id) === watched;
  return (
    <Row
      aria-label={`${row.title} of ${account}`}
      className={cn(
        "[&>td]:py-1.5",
        CARD,
        isWatched &&
          "max-md:shadow-[inset_2px_0_0_var(--accent)] md:[&>td:first-child]:shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      <Cell className={cn("max-w-48 truncate font-medium max-md:font-normal", SECOND)}>{account}</Cell>
      <Cell className="max-md:font-semibold">{row.title}</Cell>
      <Cell className={cn("text-right", SECOND)}>
        {(row.rows > 0 || row.synced_until) && (
          <>
            {formatCount(row.rows)} <span className="md:hidden">rows</span>
          </>
        )}
      </Cell>
      {active ? (
        <Cell colSpan={2} className="max-md:order-2 max-md:col-span-2">
          <div className="flex items-center gap-3">
            <button type="button" onClick={() => onWatch(active)} title="Show the log" className="rounded-sm">
              <StatusBadge status={active.status} />
            </button>
            <RunProgress run={active} />
          </div>
        </Cell>
      ) : (
        <>
          <Cell className="max-w-64 max-md:order-2">
            <StreamState row={row} />
          </Cell>
          <Cell className={BOTH}>{last && <LastResult run={last} onWatch={onWatch} />}</Cell>
        </>
      )}
      <Cell className={cn("whitespace-nowrap max-md:order-2", !active && "max-md:text-right")}>
        <span className="text-muted md:hidden">Synced until </span>
        {row.synced_until ? <Ago at={row.synced_until} isPast /> : <span className="text-faint">never</span>}
        {row.backfill && row.backfill.done < row.backfill.total && (
          <span className="block text-2xs text-faint">
            history: {row.backfill.done} of {row.backfill.total} windows
          </span>
        )}
      </Cell>
      <Cell className={BOTH}>
        <ScheduleEditor row={row} account={account} canEdit={canOperate} />
      </Cell>
      <ActionsCell>
        {canOperate && active && <StopButton run={active} />}
        {canOperate && !active && needsPermission(row) && (
          <GrantButton
            label={`Grant ${row.title} of ${account}`}
            consent={{ environment: row.environment, account_id: row.account_id, streams: grants }}
          />
        )}
        {canOperate && !active && !needsPermission(row) && (
          <StartButton row={row} account={account} onStarted={onWatch} />
        )}
      </ActionsCell>
    </Row>
  );
}
