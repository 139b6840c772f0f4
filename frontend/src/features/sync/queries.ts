// What the sync pages read: states, runs, set-aside records.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  getEbaySyncRejected,
  getEbaySyncRuns,
  getEbaySyncRunsByRunId,
  getEbaySyncState,
  getEbaySyncWaiting,
} from "@/api/generated";
import type { Run } from "@/api/types";
import type { RunsSearch } from "./search";

const ACTIVE_MS = 1_000;
const CALM_MS = 10_000;
const SHORTEST_MS = 250;
/** The events of a run bring its state sooner; this is for where they cannot come through. */
const SAFETY_MS = 4_000;

export const isActive = ({ status }: Run) =>
  status === "queued" || status === "running" || status === "stopping";

let askedAt = 0;

/** Counted from the last question: each event of a run changes the cached states, and would begin the wait anew. */
const untilNext = (every: number) => Math.max(SHORTEST_MS, askedAt + every - Date.now());

export const stateQuery = queryOptions({
  queryKey: ["sync", "state"],
  queryFn: ({ signal }) => {
    askedAt = Date.now();
    return ask(getEbaySyncState({ signal }));
  },
  staleTime: 0,
  refetchInterval: ({ state }) => untilNext(state.data?.some((row) => row.active_run) ? ACTIVE_MS : CALM_MS),
});

export const runKey = (id: number) => ["sync", "run", id] as const;

export const runQuery = (id: number) =>
  queryOptions({
    queryKey: runKey(id),
    queryFn: ({ signal }) => ask(getEbaySyncRunsByRunId({ path: { run_id: id }, signal })),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? SAFETY_MS : false),
  });

type RunFilter = Pick<RunsSearch, "account_id" | "stream" | "status">;
export type RecordFilter = { account_id?: number; stream?: string; run_id?: number };

export const runsQuery = (filter: RunFilter) =>
  infiniteQueryOptions({
    queryKey: ["sync", "runs", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        getEbaySyncRuns({
          query: { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const rejectedQuery = (filter: RecordFilter) =>
  infiniteQueryOptions({
    queryKey: ["sync", "rejected", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        getEbaySyncRejected({
          query: { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const waitingQuery = (filter: Omit<RecordFilter, "run_id">) =>
  infiniteQueryOptions({
    queryKey: ["sync", "waiting", filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        getEbaySyncWaiting({
          query: { ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: 15_000,
  });
