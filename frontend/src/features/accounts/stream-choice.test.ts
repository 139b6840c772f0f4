import { expect, it } from "vitest";
import type { StreamInfo } from "@/api/types";
import { chosenNames, permissionsFor, withStreams } from "./stream-choice";

const stream = (name: string, topic: string, permission: string, follows: string | null = null) =>
  ({ name, topic, permission, follows, title: name }) as StreamInfo;

const orders = stream("orders", "Shipping", "Orders");
const payouts = stream("payouts", "Money", "Payments");
const parcels = stream("parcels", "Shipping", "Orders", "orders");
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
  const left = withStreams(all, new Set(), ["payouts", "parcels"], false);
  expect([...left]).toEqual(["payouts", "parcels"]);
  expect([...withStreams(all, left, ["payouts"], true)]).toEqual(["parcels"]);
});

it("takes in what a stream follows, and leaves out what follows it", () => {
  const none = new Set(all.map(({ name }) => name));
  expect([...withStreams(all, none, ["parcels"], true)]).toEqual(["payouts", "cases"]);
  expect([...withStreams(all, none, ["orders"], true)]).toEqual(["payouts", "parcels", "cases"]);
  expect([...withStreams(all, new Set(), ["orders"], false)]).toEqual(["orders", "parcels"]);
});
