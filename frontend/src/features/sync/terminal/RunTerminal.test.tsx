import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { RunTerminal } from "./RunTerminal";

afterEach(() => void vi.unstubAllGlobals());

class SilentSource {
  addEventListener() {}
  close() {}
}

it("says that there is no such run instead of connecting to it", async () => {
  vi.stubGlobal("EventSource", SilentSource);
  const refusal = { detail: "There is no run 99.", code: "run_not_found" };
  vi.stubGlobal("fetch", async () => Response.json(refusal, { status: 404 }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RunTerminal runId={99} />
    </QueryClientProvider>,
  );
  expect((await screen.findByRole("alert")).textContent).toBe("There is no run 99.");
  expect(screen.queryByTestId("run-terminal")).toBeNull();
});
