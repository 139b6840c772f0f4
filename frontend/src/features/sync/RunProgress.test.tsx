import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { Run } from "@/api/types";
import { RunProgress } from "./RunProgress";

const run = { id: 1, status: "running", counts: { fetched: 7 }, expected: null, asked: null };

afterEach(() => void vi.useRealTimers());

it("tells no rate of a run that stands still", () => {
  vi.useFakeTimers();
  const at = (fetched: number) => (
    <RunProgress run={{ ...run, slices: { done: 0, total: 1 }, counts: { fetched } } as Run} />
  );
  const { rerender } = render(at(0));
  act(() => void vi.advanceTimersByTime(1_000));
  rerender(at(500));
  act(() => void vi.advanceTimersByTime(1_000));
  expect(screen.getByText("250/s")).toBeTruthy();
  act(() => void vi.advanceTimersByTime(12_000));
  expect(screen.getByText("0/s")).toBeTruthy();
});

it("counts the windows of a run from the one being read", () => {
  render(<RunProgress run={{ ...run, slices: { done: 2, total: 25 } } as Run} />);
  expect(screen.getByText("window 3 of 25")).toBeTruthy();
});

it("names what is asked one by one", () => {
  const asked = { records: "orders", done: 120, total: 400 };
  render(<RunProgress run={{ ...run, slices: { done: 0, total: 1 }, asked } as Run} />);
  expect(screen.getByText("120 of 400 orders asked")).toBeTruthy();
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("30");
});
