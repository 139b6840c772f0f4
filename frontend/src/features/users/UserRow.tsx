// A user: name, role and state, each changed in place. Nobody locks out themselves.
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/session";
import type { Role, User } from "@/api/types";
import { InlineEdit } from "@/components/InlineEdit";
import { Ago } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { CARDS } from "@/components/ui/cards";
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
    <Row aria-label={user.email} className={cn(!user.active && "text-muted", CARDS.row)}>
      <Cell className="font-medium max-md:font-semibold">
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
      <Cell className={cn("max-md:order-2 max-md:truncate", CARDS.quiet)}>{user.email}</Cell>
      <Cell className="max-md:order-3">
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
      <Cell className="max-md:order-2 max-md:text-right">
        {user.active ? <Badge tone="ok">Active</Badge> : <Badge>Deactivated</Badge>}
      </Cell>
      <Cell className="whitespace-nowrap max-md:order-3 max-md:text-right">
        <span className={CARDS.name}>Last seen </span>
        {user.last_seen_at ? <Ago at={user.last_seen_at} /> : <span className="text-faint">never</span>}
      </Cell>
      <ActionsCell className="max-md:order-1">
        <UserActions user={user} isMe={isMe} />
      </ActionsCell>
    </Row>
  );
}
