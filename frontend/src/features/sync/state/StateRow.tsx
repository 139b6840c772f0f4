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
      className={cn("[&>td]:py-1.5", isWatched && "[&>td:first-child]:shadow-[inset_2px_0_0_var(--accent)]")}
    >
      <Cell className="max-w-48 truncate font-medium">{account}</Cell>
      <Cell>{row.title}</Cell>
      <Cell className="text-right">{row.rows > 0 || row.synced_until ? formatCount(row.rows) : ""}</Cell>
      {active ? (
        <Cell colSpan={2}>
          <div className="flex items-center gap-3">
            <button type="button" onClick={() => onWatch(active)} title="Show the log" className="rounded-sm">
              <StatusBadge status={active.status} />
            </button>
            <RunProgress run={active} />
          </div>
        </Cell>
      ) : (
        <>
          <Cell className="max-w-64">
            <StreamState row={row} />
          </Cell>
          <Cell>{last && <LastResult run={last} onWatch={onWatch} />}</Cell>
        </>
      )}
      <Cell className="whitespace-nowrap">
        {row.synced_until ? <Ago at={row.synced_until} isPast /> : <span className="text-faint">never</span>}
        {row.backfill && row.backfill.done < row.backfill.total && (
          <span className="block text-2xs text-faint">
            history: {row.backfill.done} of {row.backfill.total} windows
          </span>
        )}
      </Cell>
      <Cell>
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
