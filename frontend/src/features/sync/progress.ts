// How far a run is, from 0 to 1; null while nobody can know.
import type { Run } from "@/api/types";

type Progressing = Pick<Run, "status" | "slices" | "counts" | "expected">;

/** Slices tell best, as eBay announces the records of a slice only when it is begun; within a slice the records do. */
export function progressOf({ status, slices, counts, expected }: Progressing) {
  if (slices.total > 1) return slices.done / slices.total;
  if (expected) return Math.min(1, counts.fetched / expected);
  return status === "queued" ? 0 : null;
}
