// A saved view: what is shown (search) and how (layout); read back with care, as columns come and go.
import { repairLayout } from "@/components/DataGrid/layout";
import type { GridColumn, GridLayout } from "@/components/DataGrid/types";
import type { RawSearch } from "@/lib/search-params";
import type { RecordRow } from "./queries";
import { type RecordsSearch, validateRecordsSearch } from "./search";

type StoredView = { search: RecordsSearch; layout: GridLayout };

export function writeView({ id: _, ...search }: RecordsSearch, layout: GridLayout): StoredView {
  return { search, layout };
}

export function readView(stored: unknown, columns: readonly GridColumn<RecordRow>[]): StoredView {
  const { search, layout } = (stored ?? {}) as Partial<Record<keyof StoredView, unknown>>;
  const { id: _, ...shown } = validateRecordsSearch((search ?? {}) as RawSearch);
  return { search: shown, layout: repairLayout(layout, columns) };
}
