// Log and history as two tabs under the table of states.
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Maximize2 } from "lucide-react";
import { Tabs } from "radix-ui";
import { Button } from "@/components/ui/button";
import { RunHistory } from "./history/RunHistory";
import { RunTerminal } from "./terminal/RunTerminal";

const TAB =
  "h-full border-b-2 border-transparent px-1 font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink";

export function LowerPane({ watched }: { watched: number | undefined }) {
  const { tab = watched ? "log" : "history" } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate({ from: "/sync" });
  const change = (next: string) =>
    void navigate({ search: (current) => ({ ...current, tab: next as "log" | "history" }), replace: true });
  return (
    <Tabs.Root
      value={tab}
      onValueChange={change}
      className="mt-3 flex min-h-0 flex-1 flex-col border-t bg-surface"
    >
      <div className="flex h-9 shrink-0 items-center border-b px-3">
        <Tabs.List aria-label="Runs" className="flex h-full gap-4">
          <Tabs.Trigger value="log" className={TAB}>
            {watched ? `Log of run ${watched}` : "Log"}
          </Tabs.Trigger>
          <Tabs.Trigger value="history" className={TAB}>
            History
          </Tabs.Trigger>
        </Tabs.List>
        {watched && tab === "log" && (
          <Button asChild look="ghost" size="sm" className="ml-auto">
            <Link to="/sync/runs/$runId" params={{ runId: String(watched) }}>
              <Maximize2 /> Open run
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
    </Tabs.Root>
  );
}
