// Sign-in: email and password, and back to where one was going.
import { skipToken, useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { SESSION_ENDED } from "@/api/query-client";
import { meQuery } from "@/api/session";
import { Mark } from "@/components/Mark";
import { safePath } from "@/lib/search-params";
import { useTitle } from "@/lib/useTitle";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  useTitle("Sign in");
  const { next } = useSearch({ from: "/sign-in" });
  const { data: me } = useQuery(meQuery);
  const { data: hasEnded } = useQuery<boolean>({ queryKey: SESSION_ENDED, queryFn: skipToken });
  const { history } = useRouter();
  useEffect(() => {
    if (me) history.replace(safePath(next));
  }, [me, next, history]);
  if (me) return null;
  return (
    <main className="grid h-full place-items-center overflow-y-auto bg-canvas p-6">
      <div className="w-88 max-w-full -translate-y-8">
        <div className="mb-6 flex items-center gap-3">
          <Mark className="size-9" />
          <div>
            <h1 className="font-semibold text-xl leading-6">eBay Connector</h1>
            <p className="text-muted">Your whole eBay business, in your own database.</p>
          </div>
        </div>
        <section aria-label="Sign in" className="rounded-lg border bg-raised p-5">
          {hasEnded && (
            <p role="status" className="mb-3.5 rounded-md bg-warn-soft px-2.5 py-2 text-warn">
              Your session has ended. Sign in to go on where you were.
            </p>
          )}
          <SignInForm />
        </section>
        <p className="mt-4 text-faint text-xs">
          No account yet? An administrator adds you under Users, or with{" "}
          <code className="font-mono">ebay-connector user add</code>.
        </p>
      </div>
    </main>
  );
}
