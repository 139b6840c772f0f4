// Log and set-aside records of a run, and what its stream is to read again.
import { Tabs } from "radix-ui";
import type { Run } from "@/api/types";
import { formatCount } from "@/lib/numbers";
import { RejectedRecords } from "../RejectedRecords";
import { TAB } from "../tab";
import { RunTerminal } from "../terminal/RunTerminal";
import { WaitingRecords } from "../WaitingRecords";

export const RunTabs = ({ run }: { run: Run }) => (
  <Tabs.Root defaultValue="log" className="flex min-h-0 flex-1 flex-col bg-surface">
    <Tabs.List
      aria-label="Run"
      className="flex h-9 shrink-0 gap-4 overflow-x-auto whitespace-nowrap border-b px-4"
    >
      <Tabs.Trigger value="log" className={TAB}>
        Log
      </Tabs.Trigger>
      <Tabs.Trigger value="rejected" className={TAB}>
        Set aside ({formatCount(run.counts.rejected)})
      </Tabs.Trigger>
      <Tabs.Trigger value="waiting" className={TAB}>
        Waiting to be read again
      </Tabs.Trigger>
    </Tabs.List>
    <Tabs.Content value="log" className="min-h-0 flex-1">
      <RunTerminal runId={run.id} />
    </Tabs.Content>
    <Tabs.Content value="rejected" className="min-h-0 flex-1 overflow-y-auto">
      <RejectedRecords run_id={run.id} />
    </Tabs.Content>
    <Tabs.Content value="waiting" className="min-h-0 flex-1 overflow-auto">
      <WaitingRecords account_id={run.account_id} stream={run.stream} />
    </Tabs.Content>
  </Tabs.Root>
);
