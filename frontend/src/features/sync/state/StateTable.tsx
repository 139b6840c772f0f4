// One row for every stream of every account; on a phone each is a card.
import type { Run, SyncState } from "@/api/types";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { streamsToGrant } from "./grants";
import { StateRow } from "./StateRow";

type StateTableProps = { rows: SyncState[]; watched: number | undefined; onWatch: (run: Run) => void };

export const StateTable = ({ rows, watched, onWatch }: StateTableProps) => (
  <Table aria-label="Streams" className="bg-surface max-md:block md:min-w-[60rem]">
    <thead className="max-md:hidden">
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
    <tbody className="max-md:block">
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
