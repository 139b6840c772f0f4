import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { toggleHidden } from "./layout";
import { useStoredLayout } from "./useStoredLayout";

const COLUMNS = ["id", "name"].map((id) => ({
  id,
  title: id,
  width: 80,
  render: () => null,
  text: () => null,
}));

it("saves what was just changed when the page is left", async () => {
  const fetched = vi.fn(async (_: Request) => Response.json({ key: "grid.things", value: null }));
  vi.stubGlobal("fetch", fetched);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useStoredLayout("things", COLUMNS), { wrapper });
  await waitFor(() => expect(result.current.isPending).toBe(false));
  act(() => result.current.setLayout(toggleHidden(result.current.layout, "name")));
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
  const saved = fetched.mock.lastCall?.[0];
  expect(saved?.method).toBe("PUT");
  expect(await saved?.json()).toMatchObject({ value: { hidden: ["name"] } });
});
