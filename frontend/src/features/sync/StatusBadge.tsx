// A run's status in a word.
import type { RunStatus } from "@/api/types";
import { Badge } from "@/components/ui/badge";
import { toneOf } from "@/lib/words";

const WORDS: Record<RunStatus, string> = {
  queued: "Queued",
  running: "Running",
  stopping: "Stopping…",
  succeeded: "Succeeded",
  stopped: "Stopped",
  failed: "Failed",
};

export const StatusBadge = ({ status }: { status: RunStatus }) => (
  <Badge tone={toneOf(status)} pulse={status === "running" || status === "stopping" || status === "queued"}>
    {WORDS[status]}
  </Badge>
);
