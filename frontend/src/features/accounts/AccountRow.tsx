// A seller: name (editable in place), state with its reason, permissions, and what can be done.

import { usePermissions } from "@/api/session";
import type { Account } from "@/api/types";
import { EnvironmentBadge } from "@/components/EnvironmentBadge";
import { InlineEdit } from "@/components/InlineEdit";
import { Ago, Moment } from "@/components/Moment";
import { ActionsCell, Cell, Row } from "@/components/ui/table";
import { Tooltip } from "@/components/ui/tooltip";
import { AccountActions } from "./AccountActions";
import { AccountStatus } from "./AccountStatus";
import { useRename } from "./queries";
import { Scopes } from "./Scopes";

export function AccountRow({ account }: { account: Account }) {
  const { canOperate } = usePermissions();
  const rename = useRename(account.id);
  const name = account.name || account.username;
  return (
    <Row className="align-top [&>td]:py-2 [&>td]:align-top" aria-label={name}>
      <Cell className="min-w-40 font-medium">
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
      <Cell>
        {account.username}
        <span className="block text-2xs text-faint">{account.marketplace_id}</span>
      </Cell>
      <Cell>
        <EnvironmentBadge environment={account.environment} />
      </Cell>
      <Cell className="max-w-80">
        <AccountStatus account={account} />
      </Cell>
      <Cell>
        <Scopes account={account} />
      </Cell>
      <Cell className="whitespace-nowrap">
        {account.connected_at && <Ago at={account.connected_at} />}
        {account.refresh_expires_at && account.status === "connected" && (
          <Tooltip text="Until then eBay renews the access by itself. After that the seller agrees once more.">
            <span className="block text-2xs text-faint">
              until <Moment at={account.refresh_expires_at} />
            </span>
          </Tooltip>
        )}
      </Cell>
      <ActionsCell>{canOperate && <AccountActions account={account} />}</ActionsCell>
    </Row>
  );
}
