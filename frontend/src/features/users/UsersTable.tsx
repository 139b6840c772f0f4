// One row a user.
import type { User } from "@/api/types";
import { CARDS } from "@/components/ui/cards";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { UserRow } from "./UserRow";

export const UsersTable = ({ users }: { users: User[] }) => (
  <div className="overflow-x-auto">
    <Table aria-label="Users" className={cn("bg-surface md:min-w-[44rem]", CARDS.table)}>
      <thead className={CARDS.head}>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Email</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Last seen</HeadCell>
          <ActionsHead />
        </tr>
      </thead>
      <tbody className={CARDS.body}>
        {users.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </tbody>
    </Table>
  </div>
);
