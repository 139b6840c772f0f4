// The sign-in form, with what went wrong said beside it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ask } from "@/api/ask";
import { ApiError, sentenceOf } from "@/api/errors";
import { postAuthLogin } from "@/api/generated";
import { ME } from "@/api/query-client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useCountdown } from "./useCountdown";

const isLocked = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === "too_many_attempts";

export function SignInForm() {
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [wait, startWait] = useCountdown();
  const signIn = useMutation({
    meta: { quiet: true },
    mutationFn: () => ask(postAuthLogin({ body: { email, password } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ME }),
    onError: (error) => {
      if (isLocked(error)) startWait(error.retryAfter ?? 30);
    },
  });
  const isOver = isLocked(signIn.error) && wait === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5">
      <Field label="Email">
        {(field) => (
          <Input
            {...field}
            className="h-9"
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password">
        {(field) => (
          <Input
            {...field}
            className="h-9"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {signIn.isError && !isOver && (
        <p role="alert" className="rounded-md bg-bad-soft px-2.5 py-2 text-bad">
          {sentenceOf(signIn.error)}
        </p>
      )}
      <Button type="submit" look="solid" size="lg" className="mt-1" disabled={signIn.isPending || wait > 0}>
        {wait > 0 ? `Try again in ${wait} s` : signIn.isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
