// What the accounts page reads and changes.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  deleteEbayAccountsByAccountId,
  getEbayEnvironments,
  getEbaySyncState,
  patchEbayAccountsByAccountId,
} from "@/api/generated";
import { accountsQuery } from "@/api/shared-queries";

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

/** Ends the access; with `erase` everything read from the account goes too. */
export function useDisconnect(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (erase: boolean) =>
      ask(deleteEbayAccountsByAccountId({ path: { account_id: id }, query: erase ? { erase } : {} })),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
