// A column's title: click to sort, drag to move, drag the edge to resize, menu for the rest.
import { ArrowDown, ArrowUp } from "lucide-react";
import type { DragEvent, MouseEvent, TouchEvent } from "react";
import { cn } from "@/lib/cn";
import { pinStyle } from "./geometry";
import { HeaderMenu } from "./HeaderMenu";
import { moveColumn } from "./layout";
import type { GridColumn, GridLayout, Sort } from "./types";

type HeaderCellProps<Item> = {
  column: GridColumn<Item>;
  isPinned: boolean;
  isResizing: boolean;
  onResizeStart: (event: MouseEvent | TouchEvent) => void;
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  sort: Sort | null;
  onSortChange: ((sort: Sort | null) => void) | undefined;
};

const DRAG_TYPE = "application/x-grid-column";

function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

export function HeaderCell<Item>(props: HeaderCellProps<Item>) {
  const { column, isPinned, isResizing, onResizeStart, layout, onLayoutChange, sort, onSortChange } = props;
  const direction = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : "none";
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  const canSort = column.sortable && onSortChange;
  const drop = (event: DragEvent) => {
    const moved = event.dataTransfer.getData(DRAG_TYPE);
    if (moved) onLayoutChange(moveColumn(layout, moved, column.id));
  };
  return (
    <div
      role="columnheader"
      aria-label={column.title}
      aria-sort={canSort ? direction : undefined}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAG_TYPE) && event.preventDefault()}
      onDrop={drop}
      style={isPinned ? pinStyle(column.id) : undefined}
      className={cn(
        "group/head relative flex min-w-0 items-center border-b bg-sunken text-muted text-xs",
        column.align === "end" && "flex-row-reverse",
        isPinned && "sticky z-20",
      )}
    >
      <button
        type="button"
        disabled={!canSort}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, column.id)}
        onClick={() => onSortChange?.(nextSort(sort, column.id))}
        title={column.title}
        className={cn(
          "flex h-full min-w-0 flex-1 items-center gap-1 px-2.5 font-medium enabled:hover:text-ink focus-visible:outline-offset-[-2px]",
          column.align === "end" && "flex-row-reverse text-right",
          direction !== "none" && "text-ink",
        )}
      >
        <span className="truncate">{column.title}</span>
        {direction !== "none" && <Arrow className="size-3 shrink-0 text-accent" aria-hidden />}
      </button>
      <HeaderMenu
        side={column.align === "end" ? "left" : "right"}
        column={column}
        layout={layout}
        onLayoutChange={onLayoutChange}
        onSortChange={canSort ? onSortChange : undefined}
      />
      <span
        aria-hidden
        onMouseDown={onResizeStart}
        onTouchStart={onResizeStart}
        className={cn(
          "absolute inset-y-0 right-0 z-10 w-1.5 cursor-col-resize touch-none border-transparent border-r-2 hover:border-accent",
          isResizing
            ? "border-accent"
            : "after:absolute after:inset-y-2 after:right-0 after:w-px after:bg-line-strong",
        )}
      />
    </div>
  );
}
