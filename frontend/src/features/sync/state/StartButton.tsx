// Start, and in its menu the rarer ways to start.
import { ChevronDown, FileJson, Play, RotateCcw } from "lucide-react";
import type { Run, SyncState } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useStart } from "../actions";

type StartButtonProps = { row: SyncState; account: string; onStarted: (run: Run) => void };

export function StartButton({ row, account, onStarted }: StartButtonProps) {
  const start = useStart(onStarted);
  const disabled = start.isPending || row.blocked !== null;
  const begin = (options: { full?: boolean; log_bodies?: boolean } = {}) =>
    start.mutate({ stream: row.stream, account_ids: [row.account_id], ...options });
  return (
    <span className="inline-flex">
      <Button
        className="rounded-r-none"
        disabled={disabled}
        data-testid="start-sync"
        aria-label={`Start ${row.title} of ${account}`}
        onClick={() => begin()}
      >
        <Play fill="currentColor" className="size-3! text-accent" /> Start
      </Button>
      <Menu
        className="min-w-60"
        trigger={
          <Button
            size="icon"
            className="-ml-px w-6 rounded-l-none"
            disabled={disabled}
            aria-label={`More ways to start ${row.title} of ${account}`}
          >
            <ChevronDown />
          </Button>
        }
      >
        <MenuItem onSelect={() => begin({ full: true })}>
          <RotateCcw /> Full re-read
        </MenuItem>
        <MenuItem onSelect={() => begin({ log_bodies: true })}>
          <FileJson /> Start and log eBay's answers
        </MenuItem>
      </Menu>
    </span>
  );
}
