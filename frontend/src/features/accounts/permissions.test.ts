import { expect, it } from "vitest";
import type { StreamInfo, SyncState } from "@/api/types";
import { permissionsOf } from "./permissions";

const stream = (name: string, scope: string, permission: string) =>
  ({ name, scope, permission }) as StreamInfo;

const state = (account_id: number, name: string, scope: string | null) =>
  ({
    account_id,
    stream: name,
    title: name,
    blocked: scope === null ? null : { code: "scope_missing", scope, detail: "", permission: "" },
  }) as SyncState;

const streams = [
  stream("orders", "sell.fulfillment", "Orders"),
  stream("parcels", "sell.fulfillment", "Orders"),
  stream("payouts", "sell.finances", "Payments"),
  stream("cases", "", ""),
];

it("lists each permission once, with the account's streams that wait for it", () => {
  const states = [state(1, "orders", null), state(1, "payouts", "sell.finances"), state(2, "orders", "x")];
  expect(permissionsOf(streams, states, 1)).toEqual([
    { scope: "sell.fulfillment", words: "Orders", lacking: [] },
    { scope: "sell.finances", words: "Payments", lacking: ["payouts"] },
  ]);
});

it("names by their titles streams that eBay refuses although they need nothing of their own", () => {
  expect(permissionsOf(streams, [state(1, "cases", "")], 1)).toContainEqual({
    scope: "",
    words: "cases",
    lacking: ["cases"],
  });
});
