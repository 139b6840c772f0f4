// Which streams are chosen, and the permissions that follow from a choice.
import type { StreamInfo } from "@/api/types";

/** In people's words, each once; streams that need none of their own add nothing. */
export const permissionsFor = (streams: readonly StreamInfo[]) => [
  ...new Set(streams.flatMap(({ permission }) => (permission ? [permission] : []))),
];

/** Everything is what the server takes when nobody chose, also when a later version brings more. */
export const chosenNames = (streams: readonly StreamInfo[], left: ReadonlySet<string>) =>
  left.size === 0 ? undefined : streams.flatMap(({ name }) => (left.has(name) ? [] : [name]));

/** Leaves these streams out, or takes them in again. */
export function withStreams(left: ReadonlySet<string>, names: readonly string[], isTaken: boolean) {
  const next = new Set(left);
  for (const name of names) {
    if (isTaken) next.delete(name);
    else next.add(name);
  }
  return next;
}
