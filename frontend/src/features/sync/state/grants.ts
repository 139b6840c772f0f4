// Which streams a grant sets going.
import type { SyncState } from "@/api/types";

/** The row's own, and those of its account that wait for the same permission and are to run by themselves. */
export const streamsToGrant = (rows: readonly SyncState[], row: SyncState) =>
  rows
    .filter(
      (other) =>
        other.account_id === row.account_id &&
        other.blocked?.code === "scope_missing" &&
        other.blocked.scope === row.blocked?.scope &&
        (other.stream === row.stream || other.schedule?.enabled !== false),
    )
    .map(({ stream }) => stream);
