// Under the table of states: the log, the history, and the records that could not be stored or read.
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Maximize2 } from "lucide-react";
import { Tabs } from "radix-ui";
import type { SyncState } from "@/api/types";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { RunFilters } from "./history/RunFilters";
import { RunHistory } from "./history/RunHistory";
import { RejectedRecords } from "./RejectedRecords";
import type { Tab } from "./search";
import { TAB } from "./tab";
import { RunTerminal } from "./terminal/RunTerminal";
import { WaitingRecords } from "./WaitingRecords";

const TabCount = ({ count, tone }: { count: number; tone: string }) => (
  <span className={cn("ml-1.5", count > 0 ? tone : "text-faint")}>{formatCount(count)}</span>
);

export function LowerPane({ rows, watched }: { rows: SyncState[]; watched: number | undefined }) {
  const { tab = watched ? "log" : "history", account_id, stream } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate({ from: "/sync" });
  const waiting = rows.reduce((sum, row) => sum + (row.waiting?.count ?? 0), 0);
  const aside = rows.reduce((sum, row) => sum + row.set_aside, 0);
  const change = (next: string) =>
    void navigate({ search: (current) => ({ ...current, tab: next as Tab }), replace: true });
  return (
    <Tabs.Root
      value={tab}
      onValueChange={change}
      className="mt-3 flex min-h-0 flex-1 flex-col border-t bg-surface"
    >
      <div className="flex h-9 shrink-0 items-center border-b px-3">
        <Tabs.List aria-label="Runs" className="flex h-full min-w-0 gap-4 overflow-x-auto whitespace-nowrap">
          <Tabs.Trigger value="log" className={TAB}>
            {watched ? `Log of run ${watched}` : "Log"}
          </Tabs.Trigger>
          <Tabs.Trigger value="history" className={TAB}>
            History
          </Tabs.Trigger>
          <Tabs.Trigger value="rejected" className={TAB}>
            Set aside
            <TabCount count={aside} tone="text-bad" />
          </Tabs.Trigger>
          <Tabs.Trigger value="waiting" className={TAB}>
            Waiting to be read again
            <TabCount count={waiting} tone="text-warn" />
          </Tabs.Trigger>
        </Tabs.List>
        {watched && tab === "log" && (
          <Button asChild look="ghost" size="sm" className="ml-auto shrink-0">
            <Link to="/sync/runs/$runId" params={{ runId: String(watched) }} aria-label="Open run">
              <Maximize2 /> <span className="hidden sm:inline">Open run</span>
            </Link>
          </Button>
        )}
      </div>
      <Tabs.Content value="log" className="min-h-0 flex-1">
        {watched ? (
          <RunTerminal key={watched} runId={watched} />
        ) : (
          <p className="p-4 text-muted">Start a sync to see its log here.</p>
        )}
      </Tabs.Content>
      <Tabs.Content value="history" className="min-h-0 flex-1">
        <RunHistory />
      </Tabs.Content>
      <Tabs.Content value="rejected" className="flex min-h-0 flex-1 flex-col">
        <RunFilters />
        <div className="min-h-0 flex-1 overflow-auto">
          <RejectedRecords account_id={account_id} stream={stream} />
        </div>
      </Tabs.Content>
      <Tabs.Content value="waiting" className="flex min-h-0 flex-1 flex-col">
        <RunFilters />
        <div className="min-h-0 flex-1 overflow-auto">
          <WaitingRecords account_id={account_id} stream={stream} />
        </div>
      </Tabs.Content>
    </Tabs.Root>
  );
}
