import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { SyncState } from "@/api/types";
import { ScheduleEditor } from "./ScheduleEditor";

const rowWith = (next_at: string | null) =>
  ({
    title: "Orders",
    active_run: null,
    schedule: { enabled: true, every_minutes: 15, next_at },
  }) as SyncState;

const show = (next_at: string | null) =>
  render(<ScheduleEditor row={rowWith(next_at)} account="Harbor Goods" canEdit={false} />);

it("says when a stream runs next", () => {
  show(new Date(Date.now() + 600_000).toISOString());
  expect(screen.getByText(/^next/)).toBeTruthy();
});

it("says that a schedule without a next time waits for the account", () => {
  show(null);
  expect(screen.getByText("waits for reconnection")).toBeTruthy();
});
