// The frame of every signed-in page; without a session it leads to sign-in and back.
import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { meQuery } from "@/api/session";
import { ErrorState } from "@/components/ErrorState";
import { Header } from "./Header";
import { Navigation } from "./Navigation";

export function Shell() {
  const { data: me, error, refetch } = useQuery(meQuery);
  useSignInWhen(me === null);
  if (me === null) return null;
  if (error && !me) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[2.5rem_minmax(0,1fr)] md:grid-cols-[2.75rem_minmax(0,1fr)] xl:grid-cols-[11.5rem_minmax(0,1fr)]">
      <Header me={me} />
      <Navigation isReady={me !== undefined} className="border-r bg-sunken max-md:hidden" />
      <main className="min-h-0 bg-canvas" aria-busy={!me}>
        {me && <Outlet />}
      </main>
    </div>
  );
}

/** Once, not at each render: the address changes before the sign-in page has been loaded. */
function useSignInWhen(isSignedOut: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!isSignedOut) return;
    const { href, pathname } = router.state.location;
    const next = pathname === "/" ? undefined : href;
    void router.navigate({ to: "/sign-in", search: { next }, replace: true });
  }, [isSignedOut, router]);
}
