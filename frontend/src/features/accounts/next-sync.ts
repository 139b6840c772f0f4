// When a seller that was just connected syncs by itself, and what of it does not.
import type { SyncState } from "@/api/types";
import { formatSpan } from "@/lib/time";

const MOST_NAMED = 4;

/** Of the first connection and of any later one: the schedules, not the data, say what comes next. */
export function nextSync(states: readonly SyncState[], accountId: number) {
  const scheduled = states.filter(({ account_id, schedule }) => account_id === accountId && schedule);
  const minutes = scheduled.flatMap(({ schedule }) => (schedule?.enabled ? [schedule.every_minutes] : []));
  if (minutes.length === 0) return "Its schedule is off: start a sync under Sync.";
  const off = scheduled.filter(({ schedule }) => !schedule?.enabled);
  const [empty, kept] = [off.filter(({ rows }) => rows === 0), off.filter(({ rows }) => rows > 0)];
  return (
    `It syncs by itself ${dueWithin(minutes)}. Under Sync you can start it now.` +
    named("Off", empty) +
    named("Off, but their records stay", kept)
  );
}

/** A sentence that lists streams, by name while that is short; nothing where there are none. */
export const named = (what: string, states: readonly SyncState[]) =>
  states.length > 0 ? ` ${what}: ${inWords(states.map(({ title }) => title))}.` : "";

/** The first and the last of its streams, where they are not read equally often. */
function dueWithin(minutes: readonly number[]) {
  const first = formatSpan(Math.min(...minutes));
  const last = formatSpan(Math.max(...minutes));
  return first === last
    ? `within ${first}`
    : `by its schedules: first within ${first}, wholly within ${last}`;
}

const inWords = (titles: readonly string[]) =>
  titles.length > MOST_NAMED ? `${titles.length} streams` : titles.join(", ");
