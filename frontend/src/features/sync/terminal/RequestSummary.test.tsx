import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { RunEvent } from "@/api/types";
import { RequestSummary } from "./RequestSummary";

const LINE: RunEvent = {
  seq: 1,
  at: "2026-03-01T12:00:00Z",
  level: "info",
  kind: "request",
  message: "",
  data: {},
};

const show = (data: RunEvent["data"]) =>
  render(<RequestSummary line={{ ...LINE, data: { method: "GET", path: "/order", ms: 40, ...data } }} />);

it("says that a request was stopped, and not that eBay gave no answer", () => {
  show({ status: null, stopped: true });
  expect(screen.getByText("stopped").className).not.toContain("text-bad");
  expect(screen.queryByText("no answer")).toBeNull();
});

it("says that no answer came", () => {
  show({ status: null });
  expect(screen.getByText("no answer").className).toContain("text-bad");
});
