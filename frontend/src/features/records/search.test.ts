import { expect, it } from "vitest";
import { parseSearch } from "@/lib/search-params";
import { encodeSort, isNarrowed, parseSort, toQuery, validateRecordsSearch } from "./search";
import { readView, writeView } from "./views";

it("takes from the address what the API is asked for", () => {
  const search = validateRecordsSearch(
    parseSearch("?q=oak&account_id=1&account_id=2&account_id=x&filter=total:gt:5&id=1:7"),
  );
  expect(toQuery(search)).toEqual({ q: "oak", account_id: [1, 2], filter: ["total:gt:5"] });
  expect(search.id).toBe("1:7");
});

it("knows an address that narrows nothing", () => {
  expect(isNarrowed(validateRecordsSearch(parseSearch("?sort=-total&id=1:7")))).toBe(false);
  expect(isNarrowed(validateRecordsSearch(parseSearch("?q=a")))).toBe(true);
});

it("reads and writes the sort order", () => {
  expect(parseSort("-created_at")).toEqual({ column: "created_at", descending: true });
  expect(encodeSort(parseSort("total"))).toBe("total");
  expect(encodeSort(parseSort("-total"))).toBe("-total");
});

it("keeps a view without the open record, and repairs it when read", () => {
  const column = { id: "total", title: "Total", width: 100, render: () => null, text: () => null };
  const layout = { order: ["gone", "total"], hidden: [], pinned: [], widths: { gone: 5, total: 200 } };
  const stored = JSON.parse(JSON.stringify(writeView({ q: "oak", id: "1:7" }, layout)));
  const view = readView(stored, [column]);
  expect(view.search).toMatchObject({ q: "oak" });
  expect(view.search).not.toHaveProperty("id");
  expect(view.layout).toMatchObject({ order: ["total"], widths: { total: 200 } });
});
