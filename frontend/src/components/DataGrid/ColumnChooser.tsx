// Which columns are shown, in which order, and which stay at the left.
import { Columns3, GripVertical, Pin, RotateCcw } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/lib/cn";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Popover } from "../ui/popover";
import { defaultLayout, moveColumn, toggleHidden, togglePinned } from "./layout";
import type { GridColumn, GridLayout } from "./types";

type ColumnChooserProps<Item> = {
  columns: readonly GridColumn<Item>[];
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
};

export function ColumnChooser<Item>({ columns, layout, onLayoutChange }: ColumnChooserProps<Item>) {
  const [dragged, setDragged] = useState<string | null>(null);
  const byId = new Map(columns.map((column) => [column.id, column]));
  const moveByKey = (event: KeyboardEvent, id: string) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = step && layout.order[layout.order.indexOf(id) + step];
    if (!target) return;
    event.preventDefault();
    onLayoutChange(moveColumn(layout, id, target));
  };
  return (
    <Popover
      label="Columns"
      align="end"
      className="p-0"
      trigger={
        <Button>
          <Columns3 /> <span className="max-sm:sr-only">Columns</span>
        </Button>
      }
    >
      <ul className="max-h-[60vh] overflow-y-auto p-1.5">
        {layout.order.map((id) => {
          const column = byId.get(id);
          if (!column) return null;
          const isPinned = layout.pinned.includes(id);
          return (
            <li
              key={id}
              onDragOver={(event) => {
                event.preventDefault();
                if (dragged && dragged !== id) onLayoutChange(moveColumn(layout, dragged, id));
              }}
              className={cn(
                "flex h-7 items-center gap-1 rounded-md px-1 hover:bg-hover",
                dragged === id && "opacity-50",
              )}
            >
              <button
                type="button"
                draggable
                onDragStart={() => setDragged(id)}
                onDragEnd={() => setDragged(null)}
                onKeyDown={(event) => moveByKey(event, id)}
                aria-label={`Move ${column.title}: arrow keys up and down`}
                className="cursor-grab rounded-sm text-faint hover:text-ink"
              >
                <GripVertical className="size-3.5" aria-hidden />
              </button>
              <Checkbox
                className="min-w-0 flex-1 truncate"
                label={column.title}
                checked={!layout.hidden.includes(id)}
                onChange={() => onLayoutChange(toggleHidden(layout, id))}
              />
              <button
                type="button"
                aria-pressed={isPinned}
                aria-label={`Pin ${column.title} to the left`}
                onClick={() => onLayoutChange(togglePinned(layout, id))}
                className={cn(
                  "grid size-5 place-items-center rounded-sm hover:bg-line",
                  isPinned ? "text-accent" : "text-faint/60",
                )}
              >
                <Pin className="size-3" fill={isPinned ? "currentColor" : "none"} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      <div className="border-t p-1.5">
        <Button look="ghost" size="sm" onClick={() => onLayoutChange(defaultLayout(columns))}>
          <RotateCcw /> Back to the default
        </Button>
      </div>
    </Popover>
  );
}
