// Records that could not be stored: which, why, and what eBay sent.
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useAccountNames, useStreams } from "@/api/shared-queries";
import type { RejectedRecord } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { JsonViewer } from "@/components/json/JsonViewer";
import { Moment } from "@/components/Moment";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ActionsCell, ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { LoadMore } from "./LoadMore";
import { type RecordFilter, rejectedQuery } from "./queries";
import { parsed } from "./terminal/line-data";

export function RejectedRecords(filter: RecordFilter) {
  const rejected = useInfiniteQuery(rejectedQuery(filter));
  const { data, error, refetch } = rejected;
  const accounts = useAccountNames();
  const { titleOf } = useStreams();
  const [shown, setShown] = useState<RejectedRecord | null>(null);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />;
  const records = data.pages.flatMap(({ items }) => items);
  if (records.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="Nothing was set aside">
        Every record {filter.run_id ? "of this run " : ""}could be stored.
      </EmptyState>
    );
  }
  return (
    <>
      <Table aria-label="Records set aside">
        <thead>
          <tr>
            {!filter.run_id && <HeadCell>Account</HeadCell>}
            {!filter.run_id && <HeadCell>Stream</HeadCell>}
            <HeadCell>Record</HeadCell>
            <HeadCell>Reason</HeadCell>
            <HeadCell>At</HeadCell>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Row key={record.id}>
              {!filter.run_id && <Cell className="whitespace-nowrap">{accounts.get(record.account_id)}</Cell>}
              {!filter.run_id && <Cell className="whitespace-nowrap">{titleOf(record.stream)}</Cell>}
              <Cell className="whitespace-nowrap font-medium">{record.key ?? "without a key"}</Cell>
              <Cell>{record.reason}</Cell>
              <Cell className="whitespace-nowrap">
                <Moment at={record.at} />
              </Cell>
              <ActionsCell>
                <Button look="ghost" size="sm" onClick={() => setShown(record)}>
                  What eBay sent
                </Button>
              </ActionsCell>
            </Row>
          ))}
        </tbody>
      </Table>
      <LoadMore query={rejected} />
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => !open && setShown(null)}
        title={shown?.key ?? "Record without a key"}
        description={shown?.reason}
        className="w-[46rem]"
      >
        {shown && <JsonViewer value={parsed(shown.payload)} label="What eBay sent" />}
      </Dialog>
    </>
  );
}
