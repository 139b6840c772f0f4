// Says which seller was just connected, once, after eBay sent the browser back.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { accountsQuery } from "@/api/shared-queries";
import { notify } from "@/lib/notify";
import { nextSync } from "./next-sync";
import { statesQuery } from "./queries";

export function useConnectedNotice() {
  const { connected } = useSearch({ from: "/shell/accounts" });
  const navigate = useNavigate();
  const { data: accounts } = useQuery(accountsQuery);
  const account = accounts?.find(({ id }) => id === connected);
  const { data: states, isPending } = useQuery({ ...statesQuery, enabled: connected !== undefined });
  useEffect(() => {
    if (!account || isPending) return;
    notify({
      tone: "ok",
      title: `${account.name || account.username} is connected.`,
      ...(states && { detail: nextSync(states, account.id) }),
    });
    void navigate({ to: "/accounts", search: {}, replace: true });
  }, [account, states, isPending, navigate]);
}
