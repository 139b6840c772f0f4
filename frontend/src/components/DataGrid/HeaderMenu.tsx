// What can be done with a column besides clicking it.
import { ArrowDown, ArrowUp, ChevronDown, EyeOff, Pin, PinOff, RotateCcw } from "lucide-react";
import { cn } from "@/lib/cn";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu";
import { toggleHidden, togglePinned } from "./layout";
import type { GridColumn, GridLayout, Sort } from "./types";

type HeaderMenuProps<Item> = {
  side: "left" | "right";
  column: GridColumn<Item>;
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  onSortChange: ((sort: Sort) => void) | undefined;
};

export function HeaderMenu<Item>(props: HeaderMenuProps<Item>) {
  const { side, column, layout, onLayoutChange, onSortChange } = props;
  const isPinned = layout.pinned.includes(column.id);
  const { [column.id]: _, ...otherWidths } = layout.widths;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Column menu of ${column.title}`}
          className={cn(
            "absolute inset-y-1 grid w-5 place-items-center rounded-sm bg-sunken opacity-0 hover:bg-line focus-visible:opacity-100 group-hover/head:opacity-100 data-[state=open]:opacity-100",
            side === "left" ? "left-0.5" : "right-2",
          )}
        >
          <ChevronDown className="size-3" aria-hidden />
        </button>
      }
    >
      {onSortChange && (
        <>
          <MenuItem onSelect={() => onSortChange({ column: column.id, descending: false })}>
            <ArrowUp /> Sort ascending
          </MenuItem>
          <MenuItem onSelect={() => onSortChange({ column: column.id, descending: true })}>
            <ArrowDown /> Sort descending
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem onSelect={() => onLayoutChange(togglePinned(layout, column.id))}>
        {isPinned ? <PinOff /> : <Pin />} {isPinned ? "Unpin" : "Pin to the left"}
      </MenuItem>
      <MenuItem onSelect={() => onLayoutChange({ ...layout, widths: otherWidths })}>
        <RotateCcw /> Reset width
      </MenuItem>
      <MenuItem onSelect={() => onLayoutChange(toggleHidden(layout, column.id))}>
        <EyeOff /> Hide column
      </MenuItem>
    </Menu>
  );
}
