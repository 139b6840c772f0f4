// A stream of an account: where it stands, what came last, when next, and what can be done.

import { usePermissions } from "@/api/session";
import { useAccountNames } from "@/api/shared-queries";
import type { Run, SyncState } from "@/api/types";
import { GrantButton } from "@/components/GrantButton";
import { CARDS } from "@/components/ui/cards";
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
import { SyncedUntil } from "./SyncedUntil";

const SECOND = `max-md:order-1 ${CARDS.quiet}`;
const BOTH = `max-md:order-3 ${CARDS.wide}`;

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
        CARDS.row,
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
        <Cell colSpan={2} className={cn("max-md:order-2", CARDS.wide)}>
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
        <span className={CARDS.name}>Synced until </span>
        <SyncedUntil row={row} />
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
