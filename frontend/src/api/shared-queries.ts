// What several features read: the accounts, the streams, and those that can be browsed.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { humanize } from "@/lib/words";
import { ask } from "./ask";
import { getEbayAccounts, getEbayStreams, getRecords } from "./generated";

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  staleTime: 0, // a run, or eBay, may end an access at any time
  refetchInterval: 30_000,
  queryFn: ({ signal }) => ask(getEbayAccounts({ signal })),
});

export const streamsQuery = queryOptions({
  queryKey: ["streams"],
  staleTime: 10 * 60_000,
  queryFn: ({ signal }) => ask(getEbayStreams({ signal })),
});

export const recordStreamsQuery = queryOptions({
  queryKey: ["record-streams"],
  staleTime: 10 * 60_000,
  queryFn: ({ signal }) => ask(getRecords({ signal })),
});

/** What a stream is called, one that this version no longer has by its name; and which other one it follows. */
export function useStreams() {
  const { data } = useQuery(streamsQuery);
  return useMemo(() => {
    const find = (stream: string) => data?.find(({ name }) => name === stream);
    return {
      titleOf: (stream: string) => find(stream)?.title ?? humanize(stream),
      followedBy: (stream: string) => find(stream)?.follows ?? null,
    };
  }, [data]);
}

export type Streams = ReturnType<typeof useStreams>;

export function useAccountNames() {
  const { data } = useQuery(accountsQuery);
  return new Map(data?.map((account) => [account.id, account.name || account.username]));
}
