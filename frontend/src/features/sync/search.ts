// The run that is watched, and the filters of the history, kept in the address.
import type { RunStatus } from "@/api/types";
import { numberParam, type RawSearch, textParam } from "@/lib/search-params";

export type RunsSearch = {
  run?: number;
  tab?: "log" | "history";
  account_id?: number;
  stream?: string;
  status?: RunStatus;
};

export const STATUSES: readonly RunStatus[] = [
  "queued",
  "running",
  "stopping",
  "succeeded",
  "stopped",
  "failed",
];

export const validateRunsSearch = (raw: RawSearch): RunsSearch => ({
  run: numberParam(raw.run),
  tab: raw.tab === "log" || raw.tab === "history" ? raw.tab : undefined,
  account_id: numberParam(raw.account_id),
  stream: textParam(raw.stream),
  status: STATUSES.find((status) => status === raw.status),
});
