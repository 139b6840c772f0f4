// Reconnect and disconnect.
import { Link2, MoreHorizontal, Unplug } from "lucide-react";
import { useState } from "react";
import type { Account } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem } from "@/components/ui/menu";
import { notify } from "@/lib/notify";
import { useConnect, useDisconnect } from "./queries";

export function AccountActions({ account }: { account: Account }) {
  const [asking, setAsking] = useState(false);
  const connect = useConnect();
  const disconnect = useDisconnect(account.id);
  const name = account.name || account.username;
  const isConnected = account.status === "connected";
  const reconnect = () => connect.mutate({ environment: account.environment, account_id: account.id });
  const confirm = () =>
    disconnect.mutate(undefined, {
      onSuccess: () => notify({ tone: "neutral", title: `${name} is disconnected. Its data stays here.` }),
      onSettled: () => setAsking(false),
    });
  return (
    <div className="flex justify-end gap-1.5">
      {!isConnected && (
        <Button look="solid" disabled={connect.isPending} onClick={reconnect}>
          <Link2 /> Reconnect
        </Button>
      )}
      {account.status !== "disconnected" && (
        <Menu
          trigger={
            <Button look="ghost" size="icon" aria-label={`More for ${name}`}>
              <MoreHorizontal />
            </Button>
          }
        >
          {isConnected && (
            <MenuItem onSelect={reconnect}>
              <Link2 /> Reconnect
            </MenuItem>
          )}
          <MenuItem danger onSelect={() => setAsking(true)}>
            <Unplug /> Disconnect
          </MenuItem>
        </Menu>
      )}
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect ${name}?`}
        action="Disconnect"
        pending={disconnect.isPending}
        onConfirm={confirm}
      >
        <p>
          eBay is told to end the access, and the keys kept here are deleted. Nothing more is read from this
          account.
        </p>
        <p className="font-medium text-ink">
          All data read so far stays here. You can reconnect at any time.
        </p>
      </Confirm>
    </div>
  );
}
