// The live log of a run: filtered, searched, followed, virtual.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isFinal } from "@/api/errors";
import type { Run } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { useDebounced } from "@/lib/useDebounced";
import { runQuery } from "../queries";
import { LogLines } from "./LogLines";
import { LEVELS, type Level } from "./log-buffer";
import { TerminalToolbar } from "./TerminalToolbar";
import { useRunEvents } from "./useRunEvents";

export function RunTerminal({ runId }: { runId: number }) {
  const { data: run, error } = useQuery(runQuery(runId));
  return isFinal(error) ? <ErrorState error={error} /> : <LiveLog runId={runId} run={run} />;
}

function LiveLog({ runId, run }: { runId: number; run: Run | undefined }) {
  const [levels, setLevels] = useState<readonly Level[]>(LEVELS);
  const [text, setText] = useState("");
  const [follow, setFollow] = useState(true);
  const settled = useDebounced(text, 150);
  const filter = useMemo(() => ({ levels, text: settled }), [levels, settled]);
  const { log, state } = useRunEvents(runId, filter);
  const isNarrowed = settled !== "" || levels.length < LEVELS.length;
  return (
    <section
      aria-label={`Log of run ${runId}`}
      data-testid="run-terminal"
      className="flex h-full min-h-0 flex-col bg-sunken text-ink scheme-dark"
    >
      <TerminalToolbar
        run={run}
        state={state}
        log={log}
        levels={levels}
        onLevels={setLevels}
        text={text}
        onText={setText}
        follow={follow}
        onFollow={setFollow}
        runId={runId}
      />
      {log.visible.length > 0 ? (
        <LogLines lines={log.visible} follow={follow} onFollow={setFollow} />
      ) : (
        <p role="status" className="p-4 text-muted">
          {emptySentence(log.total, isNarrowed, state)}
        </p>
      )}
    </section>
  );
}

function emptySentence(total: number, isNarrowed: boolean, state: string) {
  if (total > 0 && isNarrowed) return "No line fits the levels and the search.";
  if (state === "ended") return "This run wrote no log.";
  return state === "retrying" ? "Connection lost. Trying again…" : "Waiting for the first line…";
}
