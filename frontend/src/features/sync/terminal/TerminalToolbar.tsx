// Above the log: state, levels, search, follow, download, STOP.
import { ArrowDownToLine, Search } from "lucide-react";
import { usePermissions } from "@/api/session";
import type { Run } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { formatCount } from "@/lib/numbers";
import type { StreamState } from "@/lib/run-events";
import { isActive } from "../queries";
import { StopButton } from "../StopButton";
import { LevelFilter } from "./LevelFilter";
import { LogDownload } from "./LogDownload";
import type { Level, LogSnapshot } from "./log-buffer";

type TerminalToolbarProps = {
  runId: number;
  run: Run | undefined;
  state: StreamState;
  log: LogSnapshot;
  levels: readonly Level[];
  onLevels: (levels: readonly Level[]) => void;
  text: string;
  onText: (text: string) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
};

const STATES: Record<StreamState, string> = {
  connecting: "Connecting…",
  live: "Live",
  retrying: "Reconnecting…",
  ended: "Ended",
};

export function TerminalToolbar(props: TerminalToolbarProps) {
  const { runId, run, state, log, levels, onLevels, text, onText, follow, onFollow } = props;
  const { canOperate } = usePermissions();
  const shown =
    log.visible.length === log.total
      ? formatCount(log.total)
      : `${formatCount(log.visible.length)} of ${formatCount(log.total)}`;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-2.5 py-1.5">
      <span
        role="status"
        className={
          state === "live"
            ? "text-ok text-xs"
            : state === "retrying"
              ? "text-warn text-xs"
              : "text-muted text-xs"
        }
      >
        {STATES[state]}
      </span>
      <LevelFilter levels={levels} onChange={onLevels} />
      <span className="relative w-56 min-w-28 shrink">
        <Search className="pointer-events-none absolute top-1.5 left-2 size-3 text-faint" aria-hidden />
        <Input
          aria-label="Search the log"
          placeholder="Search the log"
          className="h-6 pl-6.5 text-xs"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </span>
      <span className="text-faint text-xs">
        {shown} {log.total === 1 ? "line" : "lines"}
        {log.dropped > 0 && `; the first ${formatCount(log.dropped)} are in the download`}
      </span>
      <div className="ml-auto flex items-center gap-2">
        <Button
          look={follow ? "outline" : "ghost"}
          size="sm"
          aria-pressed={follow}
          onClick={() => onFollow(!follow)}
        >
          <ArrowDownToLine /> Follow
        </Button>
        <LogDownload runId={runId} />
        {run && isActive(run) && canOperate && <StopButton run={run} size="sm" />}
      </div>
    </div>
  );
}
