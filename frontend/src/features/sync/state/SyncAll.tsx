// Starts every stream of every account that can run.
import { RefreshCw } from "lucide-react";
import { usePermissions } from "@/api/session";
import type { Run, SyncState } from "@/api/types";
import { Button } from "@/components/ui/button";
import { useStart } from "../actions";

type SyncAllProps = { rows: SyncState[]; onStarted: (run: Run) => void };

export function SyncAll({ rows, onStarted }: SyncAllProps) {
  const { canOperate } = usePermissions();
  const start = useStart(onStarted);
  const ready = rows.filter((row) => !row.blocked && !row.active_run);
  if (!canOperate) return null;
  const begin = () => {
    for (const stream of new Set(ready.map((row) => row.stream))) {
      const account_ids = ready.filter((row) => row.stream === stream).map((row) => row.account_id);
      start.mutate({ stream, account_ids });
    }
  };
  return (
    <Button look="solid" disabled={start.isPending || ready.length === 0} onClick={begin}>
      <RefreshCw /> Sync all accounts
    </Button>
  );
}
