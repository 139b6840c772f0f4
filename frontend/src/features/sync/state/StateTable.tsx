// One row for every stream of every account.
import type { Run, SyncState } from "@/api/types";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { streamsToGrant } from "./grants";
import { StateRow } from "./StateRow";

type StateTableProps = { rows: SyncState[]; watched: number | undefined; onWatch: (run: Run) => void };

export const StateTable = ({ rows, watched, onWatch }: StateTableProps) => (
  <Table aria-label="Streams" className="min-w-[60rem] bg-surface">
    <thead>
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
    <tbody>
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
