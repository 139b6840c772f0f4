// Starting, stopping and scheduling.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  postEbaySyncByStream,
  postEbaySyncRunsByRunIdStop,
  postEbaySyncWaitingRetry,
  putEbaySyncSchedulesByAccountIdByStream,
} from "@/api/generated";
import type { Run, SyncState } from "@/api/types";
import { notify } from "@/lib/notify";
import { plural } from "@/lib/numbers";
import { stateQuery } from "./queries";
import { putRun, useRefreshAfterRun } from "./run-cache";

export type StartOptions = { stream: string; account_ids?: number[]; full?: boolean; log_bodies?: boolean };

export function useStart(onStarted?: (run: Run) => void) {
  const refresh = useRefreshAfterRun();
  return useMutation({
    mutationFn: ({ stream, ...body }: StartOptions) => ask(postEbaySyncByStream({ path: { stream }, body })),
    onSuccess: ({ runs, skipped }) => {
      if (runs.length > 1) notify({ tone: "ok", title: `${plural(runs.length, "run")} started.` });
      for (const { detail } of skipped) notify({ tone: "warn", title: detail });
      if (runs[0]) onStarted?.(runs[0]);
      refresh();
    },
  });
}

/** Starts several streams, and tells of them once. */
export function useStartAll(onStarted: (run: Run) => void) {
  const refresh = useRefreshAfterRun();
  return useMutation({
    mutationFn: (streams: StartOptions[]) =>
      Promise.all(
        streams.map(({ stream, ...body }) => ask(postEbaySyncByStream({ path: { stream }, body }))),
      ),
    onSuccess: (answers) => {
      const runs = answers.flatMap((answer) => answer.runs);
      notify({ tone: "ok", title: `${plural(runs.length, "run")} started.` });
      for (const { detail } of answers.flatMap((answer) => answer.skipped))
        notify({ tone: "warn", title: detail });
      if (runs[0]) onStarted(runs[0]);
    },
    onSettled: refresh,
  });
}

export type WaitingChoice = { account_id?: number; stream?: string; key?: string[] };

/** Has records that could not be read by their id tried again now, and not when their time comes. */
export function useTryNow() {
  const refresh = useRefreshAfterRun();
  return useMutation({
    mutationFn: (choice: WaitingChoice) => ask(postEbaySyncWaitingRetry({ body: choice })),
    onSuccess: ({ due, skipped }) => {
      if (due > 0) notify({ tone: "ok", title: `${plural(due, "record")} to be read now.` });
      for (const { detail } of skipped) notify({ tone: "warn", title: detail });
      refresh();
    },
  });
}

export function useStop(run: Run) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ask(postEbaySyncRunsByRunIdStop({ path: { run_id: run.id } })),
    onMutate: async () => {
      await queryClient.cancelQueries({ queryKey: stateQuery.queryKey });
      putRun(queryClient, { ...run, status: "stopping" });
    },
    onSuccess: (stopped) => putRun(queryClient, stopped),
    onError: () => queryClient.invalidateQueries({ queryKey: ["sync"] }),
  });
}

export type Schedule = { enabled: boolean; every_minutes: number };

export function useSchedule({ account_id, stream }: SyncState) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (schedule: Schedule) =>
      ask(putEbaySyncSchedulesByAccountIdByStream({ path: { account_id, stream }, body: schedule })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: stateQuery.queryKey }),
  });
}
