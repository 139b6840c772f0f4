// Adds a filter: first the column, then what must hold for it.
import { ListFilter } from "lucide-react";
import { useState } from "react";
import type { RecordColumn, RecordStream } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { encodeFilter } from "../filters";
import { FilterEditor } from "./FilterEditor";

type FilterBuilderProps = { stream: RecordStream; onAdd: (filter: string) => void };

export function FilterBuilder({ stream, onAdd }: FilterBuilderProps) {
  const [open, setOpen] = useState(false);
  const [column, setColumn] = useState<RecordColumn | null>(null);
  const changeOpen = (next: boolean) => {
    setOpen(next);
    setColumn(null);
  };
  return (
    <Popover
      label="Add a filter"
      open={open}
      onOpenChange={changeOpen}
      trigger={
        <Button>
          <ListFilter /> Filter
        </Button>
      }
    >
      {column ? (
        <FilterEditor
          column={column}
          onApply={(filter) => {
            onAdd(encodeFilter(filter));
            changeOpen(false);
          }}
        />
      ) : (
        <ColumnPicker columns={stream.columns.filter(({ filterable }) => filterable)} onPick={setColumn} />
      )}
    </Popover>
  );
}

type ColumnPickerProps = { columns: RecordColumn[]; onPick: (column: RecordColumn) => void };

function ColumnPicker({ columns, onPick }: ColumnPickerProps) {
  const [text, setText] = useState("");
  const found = columns.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <>
      <Input
        autoFocus
        aria-label="Find a column"
        placeholder="Find a column"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && found[0] && onPick(found[0])}
      />
      <ul className="mt-1.5 max-h-72 overflow-y-auto">
        {found.map((column) => (
          <li key={column.name}>
            <button
              type="button"
              onClick={() => onPick(column)}
              className="h-7 w-full rounded-md px-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
            >
              {column.title}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-2 py-1 text-muted">No column is called so.</p>}
    </>
  );
}
