// One row for every stream of every account; on a phone each is a card.
import type { Run, SyncState } from "@/api/types";
import { CARDS } from "@/components/ui/cards";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { streamsToGrant } from "./grants";
import { StateRow } from "./StateRow";

type StateTableProps = { rows: SyncState[]; watched: number | undefined; onWatch: (run: Run) => void };

export const StateTable = ({ rows, watched, onWatch }: StateTableProps) => (
  <Table aria-label="Streams" className={cn("bg-surface md:min-w-[52rem]", CARDS.table)}>
    <thead className={CARDS.head}>
      <tr>
        <HeadCell>Account</HeadCell>
        <HeadCell>Stream</HeadCell>
        <HeadCell className="text-right">Rows</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Last result</HeadCell>
        <HeadCell>Synced until</HeadCell>
        <HeadCell>Schedule</HeadCell>
        <ActionsHead />
      </tr>
    </thead>
    <tbody className={CARDS.body}>
      {rows.map((row) => (
        <StateRow
          key={`${row.account_id}/${row.stream}`}
          row={row}
          grants={streamsToGrant(rows, row)}
          watched={watched}
          onWatch={onWatch}
        />
      ))}
    </tbody>
  </Table>
);
