// How much of an account is read by itself, and what only has to be switched on for it.
import type { SyncState } from "@/api/types";

export type Off = SyncState & { schedule: NonNullable<SyncState["schedule"]> };
export type Reading = { total: number; read: number; off: Off[] };

/** What waits for a permission or a reconnection is not among what is off: to switch it on would not start it. */
export function readingOf(states: readonly SyncState[], accountId: number): Reading {
  const own = states.filter(({ account_id }) => account_id === accountId);
  const read = own.filter(({ schedule, blocked }) => schedule?.enabled && blocked?.code !== "scope_missing");
  return { total: own.length, read: read.length, off: own.filter(isOff) };
}

const isOff = (state: SyncState): state is Off => !state.blocked && state.schedule?.enabled === false;

export const streamsInWords = ({ total, read }: Reading) =>
  read === total ? `all ${total} streams` : `${read} of ${total} streams`;
