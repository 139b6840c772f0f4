// Says which seller was just connected, once, after eBay sent the browser back.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { accountsQuery } from "@/api/shared-queries";
import { notify } from "@/lib/notify";

export function useConnectedNotice() {
  const { connected } = useSearch({ from: "/shell/accounts" });
  const navigate = useNavigate();
  const { data: accounts } = useQuery(accountsQuery);
  const account = accounts?.find(({ id }) => id === connected);
  useEffect(() => {
    if (!account) return;
    notify({
      tone: "ok",
      title: `${account.name || account.username} is connected.`,
      detail: "Its first sync can be started under Sync.",
    });
    void navigate({ to: "/accounts", search: {}, replace: true });
  }, [account, navigate]);
}
