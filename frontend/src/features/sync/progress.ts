// How far a run is, from 0 to 1; null while nobody can know.
import type { Run } from "@/api/types";

/** Slices tell best, as eBay announces the records of a slice only when it is begun; within a slice the records do. */
export function progressOf({ slices, counts, expected }: Pick<Run, "slices" | "counts" | "expected">) {
  if (slices.total > 1) return slices.done / slices.total;
  return expected ? Math.min(1, counts.fetched / expected) : null;
}
