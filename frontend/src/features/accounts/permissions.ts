// What an account has granted and what its streams still need, in people's words.
import type { StreamInfo, SyncState } from "@/api/types";

export type Permission = { scope: string; words: string; lacking: string[] };

/** Each permission that any stream needs; `lacking` are the account's streams that wait for it. */
export function permissionsOf(
  streams: readonly StreamInfo[],
  states: readonly SyncState[],
  accountId: number,
): Permission[] {
  const waiting = states.filter(
    ({ account_id, blocked }) => account_id === accountId && blocked?.code === "scope_missing",
  );
  const scopes = new Map(streams.map(({ scope, permission }) => [scope, permission]));
  return [...scopes].flatMap(([scope, permission]) => {
    const lacking = waiting.filter(({ blocked }) => blocked?.scope === scope);
    const words = permission || lacking.map(({ title }) => title).join(", ");
    return words ? [{ scope, words, lacking: lacking.map(({ stream }) => stream) }] : [];
  });
}
