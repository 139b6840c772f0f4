import { describe, expect, it } from "vitest";
import { formatAmount, formatBytes, formatEstimate, formatRate, plural } from "./numbers";

describe("formatAmount", () => {
  it.each([
    ["0", "0.00"],
    ["5.5", "5.50"],
    ["1234.5", "1,234.50"],
    ["-1234567.891", "-1,234,567.891"],
    ["12345678901234567890.12", "12,345,678,901,234,567,890.12"],
    ["0.1000", "0.10"],
    ["n/a", "n/a"],
  ])("writes %s as %s, without rounding", (value, text) => {
    expect(formatAmount(value)).toBe(text);
  });
});

describe("formatEstimate", () => {
  it("gives an exact count as it is", () => expect(formatEstimate(12_345, true)).toBe("12,345"));
  it("rounds an estimate and says so", () =>
    expect(formatEstimate(1_234_567, false)).toBe("about 1,200,000"));
});

it("writes rates, sizes and numbers of things", () => {
  expect(formatRate(4.4)).toBe("4/s");
  expect(formatRate(12_345)).toBe("12,350/s");
  expect(formatBytes(999)).toBe("999 B");
  expect(formatBytes(4_300)).toBe("4.3 kB");
  expect(plural(1, "record")).toBe("1 record");
  expect(plural(2_000, "record")).toBe("2,000 records");
});
