import { describe, expect, it } from "vitest";
import type { Run, SyncState } from "@/api/types";
import { progressOf } from "./progress";
import { rateOf, withSample } from "./useRate";
import { latestRun } from "./useWatchedRun";

const counts = (fetched: number) => ({
  fetched,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  new_fields: 0,
});

const nothing = { slices: { done: 0, total: 0 }, counts: counts(0), expected: null, asked: null };

describe("progressOf", () => {
  it("goes by slices where there are several", () => {
    expect(
      progressOf({
        ...nothing,
        status: "running",
        slices: { done: 5, total: 20 },
        counts: counts(9),
        expected: 10,
      }),
    ).toBe(0.25);
  });
  it("goes by records in a single slice, and never beyond the end", () => {
    const slices = { done: 0, total: 1 };
    const run = { ...nothing, status: "running", slices } as const;
    expect(progressOf({ ...run, counts: counts(30), expected: 120 })).toBe(0.25);
    expect(progressOf({ ...run, counts: counts(130), expected: 120 })).toBe(1);
  });
  it("goes by what is asked one by one, however many records that brings, once the slices are read", () => {
    const run = { ...nothing, status: "running", counts: counts(4_000) } as const;
    const asked = { records: "orders", done: 100, total: 400 };
    expect(progressOf({ ...run, slices: { done: 0, total: 1 }, asked })).toBe(0.25);
    expect(progressOf({ ...run, slices: { done: 20, total: 20 }, asked })).toBe(0.25);
    expect(progressOf({ ...run, slices: { done: 10, total: 20 }, asked })).toBe(0.5);
  });
  it("does not know how far it is when there was more to ask than announced", () => {
    const asked = { records: "orders", done: 401, total: 400 };
    expect(progressOf({ ...nothing, status: "running", slices: { done: 0, total: 1 }, asked })).toBeNull();
  });
  it("knows nothing before eBay said how many", () => {
    expect(progressOf({ status: "running", ...nothing })).toBeNull();
  });
  it("is at the beginning while a run waits for its first worker, and where it was while it waits for another", () => {
    expect(progressOf({ status: "queued", ...nothing })).toBe(0);
    expect(progressOf({ status: "queued", ...nothing, slices: { done: 5, total: 20 } })).toBe(0.25);
  });
});

describe("the rate", () => {
  it("is taken over the samples of the last ten seconds", () => {
    const old = [
      { at: 0, count: 0 },
      { at: 5_000, count: 100 },
    ];
    const samples = withSample(old, { at: 12_000, count: 800 });
    expect(samples).toHaveLength(2);
    expect(rateOf(samples)).toBe(100);
  });
  it("is unknown with one sample, and begins anew when a run starts over", () => {
    expect(rateOf([{ at: 0, count: 5 }])).toBeNull();
    expect(withSample([{ at: 0, count: 500 }], { at: 1_000, count: 10 })).toHaveLength(1);
  });
});

describe("latestRun", () => {
  const row = (active: number | null, last: number | null) =>
    ({ active_run: active && { id: active }, last_run: last && { id: last } }) as unknown as SyncState & {
      last_run: Run;
    };
  it("prefers a run that is active", () => expect(latestRun([row(null, 9), row(4, 3)])).toBe(4));
  it("else takes the newest", () => expect(latestRun([row(null, 2), row(null, 9)])).toBe(9));
  it("is nothing without runs", () => expect(latestRun([row(null, null)])).toBeUndefined());
});
