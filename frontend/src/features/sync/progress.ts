// How far a run is, from 0 to 1; null while nobody can know.
import type { Run } from "@/api/types";

import { formatCount } from "@/lib/numbers";

type Progressing = Pick<Run, "status" | "slices" | "counts" | "expected" | "asked">;

/**
 * Slices tell best, as eBay announces the records of a slice only when it is begun; within a slice the records do.
 * What is asked one by one comes after them, and may become more meanwhile: how far that is, nobody knows then.
 */
export function progressOf({ status, slices, counts, expected, asked }: Progressing) {
  if (asked && areRead(slices)) return asked.done > asked.total ? null : asked.done / asked.total;
  if (slices.total > 1) return slices.done / slices.total;
  if (expected) return Math.min(1, counts.fetched / expected);
  return status === "queued" ? 0 : null;
}

/** What is only asked one by one counts as one slice, done when all is. */
const areRead = ({ done, total }: Run["slices"]) => total <= 1 || done === total;

/** Where it is, in words: in which window, or about how many records it has asked. */
export function placeOf({ slices, asked }: Pick<Run, "slices" | "asked">) {
  if (asked && areRead(slices))
    return `${formatCount(asked.done)} of ${formatCount(asked.total)} ${asked.records} asked`;
  return slices.total > 1 ? `window ${Math.min(slices.done + 1, slices.total)} of ${slices.total}` : null;
}
