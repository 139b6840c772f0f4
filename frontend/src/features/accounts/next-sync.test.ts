import { expect, it } from "vitest";
import type { SyncState } from "@/api/types";
import { nextSync } from "./next-sync";

const state = (account_id: number, enabled: boolean, every_minutes: number) =>
  ({ account_id, rows: 0, schedule: { enabled, every_minutes, next_at: null } }) as SyncState;

it("says within how many minutes the account's first and its last schedule are due", () => {
  const states = [state(1, true, 120), state(1, true, 15), state(1, true, 1440), state(2, true, 5)];
  expect(nextSync(states, 1)).toContain("first within 15 min, wholly within 1 day.");
  expect(nextSync([state(1, true, 15), state(1, true, 15)], 1)).toContain("by itself within 15 min.");
});

it("says what is off, by name while that is short", () => {
  const off = ["Payouts", "Returns"].map((title) => ({ ...state(1, false, 15), title }));
  expect(nextSync([state(1, true, 15), ...off], 1)).toMatch(/now\. Off: Payouts, Returns\.$/);
  expect(nextSync([state(1, true, 15), ...off, ...off, ...off], 1)).toContain(": 6 streams.");
  expect(nextSync([state(1, true, 15)], 1)).not.toContain("Off");
});

it("says of records that they stay only where there are any", () => {
  const kept = { ...state(1, false, 15), title: "Returns", rows: 7 };
  const never = { ...state(1, false, 15), title: "Payouts" };
  expect(nextSync([state(1, true, 15), kept, never], 1)).toMatch(
    /now\. Off: Payouts\. Off, but their records stay: Returns\.$/,
  );
});

it("promises nothing where every schedule is off", () => {
  expect(nextSync([state(1, false, 15), state(2, true, 5)], 1)).toBe(
    "Its schedule is off: start a sync under Sync.",
  );
});
