// What the grid shows, kept in the address: search, sort, accounts, filters, and the record that is open.
import type { Sort } from "@/components/DataGrid/types";
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

export type RecordsQuery = { q?: string; account_id?: number[]; filter?: string[] };

/** The part of the address that chooses rows, as the API takes it. */
export function toQuery({ q, account_id, filter }: RecordsSearch): RecordsQuery {
  return {
    ...(q ? { q } : {}),
    ...(account_id ? { account_id: account_id.map(Number).filter(Number.isSafeInteger) } : {}),
    ...(filter ? { filter } : {}),
  };
}

export const isNarrowed = ({ q, account_id, filter }: RecordsSearch) => Boolean(q || account_id || filter);

export const parseSort = (text: string): Sort => ({
  column: text.replace(/^-/, ""),
  descending: text.startsWith("-"),
});

export const encodeSort = ({ column, descending }: Sort) => `${descending ? "-" : ""}${column}`;
