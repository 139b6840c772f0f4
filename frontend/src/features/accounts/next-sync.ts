// When a seller that was just connected syncs by itself.
import type { SyncState } from "@/api/types";
import { formatSpan } from "@/lib/time";

/** Of the first connection and of any later one: the schedules, not the data, say what comes next. */
export function nextSync(states: readonly SyncState[], accountId: number) {
  const minutes = states
    .filter(({ account_id }) => account_id === accountId)
    .flatMap(({ schedule }) => (schedule?.enabled ? [schedule.every_minutes] : []));
  return minutes.length > 0
    ? `It syncs by itself within ${formatSpan(Math.min(...minutes))}, by its schedule. Under Sync you can start it now.`
    : "Its schedule is off: start a sync under Sync.";
}
