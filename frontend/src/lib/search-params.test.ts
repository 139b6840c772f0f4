import { describe, expect, it } from "vitest";
import { listParam, numberParam, parseSearch, safePath, stringifySearch } from "./search-params";

describe("the address", () => {
  it("keeps text, lists and values with colons and commas", () => {
    const search = {
      q: "brass & oak",
      filter: ["total:gte:100", "created_at:gte:2026-01-01T00:00:00Z"],
      id: "1:12-3",
    };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
  it("leaves out what is empty", () => {
    expect(stringifySearch({ q: "", sort: undefined, id: null })).toBe("");
  });
  it("stays readable", () => {
    expect(stringifySearch({ filter: ["status:in:PAID,PENDING"] })).toBe("?filter=status:in:PAID,PENDING");
  });
});

it("reads numbers and lists with care", () => {
  expect(numberParam("12")).toBe(12);
  expect(numberParam(12)).toBe(12);
  expect(numberParam("")).toBeUndefined();
  expect(numberParam("1x")).toBeUndefined();
  expect(listParam("a")).toEqual(["a"]);
  expect(listParam(["a", "", "b"])).toEqual(["a", "b"]);
  expect(listParam(undefined)).toBeUndefined();
});

it("leads back only to an address of this app", () => {
  expect(safePath("/browse/orders?q=a")).toBe("/browse/orders?q=a");
  expect(safePath("//elsewhere.example")).toBe("/");
  expect(safePath("/\\elsewhere.example")).toBe("/");
  expect(safePath("https://elsewhere.example")).toBe("/");
  expect(safePath(undefined)).toBe("/");
});
