// One row a user.
import type { User } from "@/api/types";
import { ActionsHead, HeadCell, Table } from "@/components/ui/table";
import { UserRow } from "./UserRow";

export const UsersTable = ({ users }: { users: User[] }) => (
  <div className="overflow-x-auto">
    <Table aria-label="Users" className="min-w-[44rem] bg-surface">
      <thead>
        <tr>
          <HeadCell>Name</HeadCell>
          <HeadCell>Email</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Last seen</HeadCell>
          <ActionsHead />
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </tbody>
    </Table>
  </div>
);
