// One row a seller.
import type { Account } from "@/api/types";
import { CARDS } from "@/components/ui/cards";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { AccountRow } from "./AccountRow";

export const AccountsTable = ({ accounts }: { accounts: Account[] }) => (
  <div className="overflow-x-auto">
    <Table aria-label="Accounts" className={cn("bg-surface md:min-w-[44rem]", CARDS.table)}>
      <thead className={CARDS.head}>
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
      <tbody className={CARDS.body}>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </tbody>
    </Table>
  </div>
);
