import { describe, expect, it } from "vitest";
import type { CallQuota } from "@/api/types";
import { byUrgency, callsLeft, isRelevant, stateOf } from "./budget";

const shares = { scheduled: 0.9, deep: 0.7 };

const quota = (changes: Partial<CallQuota>): CallQuota => ({
  resource: "sell.finances",
  api: "Finances",
  limit: 15_000,
  used: 0,
  resets_at: "2026-11-21T08:00:00Z",
  blocked_until: null,
  blocked_reason: null,
  streams: ["Transactions"],
  ...changes,
});

describe("stateOf", () => {
  it.each([
    [0, "Enough"],
    [10_499, "Enough"],
    [10_500, "Older records wait"],
    [13_500, "Kept for your runs"],
    [15_000, "Used up"],
    [16_000, "Used up"],
  ])("says of %i used calls: %s", (used, label) => {
    expect(stateOf(quota({ used }), shares).label).toBe(label);
  });

  it("says what rests, whatever is left", () => {
    expect(stateOf(quota({ blocked_until: "2026-11-21T08:00:00Z" }), shares).label).toBe("Rests");
  });

  it("does not invent a quota", () => {
    expect(stateOf(quota({ limit: null, used: null }), shares).label).toBe("No quota known");
    expect(callsLeft(quota({ limit: null, used: null }))).toBeNull();
  });
});

describe("the list", () => {
  it("leaves out what no stream needs, unless it rests", () => {
    expect(isRelevant(quota({ streams: [] }))).toBe(false);
    expect(isRelevant(quota({ streams: [], used: 1 }))).toBe(false);
    expect(isRelevant(quota({ streams: [], blocked_until: "2026-11-21T08:00:00Z" }))).toBe(true);
    expect(isRelevant(quota({}))).toBe(true);
  });

  it("begins with what rests, then goes by use", () => {
    const some = [
      quota({ resource: "b" }),
      quota({ resource: "used", used: 9 }),
      quota({ resource: "a" }),
      quota({ resource: "rests", blocked_until: "2026-11-21T08:00:00Z" }),
    ];
    expect(some.sort(byUrgency).map(({ resource }) => resource)).toEqual(["rests", "used", "a", "b"]);
  });
});
