import { expect, it } from "vitest";
import { parsed, queryPairs } from "./line-data";

it("reads a query from pairs, from an object and from text", () => {
  const pairs = [
    ["limit", "200"],
    ["offset", "0"],
  ];
  expect(queryPairs(pairs)).toEqual(pairs);
  expect(queryPairs({ limit: 200, offset: 0 })).toEqual(pairs);
  expect(queryPairs("limit=200&offset=0")).toEqual(pairs);
  expect(queryPairs(null)).toEqual([]);
});

it("reads a body that is JSON, and keeps one that is not", () => {
  expect(parsed('{"total": 1}')).toEqual({ total: 1 });
  expect(parsed('{"total": ')).toBe('{"total": ');
  expect(parsed({ total: 1 })).toEqual({ total: 1 });
});
