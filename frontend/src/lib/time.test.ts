import { describe, expect, it } from "vitest";
import {
  formatDuration,
  formatEvery,
  formatMinute,
  formatNext,
  formatRelative,
  formatUtc,
  localDayToUtc,
  utcToLocalDay,
} from "./time";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

describe("formatRelative", () => {
  it.each([
    [0, "just now"],
    [44, "just now"],
    [90, "2 min ago"],
    [3_599, "1 h ago"],
    [5_340, "1 h 29 min ago"],
    [7_200, "2 h ago"],
    [86_400, "1 d ago"],
    [40 * 86_400, "40 d ago"],
    [-30, "in a moment"],
    [-540, "in 9 min"],
    [-5_400, "in 1 h 30 min"],
    [-86_390, "in 1 d"],
  ])("says of %d seconds ago: %s", (seconds, words) => {
    expect(formatRelative(ago(seconds), NOW)).toBe(words);
  });
});

describe("formatNext", () => {
  it.each([
    [-540, "next in 9 min"],
    [-30, "next in a moment"],
    [0, "due now"],
    [360, "due 6 min ago"],
  ])("says of %d seconds ago: %s", (seconds, words) => {
    expect(formatNext(ago(seconds), NOW)).toBe(words);
  });
});

describe("formatEvery", () => {
  it.each([
    [5, "every 5 min"],
    [60, "every hour"],
    [90, "every 90 min"],
    [360, "every 6 hours"],
    [1440, "every day"],
  ])("says %d minutes as “%s”", (minutes, words) => {
    expect(formatEvery(minutes)).toBe(words);
  });
});

describe("formatDuration", () => {
  it.each([
    [340, "340 ms"],
    [1_250, "1.3 s"],
    [125_000, "2 min 05 s"],
    [3_720_000, "1 h 02 min"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

it("writes UTC, and leaves what is no date as it is", () => {
  expect(formatUtc("2026-03-01T12:00:05Z")).toBe("2026-03-01 12:00:05 UTC");
  expect(formatMinute("soon")).toBe("soon");
  expect(utcToLocalDay("soon")).toBe("");
});

it("takes a local day to its UTC moment and back", () => {
  expect(utcToLocalDay(localDayToUtc("2026-03-01"))).toBe("2026-03-01");
});
