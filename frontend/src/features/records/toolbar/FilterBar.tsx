// The filters in force, each as a chip that can be changed or taken away.
import { useQuery } from "@tanstack/react-query";
import { recordStreamsQuery } from "@/api/shared-queries";
import type { RecordStream } from "@/api/types";
import { Button } from "@/components/ui/button";
import { columnAt, encodeFilter, parseFilter } from "../filters";
import { FilterChip } from "./FilterChip";

type FilterBarProps = {
  stream: RecordStream;
  filters: readonly string[];
  onChange: (filters: string[] | undefined) => void;
};

export function FilterBar({ stream, filters, onChange }: FilterBarProps) {
  const { data: streams = [] } = useQuery(recordStreamsQuery);
  if (filters.length === 0) return null;
  const replace = (index: number, next: string[]) => {
    const changed = filters.toSpliced(index, 1, ...next);
    onChange(changed.length > 0 ? changed : undefined);
  };
  return (
    <ul
      aria-label="Filters"
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-b bg-surface px-3 py-1.5"
    >
      {filters.map((text, index) => {
        const filter = parseFilter(text);
        const column = filter ? columnAt(streams, stream, filter.column) : undefined;
        return (
          <li key={text}>
            <FilterChip
              text={text}
              filter={filter}
              column={column}
              onChange={(next) => replace(index, [encodeFilter(next)])}
              onRemove={() => replace(index, [])}
            />
          </li>
        );
      })}
      {filters.length > 1 && (
        <li>
          <Button look="ghost" size="sm" onClick={() => onChange(undefined)}>
            Clear all
          </Button>
        </li>
      )}
    </ul>
  );
}
