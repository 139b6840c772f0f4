// The state of a stream that does not run now: idle, never run, or blocked and why.
import { Link } from "@tanstack/react-router";
import type { SyncState } from "@/api/types";
import { Badge } from "@/components/ui/badge";
import { StatusBadge } from "../StatusBadge";

export function StreamState({ row }: { row: SyncState }) {
  if (row.blocked) {
    return (
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <Badge tone="warn">Blocked</Badge>
        <Link
          to="/accounts"
          title={row.blocked.detail}
          className="min-w-0 truncate text-muted text-xs underline decoration-line-strong underline-offset-2"
        >
          {row.blocked.detail}
        </Link>
      </span>
    );
  }
  if (!row.last_run) return <Badge>Not run yet</Badge>;
  return row.last_run.status === "succeeded" ? (
    <Badge tone="ok">Up to date</Badge>
  ) : (
    <StatusBadge status={row.last_run.status} />
  );
}
