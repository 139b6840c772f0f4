// Records that could not be read by their id: why, how often it was tried, and when next.
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, RotateCw } from "lucide-react";
import { usePermissions } from "@/api/session";
import { useStreams } from "@/api/shared-queries";
import type { WaitingRecord } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Ago } from "@/components/Moment";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ActionsCell, ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { useTryNow } from "./actions";
import { LoadMore } from "./LoadMore";
import { waitingQuery } from "./queries";

type WaitingRecordsProps = { account_id?: number; stream?: string };

export function WaitingRecords(filter: WaitingRecordsProps) {
  const { canOperate } = usePermissions();
  const waiting = useInfiniteQuery(waitingQuery(filter));
  const tryNow = useTryNow();
  if (!waiting.data)
    return waiting.error ? (
      <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />
    ) : (
      <SkeletonRows />
    );
  const records = waiting.data.pages.flatMap(({ items }) => items);
  if (records.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title="Nothing waits">
        Every record that is read by its id could be read.
      </EmptyState>
    );
  }
  return (
    <>
      <Table aria-label="Waiting to be read again" className="min-w-[58rem]">
        <thead>
          <tr>
            <HeadCell>Account</HeadCell>
            <HeadCell>Stream</HeadCell>
            <HeadCell>Record</HeadCell>
            <HeadCell className="text-right">Attempts</HeadCell>
            <HeadCell>Next</HeadCell>
            <HeadCell>Reason</HeadCell>
            {canOperate ? (
              <HeadCell className="right-0 text-right">
                <Button
                  look="ghost"
                  size="sm"
                  disabled={tryNow.isPending}
                  onClick={() => tryNow.mutate(filter)}
                >
                  Try all now
                </Button>
              </HeadCell>
            ) : (
              <ActionsHead />
            )}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <WaitingRow
              key={`${record.account_id}/${record.stream}/${record.key.join(":")}`}
              record={record}
              onTry={canOperate ? tryNow.mutate : null}
              isTrying={tryNow.isPending}
            />
          ))}
        </tbody>
      </Table>
      <LoadMore query={waiting} />
    </>
  );
}

type WaitingRowProps = {
  record: WaitingRecord;
  onTry: ReturnType<typeof useTryNow>["mutate"] | null;
  isTrying: boolean;
};

const WaitingRow = ({ record, onTry, isTrying }: WaitingRowProps) => {
  const { account_id, stream, key } = record;
  const { titleOf } = useStreams();
  const name = key.join(":");
  return (
    <Row aria-label={name}>
      <Cell className="max-w-40 truncate">{record.account_name}</Cell>
      <Cell className="whitespace-nowrap">{titleOf(stream)}</Cell>
      <Cell className="whitespace-nowrap font-medium">{name}</Cell>
      <Cell className="text-right">{record.attempts}</Cell>
      <Cell className="whitespace-nowrap">
        <Ago at={record.next_at} />
      </Cell>
      <Cell className="min-w-64">{record.reason}</Cell>
      <ActionsCell>
        {onTry && (
          <Button
            look="ghost"
            size="sm"
            aria-label={`Try ${name} now`}
            disabled={isTrying}
            onClick={() => onTry({ account_id, stream, key })}
          >
            <RotateCw /> Try now
          </Button>
        )}
      </ActionsCell>
    </Row>
  );
};
