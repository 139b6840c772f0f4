// One filter: its words open the editor, the cross takes it away.
import { X } from "lucide-react";
import { useState } from "react";
import type { RecordColumn } from "@/api/types";
import { Popover } from "@/components/ui/popover";
import { describeFilter, type Filter } from "../filters";
import { FilterEditor } from "./FilterEditor";

type FilterChipProps = {
  text: string;
  filter: Filter | null;
  column: RecordColumn | undefined;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
};

export function FilterChip({ text, filter, column, onChange, onRemove }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  const words = filter && column ? `${column.title} ${describeFilter(filter, column)}` : text;
  const label = (
    <button
      type="button"
      disabled={!column}
      className="max-w-80 truncate rounded-l-sm py-0.5 pr-1 pl-2 hover:underline"
      title={words}
    >
      {filter && column ? (
        <>
          <span className="text-muted">{column.title}</span> {describeFilter(filter, column)}
        </>
      ) : (
        text
      )}
    </button>
  );
  return (
    <span className="flex h-6 items-center rounded-md border border-accent/30 bg-accent-soft text-xs">
      {filter && column ? (
        <Popover label={`Filter ${column.title}`} trigger={label} open={open} onOpenChange={setOpen}>
          <FilterEditor
            column={column}
            filter={filter}
            onApply={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        </Popover>
      ) : (
        label
      )}
      <button
        type="button"
        aria-label={`Remove filter ${words}`}
        onClick={onRemove}
        className="mr-1 grid size-4 place-items-center rounded-sm text-muted hover:bg-line hover:text-ink"
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
