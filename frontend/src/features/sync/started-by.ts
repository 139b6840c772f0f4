// Who or what began a run: somebody, its schedule, or the end of a run that it follows.
import type { Streams } from "@/api/shared-queries";
import type { Run } from "@/api/types";

type Begun = Pick<Run, "kind" | "stream" | "requested_by">;

export function startedBy({ kind, stream, requested_by }: Begun, { titleOf, followedBy }: Streams) {
  if (kind === "scheduled") return "Schedule";
  if (kind === "manual") return requested_by ?? "Manual";
  return `Sync of ${titleOf(followedBy(stream) ?? stream).toLowerCase()}`;
}
