// What the accounts page reads and changes.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  deleteEbayAccountsByAccountId,
  getEbayEnvironments,
  getEbaySyncState,
  patchEbayAccountsByAccountId,
  postEbaySyncByStream,
  putEbaySyncSchedulesByAccountIdByStream,
} from "@/api/generated";
import { accountsQuery } from "@/api/shared-queries";
import { notify } from "@/lib/notify";
import { plural } from "@/lib/numbers";
import type { Off } from "./reading";

export const environmentsQuery = queryOptions({
  queryKey: ["environments"],
  queryFn: ({ signal }) => ask(getEbayEnvironments({ signal })),
});

export const statesQuery = queryOptions({
  queryKey: ["accounts", "states"],
  staleTime: 0,
  queryFn: ({ signal }) => ask(getEbaySyncState({ signal })),
});

export function useRename(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      ask(patchEbayAccountsByAccountId({ path: { account_id: id }, body: { name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
}

/** Has streams of accounts run by themselves from now on, and reads them at once, as a grant does. */
export function useSwitchOn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (off: readonly Off[]) => Promise.all(off.map(switchOn)),
    onSuccess: ({ length }) =>
      notify({ tone: "ok", title: `${plural(length, "stream")} switched on and started.` }),
    onSettled: () => queryClient.invalidateQueries(),
  });
}

async function switchOn({ account_id, stream, schedule: { every_minutes } }: Off) {
  const body = { enabled: true, every_minutes };
  await ask(putEbaySyncSchedulesByAccountIdByStream({ path: { account_id, stream }, body }));
  return ask(postEbaySyncByStream({ path: { stream }, body: { account_ids: [account_id] } }));
}

/** Ends the access; with `erase` everything read from the account goes too. */
export function useDisconnect(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (erase: boolean) =>
      ask(deleteEbayAccountsByAccountId({ path: { account_id: id }, query: erase ? { erase } : {} })),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
