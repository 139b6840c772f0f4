// Title and count, search, and everything that changes what the grid shows.
import type { RecordStream } from "@/api/types";
import { ColumnChooser } from "@/components/DataGrid/ColumnChooser";
import type { GridColumn, GridLayout } from "@/components/DataGrid/types";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { formatEstimate } from "@/lib/numbers";
import type { RecordRow } from "../queries";
import type { Records } from "../useRecords";
import { AccountFilter } from "./AccountFilter";
import { ExportMenu } from "./ExportMenu";
import { FilterBuilder } from "./FilterBuilder";
import { SearchBox } from "./SearchBox";
import { ViewsMenu } from "./ViewsMenu";

type ToolbarProps = {
  stream: RecordStream;
  records: Records;
  columns: readonly GridColumn<RecordRow>[];
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
};

export function Toolbar({ stream, records, columns, layout, onLayoutChange }: ToolbarProps) {
  const { search, count, change } = records;
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-3 py-1.5">
      <h1 className="font-semibold text-lg">{stream.title}</h1>
      <span
        className={cn("mr-1 text-muted", count.isPlaceholderData && "opacity-50")}
        role="status"
        aria-label="Number of records"
        data-testid="record-count"
      >
        {count.data && formatEstimate(count.data.count, count.data.exact)}
        {count.isPending && <Skeleton className="w-12" />}
      </span>
      <SearchBox value={search.q ?? ""} onChange={(q) => change({ q: q || undefined })} />
      <AccountFilter chosen={search.account_id ?? []} onChange={(account_id) => change({ account_id })} />
      <FilterBuilder
        stream={stream}
        onAdd={(filter) => change({ filter: [...(search.filter ?? []), filter] })}
      />
      <div className="ml-auto flex items-center gap-2">
        <ViewsMenu
          stream={stream}
          columns={columns}
          search={search}
          layout={layout}
          onLayoutChange={onLayoutChange}
          onSearchChange={change}
        />
        <ColumnChooser columns={columns} layout={layout} onLayoutChange={onLayoutChange} />
        <ExportMenu stream={stream} records={records} layout={layout} />
      </div>
    </header>
  );
}
