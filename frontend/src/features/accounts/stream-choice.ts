// Which streams are chosen, and the permissions that follow from a choice.
import type { StreamInfo } from "@/api/types";

/** In people's words, each once; streams that need none of their own add nothing. */
export const permissionsFor = (streams: readonly StreamInfo[]) => [
  ...new Set(streams.flatMap(({ permission }) => (permission ? [permission] : []))),
];

/** Everything is what the server takes when nobody chose, also when a later version brings more. */
export const chosenNames = (streams: readonly StreamInfo[], left: ReadonlySet<string>) =>
  left.size === 0 ? undefined : streams.flatMap(({ name }) => (left.has(name) ? [] : [name]));

/** Takes these streams in with those that they follow, or leaves them out with those that follow them. */
export function withStreams(
  streams: readonly StreamInfo[],
  left: ReadonlySet<string>,
  names: readonly string[],
  isTaken: boolean,
) {
  const next = new Set(left);
  for (const { name, follows } of streams) {
    const [taken, dropped] = [names.includes(name), follows !== null && names.includes(follows)];
    if (!isTaken && (taken || dropped)) next.add(name);
    if (isTaken && taken) for (const each of [name, follows]) if (each) next.delete(each);
  }
  return next;
}
