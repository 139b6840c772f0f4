import { expect, it } from "vitest";
import { addressLines } from "./address";

it("writes an address as the lines of a label, each once", () => {
  const party = {
    fullName: "Ada Byrne",
    contactAddress: {
      addressLine1: "1 Quay",
      city: "Cork",
      stateOrProvince: "CO",
      postalCode: "T12",
      countryCode: "IE",
    },
    primaryPhone: { phoneNumber: "555" },
    email: "Ada Byrne",
  };
  expect(addressLines(party)).toEqual(["Ada Byrne", "1 Quay", "Cork CO T12", "IE", "555"]);
});

it("gives no lines for what is not there", () => {
  expect(addressLines(undefined)).toEqual([]);
  expect(addressLines({ contactAddress: null })).toEqual([]);
});
