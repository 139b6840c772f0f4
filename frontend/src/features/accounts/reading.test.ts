import { expect, it } from "vitest";
import type { SyncState } from "@/api/types";
import { readingOf, streamsInWords } from "./reading";

const state = (stream: string, enabled: boolean, code: string | null = null, account_id = 1) =>
  ({ account_id, stream, schedule: { enabled }, blocked: code && { code } }) as SyncState;

it("counts the streams of an account that run by themselves, and names those that only are off", () => {
  const reading = readingOf(
    [
      state("orders", true),
      state("returns", false),
      state("payouts", true, "scope_missing"),
      state("feedback", false, "scope_missing"),
      state("orders", true, null, 2),
    ],
    1,
  );
  expect(reading).toMatchObject({ total: 4, read: 1, off: [{ stream: "returns" }] });
  expect(streamsInWords(reading)).toBe("1 of 4 streams");
});

it("offers to switch on nothing that could not start before the account is reconnected", () => {
  const blocked = [state("orders", true, "reconnect_needed"), state("returns", false, "reconnect_needed")];
  expect(readingOf(blocked, 1)).toEqual({ total: 2, read: 1, off: [] });
  expect(streamsInWords(readingOf([state("orders", true), state("returns", true)], 1))).toBe("all 2 streams");
});
