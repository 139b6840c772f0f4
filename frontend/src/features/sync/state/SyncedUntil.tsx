// Up to which moment all of a stream is here; one that follows another is so only once all that is due has been asked.
import { useStreams } from "@/api/shared-queries";
import type { SyncState } from "@/api/types";
import { Ago } from "@/components/Moment";

export function SyncedUntil({ row }: { row: SyncState }) {
  const { followedBy } = useStreams();
  if (row.active_run && followedBy(row.stream)) return <span className="text-muted">catching up…</span>;
  if (!row.synced_until) return <span className="text-faint">never</span>;
  return <Ago at={row.synced_until} isPast />;
}
