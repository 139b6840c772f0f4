// One run: its figures, why it ended so, its log and the records it set aside.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { isFinal } from "@/api/errors";
import { usePermissions } from "@/api/session";
import { useStreams } from "@/api/shared-queries";
import { ErrorState } from "@/components/ErrorState";
import { Page, PageHeader } from "@/components/PageHeader";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/useTitle";
import { isActive, runQuery } from "../queries";
import { StatusBadge } from "../StatusBadge";
import { StopButton } from "../StopButton";
import { RunFigures } from "./RunFigures";
import { RunTabs } from "./RunTabs";

export function RunPage() {
  const { runId } = useParams({ from: "/shell/sync/runs/$runId" });
  const id = Number(runId);
  const { canOperate } = usePermissions();
  const { titleOf } = useStreams();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  useTitle(`Run ${runId}`);
  return (
    <Page>
      <PageHeader
        title={
          <span className="flex items-center gap-2">
            <Button asChild look="ghost" size="iconSm">
              <Link to="/sync" search={{ tab: "history" }} aria-label="Back to the history">
                <ChevronLeft />
              </Link>
            </Button>
            Run {runId}
            {run && <StatusBadge status={run.status} />}
          </span>
        }
        actions={run && isActive(run) && canOperate ? <StopButton run={run} /> : null}
      >
        {run && `${titleOf(run.stream)} of ${run.account_name}`}
      </PageHeader>
      {run && (
        <>
          <RunFigures run={run} />
          <RunTabs run={run} />
        </>
      )}
      {!run && !error && <SkeletonRows />}
      {!run && error && isFinal(error) && <ErrorState error={error} action={<ToHistory />} />}
      {!run && error && !isFinal(error) && <ErrorState error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

const ToHistory = () => (
  <Button asChild>
    <Link to="/sync" search={{ tab: "history" }}>
      Back to the history
    </Link>
  </Button>
);
