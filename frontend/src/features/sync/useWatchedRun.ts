// Which run's log is shown: the one in the address, else the one that runs, else the latest.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Run, SyncState } from "@/api/types";

export function latestRun(rows: readonly SyncState[] | undefined): number | undefined {
  const newest = (pick: (row: SyncState) => Run | null) =>
    Math.max(0, ...(rows ?? []).map((row) => pick(row)?.id ?? 0)) || undefined;
  return newest((row) => row.active_run) ?? newest((row) => row.last_run);
}

export function useWatchedRun(rows: readonly SyncState[] | undefined) {
  const { run } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate({ from: "/sync" });
  const watch = useCallback(
    ({ id }: Run) =>
      void navigate({ search: (current) => ({ ...current, run: id, tab: undefined }), replace: true }),
    [navigate],
  );
  return { watched: run ?? latestRun(rows), watch };
}
