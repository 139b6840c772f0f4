// The header of the grid: stays on top, carries every column's title and menu.

import type { VisibleColumn } from "./GridRow";
import { HEADER_HEIGHT } from "./geometry";
import { HeaderCell } from "./HeaderCell";
import type { GridLayout, Sort } from "./types";
import type { GridTable } from "./useGridTable";

type HeaderRowProps<Item extends object> = {
  table: GridTable<Item>;
  columns: readonly VisibleColumn<Item>[];
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  sort: Sort | null;
  onSortChange: ((sort: Sort | null) => void) | undefined;
};

export function HeaderRow<Item extends object>({ table, columns, ...rest }: HeaderRowProps<Item>) {
  const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]));
  return (
    <div
      role="row"
      aria-rowindex={1}
      style={{ height: HEADER_HEIGHT, gridTemplateColumns: "var(--columns)", width: "var(--width)" }}
      className="sticky top-0 z-20 grid min-w-full bg-sunken"
    >
      {columns.map(({ column, isPinned }) => (
        <HeaderCell
          key={column.id}
          column={column}
          isPinned={isPinned}
          isResizing={headers.get(column.id)?.column.getIsResizing() ?? false}
          onResizeStart={(event) => headers.get(column.id)?.getResizeHandler()(event)}
          {...rest}
        />
      ))}
      <div aria-hidden className="border-b" />
    </div>
  );
}
