// The state of a stream that does not run now: idle, never run, waiting for another, or blocked and why.
import { Link } from "@tanstack/react-router";
import { useStreams } from "@/api/shared-queries";
import type { SyncState } from "@/api/types";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "@/lib/numbers";
import { StatusBadge } from "../StatusBadge";

export const needsPermission = ({ blocked }: SyncState) => blocked?.code === "scope_missing";

const WaitsFor = ({ stream }: { stream: string }) => (
  <Badge>Waits for {useStreams().titleOf(stream).toLowerCase()}</Badge>
);

export const StreamState = ({ row }: { row: SyncState }) => (
  <>
    <Standing row={row} />
    {row.waiting && (
      <Link
        to="/sync"
        search={{ tab: "waiting", account_id: row.account_id, stream: row.stream }}
        className="block text-2xs text-warn underline decoration-line-strong underline-offset-2"
      >
        {formatCount(row.waiting.count)} to be read again
      </Link>
    )}
  </>
);

function Standing({ row }: { row: SyncState }) {
  if (needsPermission(row)) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5" title={row.blocked?.detail}>
        <Badge tone="warn">Needs permission</Badge>
        <span className="text-muted text-xs">{row.blocked?.permission}</span>
      </span>
    );
  }
  if (row.blocked) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <Badge tone="warn">Blocked</Badge>
        <Link
          to="/accounts"
          title={row.blocked.detail}
          className="line-clamp-2 text-muted text-xs underline decoration-line-strong underline-offset-2"
        >
          {row.blocked.detail}
        </Link>
      </span>
    );
  }
  if (!row.last_run) return <Badge>Not run yet</Badge>;
  if (row.last_run.status !== "succeeded") return <StatusBadge status={row.last_run.status} />;
  return row.waits_for ? <WaitsFor stream={row.waits_for} /> : <Badge tone="ok">Up to date</Badge>;
}
