// What the grid shows, kept in the address: search, sort, accounts, filters, and the record that is open.
import { listParam, type RawSearch, textParam } from "@/lib/search-params";

export type RecordsSearch = {
  q?: string;
  sort?: string;
  account_id?: string[];
  filter?: string[];
  id?: string;
};

export const validateRecordsSearch = (raw: RawSearch): RecordsSearch => ({
  q: textParam(raw.q),
  sort: textParam(raw.sort),
  account_id: listParam(raw.account_id),
  filter: listParam(raw.filter),
  id: textParam(raw.id),
});
