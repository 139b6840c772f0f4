// Changes one's own password.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "@/api/ask";
import { sentenceOf } from "@/api/errors";
import { postAuthMePassword } from "@/api/generated";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/lib/notify";

type ChangePasswordDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export const ChangePasswordDialog = ({ open, onOpenChange }: ChangePasswordDialogProps) => (
  <Dialog open={open} onOpenChange={onOpenChange} title="Change your password">
    <ChangePasswordForm onDone={() => onOpenChange(false)} />
  </Dialog>
);

function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const [current_password, setCurrent] = useState("");
  const [new_password, setNew] = useState("");
  const change = useMutation({
    meta: { quiet: true },
    mutationFn: () => ask(postAuthMePassword({ body: { current_password, new_password } })),
    onSuccess: () => {
      notify({ tone: "ok", title: "Your password is changed." });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5">
      <Field label="Current password">
        {(field) => (
          <Input
            {...field}
            type="password"
            autoComplete="current-password"
            required
            value={current_password}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="New password"
        hint="At least 8 characters."
        error={change.isError ? sentenceOf(change.error) : null}
      >
        {(field) => (
          <Input
            {...field}
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            value={new_password}
            onChange={(event) => setNew(event.target.value)}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="solid" disabled={change.isPending}>
          Change password
        </Button>
      </DialogActions>
    </form>
  );
}
