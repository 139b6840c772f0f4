// Follows a run's events into a buffer, and keeps the run itself up to date wherever it is shown.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { API_ROOT } from "@/api/client-config";
import { HEALTH, ME } from "@/api/query-client";
import { followRun, type StreamState } from "@/lib/run-events";
import { putRun, useRefreshAfterRun } from "../run-cache";
import { LogBuffer, type LogFilter } from "./log-buffer";

export function useRunEvents(runId: number, filter: LogFilter) {
  const queryClient = useQueryClient();
  const refresh = useRefreshAfterRun();
  const [state, setState] = useState<StreamState>("connecting");
  const [buffer, setBuffer] = useState(() => new LogBuffer());
  useEffect(() => {
    const fresh = new LogBuffer();
    setBuffer(fresh);
    let wasLive = false;
    return followRun(`${API_ROOT}/ebay/sync/runs/${runId}/events`, {
      onLog: fresh.append,
      onRun: (run) => {
        wasLive ||= run.finished_at === null;
        putRun(queryClient, run);
      },
      onState: (next) => {
        setState(next);
        if (next === "ended") fresh.flush();
        if (next === "ended" && wasLive) refresh();
        if (next === "retrying") {
          void queryClient.refetchQueries({ queryKey: HEALTH }, { cancelRefetch: false });
          void queryClient.invalidateQueries({ queryKey: ME });
        }
      },
    });
  }, [runId, queryClient, refresh]);
  useEffect(() => buffer.setFilter(filter), [buffer, filter]);
  const log = useSyncExternalStore(buffer.subscribe, buffer.getSnapshot);
  return { log, state };
}
