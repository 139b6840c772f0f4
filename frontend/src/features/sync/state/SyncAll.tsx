// Starts every stream of every account that can run and is not switched off.
import { RefreshCw } from "lucide-react";
import { usePermissions } from "@/api/session";
import type { Run, SyncState } from "@/api/types";
import { Button } from "@/components/ui/button";
import { useStartAll } from "../actions";

type SyncAllProps = { rows: SyncState[]; onStarted: (run: Run) => void };

export function SyncAll({ rows, onStarted }: SyncAllProps) {
  const { canOperate } = usePermissions();
  const start = useStartAll(onStarted);
  const ready = rows.filter((row) => !row.blocked && !row.active_run && row.schedule?.enabled !== false);
  if (!canOperate) return null;
  const begin = () =>
    start.mutate(
      [...new Set(ready.map((row) => row.stream))].map((stream) => ({
        stream,
        account_ids: ready.filter((row) => row.stream === stream).map((row) => row.account_id),
      })),
    );
  return (
    <Button look="solid" disabled={start.isPending || ready.length === 0} onClick={begin}>
      <RefreshCw /> Sync all accounts
    </Button>
  );
}
