// What the accounts page reads and changes.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  deleteEbayAccountsByAccountId,
  getEbayEnvironments,
  getEbaySyncState,
  patchEbayAccountsByAccountId,
  postEbayOauthStart,
} from "@/api/generated";
import { accountsQuery } from "@/api/shared-queries";
import type { EnvironmentName } from "@/api/types";

export const environmentsQuery = queryOptions({
  queryKey: ["environments"],
  queryFn: ({ signal }) => ask(getEbayEnvironments({ signal })),
});

export const schedulesQuery = queryOptions({
  queryKey: ["accounts", "schedules"],
  staleTime: 0,
  queryFn: ({ signal }) => ask(getEbaySyncState({ signal })),
});

type Start = { environment: EnvironmentName; account_id?: number };

/** Leaves this page for eBay's consent page; eBay sends the browser back to /accounts. */
export const useConnect = () =>
  useMutation({
    mutationFn: (start: Start) => ask(postEbayOauthStart({ body: start })),
    onSuccess: ({ authorization_url }) => window.location.assign(authorization_url),
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
