import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { RecordColumn, RecordStream } from "@/api/types";
import { Children } from "./Children";

const column = (name: string, title: string, type = "text") =>
  ({ name, title, type, choices: null, currency_column: null, default: true }) as RecordColumn;

const REFUNDS = {
  name: "refunds",
  title: "Refunds",
  columns: [column("refund_id", "Refund ID"), column("amount", "Amount", "number")],
} as RecordStream["children"][number];

it("shows no table where there is nothing", () => {
  render(<Children child={REFUNDS} rows={[]} />);
  expect(screen.getByText("None.")).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});

it("shows the figures of what there is", () => {
  render(<Children child={REFUNDS} rows={[{ refund_id: "5-1", amount: "12.50" }]} />);
  expect(screen.getByRole("table", { name: "Refunds" })).toBeTruthy();
  expect(screen.getAllByText("12.50").length).toBeGreaterThan(0);
  expect(screen.queryByText("None.")).toBeNull();
});
