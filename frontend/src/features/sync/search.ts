// The filters of the run history, kept in the address.
import { numberParam, type RawSearch, textParam } from "@/lib/search-params";

export type RunsSearch = { account_id?: number; stream?: string; status?: string };

export const validateRunsSearch = (raw: RawSearch): RunsSearch => ({
  account_id: numberParam(raw.account_id),
  stream: textParam(raw.stream),
  status: textParam(raw.status),
});
