import { expect, it } from "vitest";
import { humanize, toneOf } from "./words";

it("puts constants in plain words", () => {
  expect(humanize("NOT_STARTED")).toBe("Not started");
  expect(humanize("paid")).toBe("Paid");
  expect(humanize("FixedPriceItem")).toBe("Fixed price item");
});

it.each([
  ["FULFILLED", "ok"],
  ["succeeded", "ok"],
  ["NOT_STARTED", "neutral"],
  ["NONE_REQUESTED", "neutral"],
  ["CANCEL_REQUESTED", "warn"],
  ["CANCELED", "bad"],
  ["FULLY_REFUNDED", "bad"],
  ["failed", "bad"],
  ["running", "accent"],
  ["SOMETHING_NEW", "neutral"],
])("shows %s in the tone %s", (status, tone) => {
  expect(toneOf(status)).toBe(tone);
});
