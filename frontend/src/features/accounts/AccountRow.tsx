// A seller: name (editable in place), state with its reason, permissions, and what can be done.

import { usePermissions } from "@/api/session";
import type { Account } from "@/api/types";
import { EnvironmentBadge } from "@/components/EnvironmentBadge";
import { InlineEdit } from "@/components/InlineEdit";
import { Ago, Moment } from "@/components/Moment";
import { CARDS } from "@/components/ui/cards";
import { ActionsCell, Cell, Row } from "@/components/ui/table";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";
import { AccountActions } from "./AccountActions";
import { AccountStatus } from "./AccountStatus";
import { useRename } from "./queries";
import { Scopes } from "./Scopes";

export function AccountRow({ account }: { account: Account }) {
  const { canOperate } = usePermissions();
  const rename = useRename(account.id);
  const name = account.name || account.username;
  return (
    <Row className={cn("align-top [&>td]:py-2 [&>td]:align-top", CARDS.row)} aria-label={name}>
      <Cell className="font-medium max-md:font-semibold md:min-w-40">
        {canOperate ? (
          <InlineEdit
            value={name}
            label={`Name of ${account.username}`}
            pending={rename.isPending}
            onSave={(next) => rename.mutate(next)}
          />
        ) : (
          name
        )}
      </Cell>
      <Cell className={`max-md:order-2 ${CARDS.quiet}`}>
        {account.username}
        <span className="block text-2xs text-faint">{account.marketplace_id}</span>
      </Cell>
      <Cell className="max-md:order-2 max-md:text-right">
        <EnvironmentBadge environment={account.environment} />
      </Cell>
      <Cell className={cn("max-md:order-3 md:max-w-80", CARDS.wide)}>
        <AccountStatus account={account} />
      </Cell>
      <Cell className="max-md:order-4">
        <span className={CARDS.name}>Permissions: </span>
        <Scopes account={account} />
      </Cell>
      <Cell className="whitespace-nowrap max-md:order-4 max-md:text-right">
        <span className={CARDS.name}>Agreed </span>
        {account.connected_at && <Ago at={account.connected_at} />}
        {account.refresh_expires_at && account.status === "connected" && (
          <Tooltip text="Until then eBay renews the access by itself. After that the seller agrees once more.">
            <span className="block text-2xs text-faint">
              until <Moment at={account.refresh_expires_at} />
            </span>
          </Tooltip>
        )}
      </Cell>
      <ActionsCell className="max-md:order-1">
        {canOperate && <AccountActions account={account} />}
      </ActionsCell>
    </Row>
  );
}
