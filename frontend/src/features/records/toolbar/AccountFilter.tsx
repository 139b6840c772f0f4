// Which accounts' records are shown; hidden while there is only one account.
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Store } from "lucide-react";
import { useState } from "react";
import { accountsQuery } from "@/api/shared-queries";
import type { Account } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import { environmentTitle } from "@/lib/environments";
import { plural } from "@/lib/numbers";

type AccountFilterProps = { chosen: string[]; onChange: (ids: string[] | undefined) => void };

export function AccountFilter({ chosen, onChange }: AccountFilterProps) {
  const { data: accounts = [] } = useQuery(accountsQuery);
  if (accounts.length < 2 && chosen.length === 0) return null;
  const only = accounts.find(({ id }) => chosen.length === 1 && String(id) === chosen[0]);
  const several = chosen.length > 0 ? plural(chosen.length, "account") : "All accounts";
  const summary = only ? only.name || only.username : several;
  return (
    <Popover
      label="Accounts"
      trigger={
        <Button aria-label={`Accounts: ${summary}`}>
          <Store /> <span className="max-w-32 truncate max-sm:max-w-20">{summary}</span>{" "}
          <ChevronDown className="text-muted" />
        </Button>
      }
    >
      <AccountList accounts={accounts} chosen={chosen} onChange={onChange} />
    </Popover>
  );
}

/** Keeps its own ticks while it is open: the address follows a moment later. */
function AccountList({ accounts, chosen, onChange }: AccountFilterProps & { accounts: Account[] }) {
  const [ticked, setTicked] = useState(chosen);
  const change = (next: string[]) => {
    setTicked(next);
    onChange(next.length > 0 ? next : undefined);
  };
  const toggle = (id: string) =>
    change(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  return (
    <>
      <div className="flex max-h-80 flex-col gap-1 overflow-y-auto">
        {accounts.map(({ id, name, username, environment }) => (
          <Checkbox
            key={id}
            className="rounded-md p-1 hover:bg-hover"
            label={name || username}
            hint={`${username} · ${environmentTitle(environment)}`}
            checked={ticked.includes(String(id))}
            onChange={() => toggle(String(id))}
          />
        ))}
      </div>
      {ticked.length > 0 && (
        <Button look="ghost" size="sm" className="mt-1" onClick={() => change([])}>
          All accounts
        </Button>
      )}
    </>
  );
}
