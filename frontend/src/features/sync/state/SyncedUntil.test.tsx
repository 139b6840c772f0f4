import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { streamsQuery } from "@/api/shared-queries";
import type { StreamInfo, SyncState } from "@/api/types";
import { SyncedUntil } from "./SyncedUntil";

const STREAMS = [
  { name: "orders", follows: null },
  { name: "fulfillments", follows: "orders" },
] as StreamInfo[];

const show = (stream: string, isActive: boolean) => {
  const client = new QueryClient();
  client.setQueryData(streamsQuery.queryKey, STREAMS);
  const row = { stream, synced_until: new Date().toISOString(), active_run: isActive ? { id: 1 } : null };
  render(
    <QueryClientProvider client={client}>
      <SyncedUntil row={row as unknown as SyncState} />
    </QueryClientProvider>,
  );
};

it("does not say that a stream which follows another has caught up while it is being read", () => {
  show("fulfillments", true);
  expect(screen.getByText("catching up…")).toBeTruthy();
  expect(screen.queryByText("just now")).toBeNull();
});

it.each([
  ["orders", true],
  ["fulfillments", false],
] as const)("says until when %s are here", (stream, isActive) => {
  show(stream, isActive);
  expect(screen.getByText("just now")).toBeTruthy();
});
