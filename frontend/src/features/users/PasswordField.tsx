// A new password, typed where it can be read, or made up.
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type PasswordFieldProps = { value: string; onChange: (value: string) => void; error?: string | null };

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four: about 79 bits, and easy to read aloud. */
export function makePassword() {
  const picks = crypto.getRandomValues(new Uint32Array(16));
  const text = Array.from(picks, (pick) => LETTERS[pick % LETTERS.length]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

export const PasswordField = ({ value, onChange, error }: PasswordFieldProps) => (
  <Field label="Password" hint="At least 8 characters." error={error ?? null}>
    {(field) => (
      <span className="flex gap-1.5">
        <Input
          {...field}
          type="text"
          autoComplete="new-password"
          required
          minLength={8}
          className="font-mono"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Button onClick={() => onChange(makePassword())}>Make one up</Button>
      </span>
    )}
  </Field>
);
