// Every run so far, newest first, in the same grid as all records.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useMemo } from "react";
import { useStreams } from "@/api/shared-queries";
import type { Run } from "@/api/types";
import { DataGrid } from "@/components/DataGrid/DataGrid";
import { useStoredLayout } from "@/components/DataGrid/useStoredLayout";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { runsQuery } from "../queries";
import { runColumns } from "./columns";
import { RunFilters } from "./RunFilters";

const rowId = (run: Run) => String(run.id);

export function RunHistory() {
  const { account_id, stream, status } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate();
  const runs = useInfiniteQuery({ ...runsQuery({ account_id, stream, status }), refetchInterval: 15_000 });
  const rows = useMemo(() => runs.data?.pages.flatMap(({ items }) => items) ?? [], [runs.data]);
  const streams = useStreams();
  const columns = useMemo(() => runColumns(streams), [streams]);
  const { layout, setLayout, isPending } = useStoredLayout("runs", columns);
  const open = (id: string | undefined) => {
    if (id) void navigate({ to: "/sync/runs/$runId", params: { runId: id } });
  };
  return (
    <div className="flex h-full flex-col">
      <RunFilters withStatus />
      <div className="min-h-0 flex-1">
        {runs.isError && rows.length === 0 ? (
          <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
        ) : (
          <DataGrid
            label="Runs"
            testId="runs-grid"
            columns={columns}
            rows={rows}
            rowId={rowId}
            layout={layout}
            onLayoutChange={setLayout}
            onOpen={open}
            isLoading={runs.isPending || isPending}
            isStale={runs.isPlaceholderData}
            hasMore={runs.hasNextPage && !runs.isPlaceholderData}
            isLoadingMore={runs.isFetchingNextPage}
            onLoadMore={runs.fetchNextPage}
            empty={
              <EmptyState icon={History} title="No runs to show">
                {account_id || stream || status
                  ? "No run fits these filters."
                  : "Every sync is listed here once it has started."}
              </EmptyState>
            }
          />
        )}
      </div>
    </div>
  );
}
