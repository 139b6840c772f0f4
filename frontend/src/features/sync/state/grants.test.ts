import { expect, it } from "vitest";
import type { SyncState } from "@/api/types";
import { streamsToGrant } from "./grants";

const row = (account_id: number, stream: string, scope: string | null, enabled = true) =>
  ({
    account_id,
    stream,
    blocked: scope && { code: "scope_missing", scope },
    schedule: { enabled },
  }) as SyncState;

it("grants for a stream what others of its account wait for too, unless they are switched off", () => {
  const payouts = row(1, "payouts", "sell.finances", false);
  const rows = [
    row(1, "orders", null),
    row(1, "transactions", "sell.finances"),
    payouts,
    row(1, "funds", "sell.finances", false),
    row(1, "offers", "sell.inventory"),
    row(2, "transactions", "sell.finances"),
  ];
  expect(streamsToGrant(rows, payouts)).toEqual(["transactions", "payouts"]);
});
