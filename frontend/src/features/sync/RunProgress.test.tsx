import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Run } from "@/api/types";
import { RunProgress } from "./RunProgress";

it("counts the windows of a run from the one being read", () => {
  const run = {
    id: 1,
    status: "running",
    counts: { fetched: 7 },
    slices: { done: 2, total: 25 },
    expected: null,
  };
  render(<RunProgress run={run as Run} />);
  expect(screen.getByText("window 3 of 25")).toBeTruthy();
});
