// A user: name, role and state, each changed in place. Nobody locks out themselves.
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/session";
import type { Role, User } from "@/api/types";
import { InlineEdit } from "@/components/InlineEdit";
import { Ago } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { Select } from "@/components/ui/input";
import { ActionsCell, Cell, Row } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { useChangeUser } from "./queries";
import { ROLES } from "./roles";
import { UserActions } from "./UserActions";

export function UserRow({ user }: { user: User }) {
  const { data: me } = useQuery(meQuery);
  const change = useChangeUser(user.id);
  const isMe = me?.id === user.id;
  return (
    <Row aria-label={user.email} className={cn(!user.active && "text-muted")}>
      <Cell className="font-medium">
        <span className="flex items-center gap-2">
          <InlineEdit
            value={user.name}
            label={`Name of ${user.email}`}
            pending={change.isPending}
            onSave={(name) => change.mutate({ name })}
          />
          {isMe && <Badge plain>you</Badge>}
        </span>
      </Cell>
      <Cell>{user.email}</Cell>
      <Cell>
        <Select
          aria-label={`Role of ${user.email}`}
          value={user.role}
          disabled={isMe || change.isPending}
          onChange={(event) => change.mutate({ role: event.target.value as Role })}
        >
          {ROLES.map(({ role, title }) => (
            <option key={role} value={role}>
              {title}
            </option>
          ))}
        </Select>
      </Cell>
      <Cell>{user.active ? <Badge tone="ok">Active</Badge> : <Badge>Deactivated</Badge>}</Cell>
      <Cell className="whitespace-nowrap">
        {user.last_seen_at ? <Ago at={user.last_seen_at} /> : <span className="text-faint">never</span>}
      </Cell>
      <ActionsCell>
        <UserActions user={user} isMe={isMe} />
      </ActionsCell>
    </Row>
  );
}
