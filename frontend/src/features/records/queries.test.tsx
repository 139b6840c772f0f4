import { QueryClient, QueryClientProvider, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { countQuery, rowsQuery } from "./queries";

let stored = 0;

beforeEach(() => {
  vi.useFakeTimers();
  stored = 1;
  const row = { id: "1:02-1", account_id: 1, account_name: "alpine_parts" };
  vi.stubGlobal("fetch", async ({ url }: Request) =>
    Response.json(
      url.includes("/count")
        ? { count: stored, exact: true }
        : { items: Array(stored).fill(row), next_cursor: "more" },
    ),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The rows of each loaded page, and what the heading counts. */
const open = () => {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const both = () => {
    const rows = useInfiniteQuery(rowsQuery("orders", {}, "-created_at"));
    const count = useQuery(countQuery("orders", {}));
    return { rows, seen: [rows.data?.pages.map(({ items }) => items.length), count.data?.count] };
  };
  return renderHook(both, { wrapper }).result;
};

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it("shows what a sync brings while the list is open", async () => {
  const list = open();
  await pass(1_000);
  expect(list.current.seen).toEqual([[1], 1]);
  stored = 3;
  await pass(31_000);
  expect(list.current.seen).toEqual([[3], 3]);
});

it("leaves rows where they stand for whoever has gone further down", async () => {
  const list = open();
  await pass(1_000);
  await act(() => list.current.rows.fetchNextPage());
  stored = 3;
  await pass(61_000);
  expect(list.current.seen).toEqual([[1, 1], 3]);
});
