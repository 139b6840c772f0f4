import { expect, it } from "vitest";
import type { StreamInfo } from "@/api/types";
import { chosenNames, permissionsFor, withStreams } from "./stream-choice";

const stream = (name: string, topic: string, permission: string) =>
  ({ name, topic, permission, title: name }) as StreamInfo;

const orders = stream("orders", "Shipping", "Orders");
const payouts = stream("payouts", "Money", "Payments");
const parcels = stream("parcels", "Shipping", "Orders");
const cases = stream("cases", "Claims", "");
const all = [orders, payouts, parcels, cases];

it("names each permission once, and none for streams that need none", () => {
  expect(permissionsFor(all)).toEqual(["Orders", "Payments"]);
  expect(permissionsFor([cases])).toEqual([]);
});

it("sends no choice when everything is wanted, else what is left", () => {
  expect(chosenNames(all, new Set())).toBeUndefined();
  expect(chosenNames(all, new Set(["payouts"]))).toEqual(["orders", "parcels", "cases"]);
});

it("leaves out and takes in several at once", () => {
  const left = withStreams(new Set(), ["orders", "parcels"], false);
  expect([...left]).toEqual(["orders", "parcels"]);
  expect([...withStreams(left, ["orders"], true)]).toEqual(["parcels"]);
});
