// Pages of rows, their count, one record, saved views and exports.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import {
  getRecordsByStream,
  getRecordsByStreamByRowId,
  getRecordsByStreamCount,
  getRecordsByStreamViews,
} from "@/api/generated";
import type { RecordsQuery } from "./search";

const PAGE_SIZE = 100;

/** Syncs go on while a list is open. */
const FRESH_MS = 30_000;

export type RecordRow = { id: string; account_id: number; account_name: string } & Record<string, unknown>;

export const rowsQuery = (stream: string, query: RecordsQuery, sort: string) =>
  infiniteQueryOptions({
    queryKey: ["records", stream, "rows", query, sort],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = { ...query, sort, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) };
      const { items, next_cursor } = await ask(getRecordsByStream({ path: { stream }, query: page, signal }));
      return { items: items as RecordRow[], next_cursor };
    },
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    // Whoever has gone further down reads on in what stands there.
    refetchInterval: ({ state }) => state.data?.pages.length === 1 && FRESH_MS,
  });

export const countQuery = (stream: string, query: RecordsQuery) =>
  queryOptions({
    queryKey: ["records", stream, "count", query],
    queryFn: ({ signal }) => ask(getRecordsByStreamCount({ path: { stream }, query, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => state.data !== undefined && FRESH_MS,
  });

export const recordQuery = (stream: string, id: string) =>
  queryOptions({
    queryKey: ["records", stream, "one", id],
    queryFn: ({ signal }) => ask(getRecordsByStreamByRowId({ path: { stream, row_id: id }, signal })),
  });

export const viewsQuery = (stream: string) =>
  queryOptions({
    queryKey: ["records", stream, "views"],
    queryFn: ({ signal }) => ask(getRecordsByStreamViews({ path: { stream }, signal })),
  });
