// TanStack Table, driven by our layout: it knows the order, the sizes and what is pinned.
import {
  type ColumnDef,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type ReactTable,
  type Row,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { GridColumn, GridLayout } from "./types";

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

export type Features = typeof features;
export type GridTable<Item extends object> = ReactTable<Features, Item>;
export type GridTableRow<Item extends object> = Row<Features, Item>;

type Options<Item extends object> = {
  columns: readonly GridColumn<Item>[];
  rows: Item[];
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  rowId: (row: Item) => string;
};

export function useGridTable<Item extends object>(options: Options<Item>): GridTable<Item> {
  const { columns, rows, layout, onLayoutChange, rowId } = options;
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, Item> => ({
          id: column.id,
          header: column.title,
          size: column.width,
          minSize: 56,
          maxSize: 900,
        }),
      ),
    [columns],
  );
  const state = useMemo(
    () => ({
      columnOrder: layout.order,
      columnPinning: { start: layout.pinned, end: [] },
      columnSizing: layout.widths,
      columnVisibility: Object.fromEntries(layout.hidden.map((id) => [id, false])),
    }),
    [layout],
  );
  const onColumnSizingChange = (updater: Updater<Record<string, number>>) => {
    const widths = typeof updater === "function" ? updater(layout.widths) : updater;
    onLayoutChange({ ...layout, widths });
  };
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state,
    onColumnSizingChange,
    columnResizeMode: "onChange",
  });
}
