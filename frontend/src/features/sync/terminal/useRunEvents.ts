// Follows a run's events into a buffer, and keeps the run itself up to date wherever it is shown.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { API_ROOT } from "@/api/client-config";
import { checkHealth, ME } from "@/api/query-client";
import type { Run } from "@/api/types";
import { followRun, type StreamState } from "@/lib/run-events";
import { runKey } from "../queries";
import { putRun, useRefreshAfterRun } from "../run-cache";
import { LogBuffer, type LogFilter } from "./log-buffer";

const JUST_NOW_MS = 10_000;

/** A short run may have ended before its events could be asked for. */
const isFresh = ({ finished_at }: Run) =>
  finished_at === null || Date.now() - Date.parse(finished_at) < JUST_NOW_MS;

export function useRunEvents(runId: number, filter: LogFilter) {
  const queryClient = useQueryClient();
  const refresh = useRefreshAfterRun();
  const [state, setState] = useState<StreamState>("connecting");
  const [buffer, setBuffer] = useState(() => new LogBuffer());
  useEffect(() => {
    const fresh = new LogBuffer();
    setBuffer(fresh);
    let wasFresh = false;
    return followRun(`${API_ROOT}/ebay/sync/runs/${runId}/events`, {
      onLog: fresh.append,
      onRun: (run) => {
        wasFresh ||= isFresh(run);
        putRun(queryClient, run);
      },
      onState: (next) => {
        setState(next);
        if (next === "ended") fresh.flush();
        if (next === "ended" && wasFresh) refresh();
        if (next === "retrying") {
          checkHealth();
          void queryClient.invalidateQueries({ queryKey: ME });
          void queryClient.invalidateQueries({ queryKey: runKey(runId) });
        }
      },
    });
  }, [runId, queryClient, refresh]);
  useEffect(() => buffer.setFilter(filter), [buffer, filter]);
  const log = useSyncExternalStore(buffer.subscribe, buffer.getSnapshot);
  return { log, state };
}
