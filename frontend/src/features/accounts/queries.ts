// What the accounts page reads and changes.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  deleteEbayAccountsById,
  getEbayEnvironments,
  patchEbayAccountsById,
  postEbayOauthStart,
} from "@/api/generated";
import { accountsQuery } from "@/api/shared-queries";
import type { EnvironmentName } from "@/api/types";

export const environmentsQuery = queryOptions({
  queryKey: ["environments"],
  queryFn: ({ signal }) => ask(getEbayEnvironments({ signal })),
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
    mutationFn: (name: string) => ask(patchEbayAccountsById({ path: { id }, body: { name } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
}

export function useDisconnect(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ask(deleteEbayAccountsById({ path: { id } })),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}
