// Reconnect, disconnect, and for administrators: erase.
import { Link2, MoreHorizontal, Trash2, Unplug } from "lucide-react";
import { useState } from "react";
import { useConsent } from "@/api/consent";
import { usePermissions } from "@/api/session";
import type { Account } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { DisconnectDialog, type Ending } from "./DisconnectDialog";

export function AccountActions({ account }: { account: Account }) {
  const { isAdmin } = usePermissions();
  const [asking, setAsking] = useState<Ending | null>(null);
  const connect = useConsent();
  const isConnected = account.status === "connected";
  const reconnect = () => connect.mutate({ environment: account.environment, account_id: account.id });
  return (
    <div className="flex justify-end gap-1.5">
      {!isConnected && (
        <Button
          look={account.status === "reconnect_needed" ? "solid" : "outline"}
          disabled={connect.isPending}
          onClick={reconnect}
        >
          <Link2 /> Reconnect
        </Button>
      )}
      <Menu
        trigger={
          <Button look="ghost" size="icon" aria-label={`More for ${account.name || account.username}`}>
            <MoreHorizontal />
          </Button>
        }
      >
        <MenuItem onSelect={reconnect}>
          <Link2 /> Reconnect
        </MenuItem>
        <MenuItem
          danger
          disabled={account.status === "disconnected"}
          onSelect={() => setAsking("disconnect")}
        >
          <Unplug /> Disconnect
        </MenuItem>
        {isAdmin && (
          <>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setAsking("erase")}>
              <Trash2 /> Erase all its data
            </MenuItem>
          </>
        )}
      </Menu>
      <DisconnectDialog account={account} ending={asking} onClose={() => setAsking(null)} />
    </div>
  );
}
