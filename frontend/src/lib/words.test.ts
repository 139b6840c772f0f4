import { expect, it } from "vitest";
import { humanize, toneOf } from "./words";

it("puts constants in plain words", () => {
  expect(humanize("NOT_STARTED")).toBe("Not started");
  expect(humanize("paid")).toBe("Paid");
  expect(humanize("LeadGeneration")).toBe("Lead generation");
});

it("calls what eBay's constants hide by what its pages call it", () => {
  expect(humanize("Chinese")).toBe("Auction");
  expect(humanize("Days_7")).toBe("7 days");
  expect(humanize("Days_1")).toBe("1 day");
  expect(humanize("GTC")).toBe("Good 'til cancelled");
});

it.each([
  ["FULFILLED", "ok"],
  ["succeeded", "ok"],
  ["NOT_STARTED", "neutral"],
  ["NONE_REQUESTED", "neutral"],
  ["CANCEL_REQUESTED", "warn"],
  ["OPEN", "warn"],
  ["ACTION_NEEDED", "warn"],
  ["CANCELED", "bad"],
  ["FULLY_REFUNDED", "bad"],
  ["failed", "bad"],
  ["running", "accent"],
  ["SOMETHING_NEW", "neutral"],
])("shows %s in the tone %s", (status, tone) => {
  expect(toneOf(status)).toBe(tone);
});
