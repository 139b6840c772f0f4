// Log and set-aside records of a run.
import { Tabs } from "radix-ui";
import type { Run } from "@/api/types";
import { formatCount } from "@/lib/numbers";
import { RunTerminal } from "../terminal/RunTerminal";
import { RejectedRecords } from "./RejectedRecords";

const TAB =
  "h-full border-b-2 border-transparent px-1 font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink";

export const RunTabs = ({ run }: { run: Run }) => (
  <Tabs.Root defaultValue="log" className="flex min-h-0 flex-1 flex-col bg-surface">
    <Tabs.List aria-label="Run" className="flex h-9 shrink-0 gap-4 border-b px-4">
      <Tabs.Trigger value="log" className={TAB}>
        Log
      </Tabs.Trigger>
      <Tabs.Trigger value="rejected" className={TAB}>
        Set aside ({formatCount(run.counts.rejected)})
      </Tabs.Trigger>
    </Tabs.List>
    <Tabs.Content value="log" className="min-h-0 flex-1">
      <RunTerminal runId={run.id} />
    </Tabs.Content>
    <Tabs.Content value="rejected" className="min-h-0 flex-1 overflow-y-auto">
      <RejectedRecords runId={run.id} />
    </Tabs.Content>
  </Tabs.Root>
);
