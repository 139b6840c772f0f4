// Asks before an account is disconnected (its data stays) or erased (its data goes).
import type { Account } from "@/api/types";
import { Confirm } from "@/components/ui/confirm";
import { notify } from "@/lib/notify";
import { useDisconnect } from "./queries";

export type Ending = "disconnect" | "erase";

type DisconnectDialogProps = { account: Account; ending: Ending | null; onClose: () => void };

export function DisconnectDialog({ account, ending, onClose }: DisconnectDialogProps) {
  const disconnect = useDisconnect(account.id);
  const name = account.name || account.username;
  const isErasing = ending === "erase";
  const title = isErasing
    ? `${name} and all its data are erased.`
    : `${name} is disconnected. Its data stays here.`;
  const confirm = () =>
    disconnect.mutate(isErasing, { onSuccess: () => notify({ tone: "neutral", title }), onSettled: onClose });
  return (
    <Confirm
      open={ending !== null}
      onOpenChange={onClose}
      title={isErasing ? `Erase all data of ${name}?` : `Disconnect ${name}?`}
      action={isErasing ? "Erase all data" : "Disconnect"}
      pending={disconnect.isPending}
      onConfirm={confirm}
    >
      <p>
        eBay is told to end the access, and the keys kept here are deleted. Nothing more is read from this
        account.
      </p>
      <p className="font-medium text-ink">
        {isErasing
          ? "Every order and every run read from it is deleted here and cannot be brought back. Nothing changes at eBay."
          : "All data read so far stays here. You can reconnect at any time."}
      </p>
    </Confirm>
  );
}
