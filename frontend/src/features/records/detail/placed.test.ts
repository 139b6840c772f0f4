import { expect, it } from "vitest";
import type { RecordColumn } from "@/api/types";
import { placed } from "./placed";

const column = (name: string, type: RecordColumn["type"] = "text", isDefault = true) =>
  ({ name, type, default: isDefault }) as RecordColumn;
const COLUMNS = [
  column("line_item_id"),
  column("sku"),
  column("title"),
  column("quantity", "integer"),
  column("total", "money"),
  column("format", "text", false),
  column("ship_by_at", "timestamp"),
];
const namesOf = (columns: readonly RecordColumn[]) => columns.map(({ name }) => name);

it("puts the title first, figures beside it, and all else below it, ids last", () => {
  const { name, figures, rest } = placed(COLUMNS);
  expect(name?.name).toBe("title");
  expect(namesOf(figures)).toEqual(["quantity", "total"]);
  expect(namesOf(rest)).toEqual(["ship_by_at", "line_item_id"]);
});

it("names a thing without a title by its key, and keeps its SKU", () => {
  const { name, rest } = placed(COLUMNS.filter((one) => one.name !== "title"));
  expect(name?.name).toBe("line_item_id");
  expect(namesOf(rest)).toEqual(["sku", "ship_by_at"]);
});
