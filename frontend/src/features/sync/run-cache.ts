// Puts a newer state of a run wherever it is shown.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { accountsQuery } from "@/api/shared-queries";
import type { Run } from "@/api/types";
import { isActive, runKey, stateQuery } from "./queries";

export function putRun(queryClient: QueryClient, run: Run) {
  // An answer still under way is older than this state, and must not replace it.
  void queryClient.cancelQueries({ queryKey: runKey(run.id) }, { revert: false, silent: true });
  queryClient.setQueryData(runKey(run.id), run);
  queryClient.setQueryData(stateQuery.queryKey, (rows) =>
    rows?.map((row) => (row.active_run?.id === run.id && isActive(run) ? { ...row, active_run: run } : row)),
  );
}

/** After a run began or ended: the states, the history, the rows it wrote and its account are read again. */
export function useRefreshAfterRun() {
  const queryClient = useQueryClient();
  return useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: ["sync"] });
    void queryClient.invalidateQueries({ queryKey: ["records"] });
    void queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey });
  }, [queryClient]);
}
