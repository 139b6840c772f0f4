// One row of the grid; rendered again only when its data, its columns or its state change.
import { type MouseEvent, memo } from "react";
import { cn } from "@/lib/cn";
import { CopyButton } from "../CopyButton";
import { pinStyle, ROW_HEIGHT } from "./geometry";
import type { GridColumn } from "./types";
import { useHoverIntent } from "./useHoverIntent";

export type VisibleColumn<Item> = { column: GridColumn<Item>; isPinned: boolean };

type GridRowProps<Item> = {
  id: string;
  index: number;
  top: number;
  row: Item;
  columns: readonly VisibleColumn<Item>[];
  isCursor: boolean;
  isOpen: boolean;
  onOpen: ((id: string) => void) | undefined;
  onPoint: (id: string) => void;
};

function GridRowView<Item>(props: GridRowProps<Item>) {
  const { id, index, top, row, columns, isCursor, isOpen, onOpen, onPoint } = props;
  const { hovered, enter, leave } = useHoverIntent();
  const open = (event: MouseEvent) => {
    onPoint(id);
    const isSelecting = window.getSelection()?.type === "Range";
    if (!isSelecting && !(event.target as Element).closest("button, a")) onOpen?.(id);
  };
  return (
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      onClick={open}
      onPointerLeave={leave}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT, gridTemplateColumns: "var(--columns)" }}
      className={cn(
        "group/row absolute top-0 left-0 grid w-full bg-surface [--row:var(--surface)] hover:bg-hover hover:[--row:var(--hover)]",
        onOpen && "cursor-default",
        isOpen &&
          "bg-accent-soft [--row:var(--accent-soft)] hover:bg-accent-soft hover:[--row:var(--accent-soft)]",
        isCursor && "z-10 shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      {columns.map(({ column, isPinned }) => {
        const text = hovered === column.id ? column.text(row) : null;
        return (
          <div
            key={column.id}
            role="gridcell"
            onPointerEnter={() => enter(column.id)}
            style={isPinned ? pinStyle(column.id) : undefined}
            className={cn(
              "relative flex min-w-0 items-center border-b px-2.5",
              column.align === "end" && "justify-end text-right",
              isPinned &&
                "sticky z-10 border-r border-r-transparent bg-(--row) font-medium group-data-[scrolled=true]/grid:border-r-line-strong",
              isPinned && isCursor && "shadow-[inset_2px_0_0_var(--accent)]",
            )}
          >
            <span className="min-w-0 truncate">{column.render(row)}</span>
            {text && (
              <span
                className={cn(
                  "absolute inset-y-0 flex items-center bg-(--row) px-0.5",
                  column.align === "end" ? "left-0" : "right-0",
                )}
              >
                <CopyButton text={text} label={`Copy ${column.title}`} tabIndex={-1} />
              </span>
            )}
          </div>
        );
      })}
      <div aria-hidden className="border-b" />
    </div>
  );
}

export const GridRow = memo(GridRowView) as typeof GridRowView;
