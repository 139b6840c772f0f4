// Set a password, deactivate, activate.
import { KeyRound, MoreHorizontal, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import type { User } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PasswordDialog } from "./PasswordDialog";
import { useChangeUser } from "./queries";

export function UserActions({ user, isMe }: { user: User; isMe: boolean }) {
  const [open, setOpen] = useState<"password" | "deactivate" | null>(null);
  const change = useChangeUser(user.id);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        trigger={
          <Button look="ghost" size="icon" aria-label={`More for ${user.email}`}>
            <MoreHorizontal />
          </Button>
        }
      >
        <MenuItem onSelect={() => setOpen("password")}>
          <KeyRound /> Set password
        </MenuItem>
        {user.active ? (
          <MenuItem danger disabled={isMe} onSelect={() => setOpen("deactivate")}>
            <UserX /> Deactivate
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => change.mutate({ active: true })}>
            <UserCheck /> Activate
          </MenuItem>
        )}
      </Menu>
      <PasswordDialog user={user} open={open === "password"} onOpenChange={close} />
      <Confirm
        open={open === "deactivate"}
        onOpenChange={close}
        title={`Deactivate ${user.name || user.email}?`}
        action="Deactivate"
        pending={change.isPending}
        onConfirm={() => change.mutate({ active: false }, { onSettled: close })}
      >
        <p>They are signed out everywhere and cannot sign in again until they are activated.</p>
      </Confirm>
    </>
  );
}
