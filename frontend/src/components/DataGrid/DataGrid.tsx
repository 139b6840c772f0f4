// The one grid for everything: virtual rows, pinned and resizable columns, sorting, keyboard.
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { cn } from "@/lib/cn";
import { useHotkey } from "@/lib/useHotkey";
import { GridRow } from "./GridRow";
import { gridStyle, HEADER_HEIGHT, ROW_HEIGHT } from "./geometry";
import { HeaderRow } from "./HeaderRow";
import { SkeletonGrid } from "./SkeletonGrid";
import type { GridColumn, GridLayout, Sort } from "./types";
import { useGridKeys } from "./useGridKeys";
import { useGridTable } from "./useGridTable";
import { markHidden, useHints } from "./useHints";

type DataGridProps<Item extends object> = {
  label: string;
  testId?: string;
  columns: readonly GridColumn<Item>[];
  rows: Item[];
  rowId: (row: Item) => string;
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  sort?: Sort | null;
  onSortChange?: (sort: Sort | null) => void;
  openId?: string | undefined;
  onOpen?: (id: string | undefined) => void;
  isLoading?: boolean;
  /** The rows shown are those of the question before. */
  isStale?: boolean;
  hasMore?: boolean;
  isLoadingMore?: boolean;
  onLoadMore?: () => void;
  totalRows?: number | undefined;
  empty?: ReactNode;
};

export function DataGrid<Item extends object>(props: DataGridProps<Item>) {
  const {
    label,
    columns,
    rows,
    rowId,
    layout,
    openId,
    onOpen,
    isLoading,
    hasMore,
    isLoadingMore,
    onLoadMore,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useGridTable({ columns, rows, layout, onLayoutChange: props.onLayoutChange, rowId });
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const placed = table.getVisibleLeafColumns().map((column) => ({
    id: column.id,
    width: column.getSize(),
    isPinned: column.getIsPinned() === "start",
  }));
  useHints(scroller, table.getTotalSize());
  const shape = placed.map(({ id, isPinned }) => `${id}${isPinned ? "!" : ""}`).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths are in CSS; rows care for order and pins only
  const visible = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    return placed.flatMap(({ id, isPinned }) => {
      const column = byId.get(id);
      return column ? [{ column, isPinned }] : [];
    });
  }, [columns, shape]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 12,
  });
  const scrollTo = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: "auto" }),
    [virtualizer],
  );
  const { cursor, setCursor, onKeyDown, move } = useGridKeys({ ids, openId, onOpen, scrollTo });
  const enter = (key: string) => {
    scroller.current?.focus();
    move(key);
  };
  useHotkey("j", () => enter("j"));
  useHotkey("k", () => enter("k"));

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - 30) onLoadMore?.();
  }, [hasMore, isLoadingMore, last, rows.length, onLoadMore]);

  return (
    <div className="relative h-full">
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={props.totalRows ?? -1}
        aria-colcount={visible.length}
        aria-busy={isLoading || props.isStale}
        aria-activedescendant={cursor ? `row-${cursor}` : undefined}
        data-testid={props.testId}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => markHidden(currentTarget)}
        style={gridStyle(placed)}
        className="group/grid peer relative h-full overflow-auto overscroll-contain bg-surface focus-visible:outline-offset-[-2px]"
      >
        <HeaderRow
          table={table}
          columns={visible}
          layout={layout}
          onLayoutChange={props.onLayoutChange}
          sort={props.sort ?? null}
          onSortChange={props.onSortChange}
        />
        {isLoading && <SkeletonGrid />}
        {!isLoading && rows.length === 0 && <div className="sticky left-0 w-full">{props.empty}</div>}
        {rows.length > 0 && (
          <div
            role="rowgroup"
            className={cn("relative min-w-full transition-opacity", props.isStale && "opacity-50")}
            style={{ height: virtualizer.getTotalSize(), width: "var(--width)" }}
          >
            {items.map(({ index, start }) => {
              const row = rows[index];
              const id = ids[index];
              return row && id ? (
                <GridRow
                  key={id}
                  id={id}
                  index={index}
                  top={start}
                  row={row}
                  columns={visible}
                  isCursor={id === cursor}
                  isOpen={id === openId}
                  onOpen={onOpen}
                  onPoint={setCursor}
                />
              ) : null;
            })}
          </div>
        )}
        <p
          role="status"
          className={cn("sticky left-0 w-full px-3 py-2 text-faint text-xs", !isLoadingMore && "sr-only")}
        >
          {isLoadingMore ? "Loading more…" : ""}
        </p>
      </div>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-0 z-20 flex w-7 justify-end bg-linear-to-l from-(--edge) pt-2 text-muted opacity-0 transition-opacity peer-data-[more=true]:opacity-100"
      >
        <ChevronRight className="size-3.5 rounded-sm bg-sunken" />
      </div>
    </div>
  );
}
