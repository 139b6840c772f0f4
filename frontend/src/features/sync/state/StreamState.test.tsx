import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { streamsQuery } from "@/api/shared-queries";
import type { SyncState } from "@/api/types";
import { StreamState } from "./StreamState";

const show = (row: object) => {
  const client = new QueryClient();
  client.setQueryData(streamsQuery.queryKey, []);
  const state = { blocked: null, waiting: null, last_run: { status: "succeeded" }, waits_for: null, ...row };
  render(
    <QueryClientProvider client={client}>
      <StreamState row={state as unknown as SyncState} />
    </QueryClientProvider>,
  );
};

it("does not call up to date what waits for the stream that it follows", () => {
  show({ waits_for: "orders" });
  expect(screen.getByText("Waits for orders")).toBeTruthy();
  expect(screen.queryByText("Up to date")).toBeNull();
});

it("tells a failure also of what waits", () => {
  show({ waits_for: "orders", last_run: { status: "failed" } });
  expect(screen.getByText("Failed")).toBeTruthy();
});
