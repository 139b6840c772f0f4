// The run that is watched, and the filters of the history, kept in the address.
import type { RunStatus } from "@/api/types";
import { numberParam, type RawSearch, textParam } from "@/lib/search-params";

const TABS = ["log", "history", "rejected", "waiting"] as const;
export type Tab = (typeof TABS)[number];

export type RunsSearch = {
  run?: number;
  tab?: Tab;
  connected?: number;
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
  tab: TABS.find((tab) => tab === raw.tab),
  connected: numberParam(raw.connected),
  account_id: numberParam(raw.account_id),
  stream: textParam(raw.stream),
  status: STATUSES.find((status) => status === raw.status),
});
