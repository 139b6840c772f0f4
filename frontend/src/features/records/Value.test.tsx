import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { RecordColumn } from "@/api/types";
import { formatMinute } from "@/lib/time";
import { Value } from "./Value";

const shown = (column: Partial<RecordColumn>, value: unknown) =>
  render(
    <Value
      column={{ name: "x", choices: null, ...column } as RecordColumn}
      row={{ [column.name ?? "x"]: value }}
    />,
  ).container.textContent;

it.each([
  [{ name: "read_status", type: "boolean" }, true, "Yes"],
  [{ name: "read_status", type: "boolean" }, false, "No"],
  [{ name: "return_status", type: "text" }, "CLOSED", "Closed"],
  [{ name: "cancel_reason", type: "text" }, "ORDER_MISTAKE", "Order mistake"],
  [{ name: "listing_duration", type: "text" }, "Days_7", "7 days"],
  [{ name: "sku", type: "text" }, "RED_MUG", "RED_MUG"],
  [{ type: "integer" }, 1001, "1,001"],
  [{ type: "integer", key: true }, 1001, "1001"],
  [
    { name: "activity_at", type: "text" },
    "2026-01-02T03:04:05.000Z",
    formatMinute("2026-01-02T03:04:05.000Z"),
  ],
] as const)("shows %o %s as %s", (column, value, text) => {
  expect(shown(column, value)).toBe(text);
});
