import { describe, expect, it } from "vitest";
import type { RecordColumn, RecordStream } from "@/api/types";
import { columnAt, describeFilter, encodeFilter, operatorsFor, parseFilter } from "./filters";

const column = (part: Partial<RecordColumn>): RecordColumn => ({
  name: "x",
  title: "X",
  type: "text",
  sortable: true,
  filterable: true,
  default: true,
  choices: null,
  currency_column: null,
  key: false,
  ...part,
});

describe("filters in the address", () => {
  it.each([
    "total:gte:100",
    "created_at:lt:2026-01-01T00:00:00Z",
    "status:in:PAID,PENDING",
    "note:contains:a:b",
  ])("reads and writes %s alike", (text) => {
    const filter = parseFilter(text);
    expect(filter && encodeFilter(filter)).toBe(text);
  });
  it.each(["", "total", "total:gte", "total:about:5"])("refuses %s", (text) => {
    expect(parseFilter(text)).toBeNull();
  });
});

describe("columnAt", () => {
  const payouts = {
    name: "payouts",
    title: "Payouts",
    columns: [column({ name: "amount", title: "Amount" })],
  };
  const items = { name: "line_items", title: "Line items", columns: [column({ name: "sku", title: "SKU" })] };
  const orders = { columns: [column({ name: "total", title: "Total" })], children: [items] };
  const titleAt = (path: string) =>
    columnAt([payouts as unknown as RecordStream], orders as unknown as RecordStream, path)?.title;
  it.each([
    ["total", "Total"],
    ["line_items.sku", "Line items: SKU"],
    ["payouts.amount", "Payouts: Amount"],
    ["payouts.nothing", undefined],
    ["nothing", undefined],
  ])("calls %s “%s”", (path, title) => {
    expect(titleAt(path)).toBe(title);
  });
});

describe("operators", () => {
  it("offers choices only as a list", () => {
    expect(operatorsFor(column({ choices: ["PAID"] })).map(({ op }) => op)).toEqual(["in", "empty"]);
  });
  it("offers no text search for money", () => {
    expect(operatorsFor(column({ type: "money" })).map(({ op }) => op)).not.toContain("contains");
  });
});

describe("describeFilter", () => {
  it.each([
    [{ op: "gte", value: "100" }, { type: "money" }, "≥ 100"],
    [
      { op: "in", value: "PAID,NOT_STARTED" },
      { choices: ["PAID", "NOT_STARTED"] },
      "is one of Paid, Not started",
    ],
    [{ op: "empty", value: "true" }, {}, "is empty"],
    [{ op: "empty", value: "false" }, {}, "has a value"],
    [{ op: "eq", value: "true" }, { type: "boolean" }, "is yes"],
    [{ op: "contains", value: "oak" }, {}, "contains oak"],
  ] as const)("says %o as %o", (filter, part, words) => {
    expect(describeFilter({ column: "x", ...filter }, column(part as Partial<RecordColumn>))).toBe(words);
  });
});
