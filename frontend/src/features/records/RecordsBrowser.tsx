// The grid of a stream with its toolbar, filters and the open record beside it.
import { useMemo, useState } from "react";
import type { RecordStream } from "@/api/types";
import { DataGrid } from "@/components/DataGrid/DataGrid";
import { useStoredLayout } from "@/components/DataGrid/useStoredLayout";
import { Page } from "@/components/PageHeader";
import { gridColumns } from "./columns";
import { DetailPanel } from "./detail/DetailPanel";
import { NoPages } from "./NoPages";
import { NoRows } from "./NoRows";
import type { RecordRow } from "./queries";
import { encodeSort, parseSort } from "./search";
import { FilterBar } from "./toolbar/FilterBar";
import { Toolbar } from "./toolbar/Toolbar";
import { useRecords } from "./useRecords";

const rowId = (row: RecordRow) => row.id;
const NONE: RecordRow[] = [];

/** The first rows that came, and those only: widths are taken from them once. */
function useFirst(rows: RecordRow[]) {
  const [first, setFirst] = useState(NONE);
  if (first === NONE && rows.length > 0) setFirst(rows.slice(0, 60));
  return first;
}

export function RecordsBrowser({ stream }: { stream: RecordStream }) {
  const records = useRecords(stream);
  const { search, sort, pages, count, rows, change, open } = records;
  const sample = useFirst(rows);
  const columns = useMemo(() => gridColumns(stream.columns, sample), [stream, sample]);
  const { layout, setLayout, isPending } = useStoredLayout(stream.name, columns);
  const reset = () => change({ q: undefined, sort: undefined, filter: undefined, account_id: undefined });
  return (
    <Page>
      <Toolbar
        stream={stream}
        records={records}
        columns={columns}
        layout={layout}
        onLayoutChange={setLayout}
      />
      <FilterBar stream={stream} filters={search.filter ?? []} onChange={(filter) => change({ filter })} />
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          {pages.isError && rows.length === 0 ? (
            <NoPages error={pages.error} onReset={reset} onRetry={() => void pages.refetch()} />
          ) : (
            <DataGrid
              label={stream.title}
              testId={`${stream.name}-grid`}
              columns={columns}
              rows={rows}
              rowId={rowId}
              layout={layout}
              onLayoutChange={setLayout}
              sort={parseSort(sort)}
              onSortChange={(next) => change({ sort: next ? encodeSort(next) : undefined })}
              openId={search.id}
              onOpen={open}
              isLoading={pages.isPending || isPending}
              isStale={pages.isPlaceholderData}
              hasMore={pages.hasNextPage && !pages.isPlaceholderData}
              isLoadingMore={pages.isFetchingNextPage}
              onLoadMore={pages.fetchNextPage}
              totalRows={count.data?.exact ? count.data.count : undefined}
              empty={
                <NoRows
                  stream={stream}
                  search={search}
                  onReset={() => change({ q: undefined, filter: undefined, account_id: undefined })}
                />
              }
            />
          )}
        </div>
        {search.id && <DetailPanel stream={stream} id={search.id} onClose={() => open(undefined)} />}
      </div>
    </Page>
  );
}
