// One row a seller.
import type { Account } from "@/api/types";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { AccountRow } from "./AccountRow";

export const AccountsTable = ({ accounts }: { accounts: Account[] }) => (
  <div className="overflow-x-auto">
    <Table aria-label="Accounts" className="min-w-[52rem] bg-surface">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Seller</HeadCell>
          <HeadCell>Environment</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Permissions</HeadCell>
          <HeadCell>Connected</HeadCell>
          <ActionsHead />
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </tbody>
    </Table>
  </div>
);
