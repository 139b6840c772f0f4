import { expect, it } from "vitest";
import type { Run } from "@/api/types";
import { runColumns } from "./columns";

const COLUMNS = runColumns({
  titleOf: (name) => (name === "privileges" ? "Selling limits" : "Orders"),
  followedBy: (name) => (name === "fulfillments" ? "orders" : null),
});

const textOf = (id: string, run: Partial<Run>) =>
  COLUMNS.find((column) => column.id === id)?.text?.(run as Run);

it("calls a stream by its title", () => {
  expect(textOf("stream", { stream: "privileges" })).toBe("Selling limits");
});

it.each<[Partial<Run>, string]>([
  [{ kind: "manual", requested_by: "ann@shop.example" }, "ann@shop.example"],
  [{ kind: "manual", requested_by: null }, "Manual"],
  [{ kind: "scheduled", requested_by: null }, "Schedule"],
  [{ kind: "following", stream: "fulfillments", requested_by: null }, "Sync of orders"],
])("says what started %o", (run, words) => {
  expect(textOf("kind", run)).toBe(words);
});
