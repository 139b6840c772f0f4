// Sets a user's password.
import { type FormEvent, useState } from "react";
import { sentenceOf } from "@/api/errors";
import type { User } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { notify } from "@/lib/notify";
import { PasswordField } from "./PasswordField";
import { useChangeUser } from "./queries";

type PasswordDialogProps = { user: User; open: boolean; onOpenChange: (open: boolean) => void };

export const PasswordDialog = ({ user, open, onOpenChange }: PasswordDialogProps) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    title={`New password for ${user.name || user.email}`}
    description="Tell it to them in person; they are signed out everywhere."
  >
    <PasswordForm user={user} onDone={() => onOpenChange(false)} />
  </Dialog>
);

function PasswordForm({ user, onDone }: { user: User; onDone: () => void }) {
  const [password, setPassword] = useState("");
  const change = useChangeUser(user.id, true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      notify({ tone: "ok", title: `${user.name || user.email} has a new password.` });
      onDone();
    };
    change.mutate({ password }, { onSuccess });
  };
  return (
    <form onSubmit={submit}>
      <PasswordField
        value={password}
        onChange={setPassword}
        error={change.isError ? sentenceOf(change.error) : null}
      />
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="solid" disabled={change.isPending}>
          Set password
        </Button>
      </DialogActions>
    </form>
  );
}
