// The permissions of an account in people's words, and how much of it is read; what lacks can be granted here, and what is off switched on.
import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert } from "lucide-react";
import { usePermissions } from "@/api/session";
import { streamsQuery } from "@/api/shared-queries";
import type { Account } from "@/api/types";
import { GrantButton } from "@/components/GrantButton";
import { Popover } from "@/components/ui/popover";
import { type Permission, permissionsOf } from "./permissions";
import { statesQuery } from "./queries";
import { readingOf, streamsInWords } from "./reading";
import { SwitchOn } from "./SwitchOn";

export function Scopes({ account }: { account: Account }) {
  const { data: streams } = useQuery(streamsQuery);
  const { data: states } = useQuery(statesQuery);
  const { canOperate } = usePermissions();
  if (account.scopes.length === 0) return <span className="text-faint">none</span>;
  if (!streams || !states) return <span className="text-faint">…</span>;
  const name = account.name || account.username;
  const permissions = permissionsOf(streams, states, account.id);
  const granted = permissions.filter(({ lacking }) => lacking.length === 0);
  const lacking = permissions.filter((permission) => permission.lacking.length > 0);
  const reading = readingOf(states, account.id);
  return (
    <Popover
      label={`Permissions of ${name}`}
      className="w-80 p-3"
      trigger={
        <button
          type="button"
          className="rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-3"
          aria-label={`Permissions of ${name}`}
        >
          {lacking.length > 0
            ? `${granted.length} of ${permissions.length} granted`
            : `${granted.length} granted`}
          {lacking.length > 0 && (
            <span className="block text-2xs text-warn">{lacking.length} not granted</span>
          )}
          <span className="block text-2xs text-faint">{streamsInWords(reading)}</span>
        </button>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {permissions.map((permission) => (
          <PermissionLine key={permission.scope} permission={permission} account={account} />
        ))}
      </ul>
      {canOperate && lacking.length > 1 && (
        <div className="mt-2.5 border-t pt-2.5 text-right">
          <GrantButton
            words="Grant all"
            label={`Grant all to ${name}`}
            consent={consentFor(account, lacking)}
          />
        </div>
      )}
      {reading.off.length > 0 && <SwitchOn off={reading.off} account={name} />}
    </Popover>
  );
}

const consentFor = ({ environment, id }: Account, permissions: readonly Permission[]) => ({
  environment,
  account_id: id,
  streams: permissions.flatMap(({ lacking }) => lacking),
});

function PermissionLine({ permission, account }: { permission: Permission; account: Account }) {
  const { canOperate } = usePermissions();
  const isGranted = permission.lacking.length === 0;
  const Icon = isGranted ? Check : CircleAlert;
  return (
    <li className="flex min-h-6 items-center gap-2">
      <Icon className={isGranted ? "size-3.5 shrink-0 text-ok" : "size-3.5 shrink-0 text-warn"} aria-hidden />
      <span className="min-w-0 flex-1">
        {permission.words}
        <span className="block text-2xs text-faint">{permission.scope}</span>
      </span>
      {!isGranted && !canOperate && <span className="text-2xs text-warn">not granted</span>}
      {!isGranted && canOperate && (
        <GrantButton
          size="sm"
          label={`Grant ${permission.words}`}
          consent={consentFor(account, [permission])}
        />
      )}
    </li>
  );
}
