// Streams put together by what they are about, in the order in which they name it.
export type Topic<T> = { name: string; streams: T[] };

export function topicsOf<T extends { topic: string }>(streams: readonly T[]): Topic<T>[] {
  const names = [...new Set(streams.map(({ topic }) => topic))];
  return names.map((name) => ({ name, streams: streams.filter(({ topic }) => topic === name) }));
}
