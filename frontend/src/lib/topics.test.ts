import { expect, it } from "vitest";
import { topicsOf } from "./topics";

it("puts streams under their topics, in the order in which these are named first", () => {
  const stream = (name: string, topic: string) => ({ name, topic });
  const [orders, payouts, parcels] = [
    stream("orders", "Shipping"),
    stream("payouts", "Money"),
    stream("parcels", "Shipping"),
  ];
  expect(topicsOf([orders, payouts, parcels])).toEqual([
    { name: "Shipping", streams: [orders, parcels] },
    { name: "Money", streams: [payouts] },
  ]);
});
