// STOP: says "Stopping…" at once, before the server has answered.
import { Square } from "lucide-react";
import type { Run } from "@/api/types";
import { Button, type ButtonProps } from "@/components/ui/button";
import { useStop } from "./actions";

type StopButtonProps = { run: Run; size?: ButtonProps["size"] };

export function StopButton({ run, size }: StopButtonProps) {
  const stop = useStop(run);
  const isStopping = run.status === "stopping" || stop.isPending;
  return (
    <Button
      look="dangerOutline"
      size={size}
      data-testid="stop-run"
      aria-label={`Stop run ${run.id}`}
      disabled={isStopping}
      onClick={() => stop.mutate()}
    >
      <Square fill="currentColor" className="size-2.5!" />
      {isStopping ? "Stopping…" : "Stop"}
    </Button>
  );
}
