// Adds a user: there is no open registration.
import { type FormEvent, useState } from "react";
import { sentenceOf } from "@/api/errors";
import type { Role } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/lib/notify";
import { PasswordField } from "./PasswordField";
import { type NewUser, useAddUser } from "./queries";
import { RoleChoice } from "./RoleChoice";

type AddUserDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export const AddUserDialog = ({ open, onOpenChange }: AddUserDialogProps) => (
  <Dialog open={open} onOpenChange={onOpenChange} title="Add a user">
    <AddUserForm onDone={() => onOpenChange(false)} />
  </Dialog>
);

const EMPTY: NewUser = { email: "", name: "", password: "", role: "viewer" };

function AddUserForm({ onDone }: { onDone: () => void }) {
  const [user, setUser] = useState(EMPTY);
  const add = useAddUser();
  const set = (part: Partial<NewUser>) => setUser((current) => ({ ...current, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      notify({ tone: "ok", title: `${user.name || user.email} can sign in now.` });
      onDone();
    };
    add.mutate(user, { onSuccess });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5">
      <Field label="Name">
        {(field) => (
          <Input
            {...field}
            required
            maxLength={80}
            autoFocus
            value={user.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Email">
        {(field) => (
          <Input
            {...field}
            type="email"
            required
            value={user.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        )}
      </Field>
      <PasswordField value={user.password} onChange={(password) => set({ password })} />
      <RoleChoice role={user.role} onChange={(role: Role) => set({ role })} />
      {add.isError && (
        <p role="alert" className="rounded-md bg-bad-soft px-2.5 py-2 text-bad">
          {sentenceOf(add.error)}
        </p>
      )}
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="solid" disabled={add.isPending}>
          Add user
        </Button>
      </DialogActions>
    </form>
  );
}
