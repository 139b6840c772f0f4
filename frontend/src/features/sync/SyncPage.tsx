// The state of every stream of every account; below it the log of the watched run and the history.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page, PageHeader } from "@/components/PageHeader";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/useTitle";
import { LowerPane } from "./LowerPane";
import { stateQuery } from "./queries";
import { StateTable } from "./state/StateTable";
import { SyncAll } from "./state/SyncAll";
import { useGrantedNotice } from "./useGrantedNotice";
import { useWatchedRun } from "./useWatchedRun";

export function SyncPage() {
  useTitle("Sync");
  const { data: rows, error, refetch } = useQuery(stateQuery);
  const { watched, watch } = useWatchedRun(rows);
  useGrantedNotice();
  return (
    <Page>
      <PageHeader title="Sync" actions={rows?.length ? <SyncAll rows={rows} onStarted={watch} /> : null}>
        What is read from eBay, how far, and when next
      </PageHeader>
      {!rows && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />)}
      {rows?.length === 0 && (
        <EmptyState
          icon={Store}
          title="Nothing to sync yet"
          action={
            <Button asChild look="solid">
              <Link to="/accounts">Connect a seller</Link>
            </Button>
          }
        >
          Streams appear here as soon as a seller is connected.
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <>
          <div className="max-h-[46%] shrink-0 overflow-auto">
            <StateTable rows={rows} watched={watched} onWatch={watch} />
          </div>
          <LowerPane rows={rows} watched={watched} />
        </>
      )}
    </Page>
  );
}
