// The frame of every signed-in page; without a session it leads to sign-in and back.
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { meQuery } from "@/api/session";
import { ErrorState } from "@/components/ErrorState";
import { Header } from "./Header";
import { Navigation } from "./Navigation";

export function Shell() {
  const { data: me, error, refetch } = useQuery(meQuery);
  const href = useLocation({ select: (location) => location.href });
  if (me === null)
    return <Navigate to="/sign-in" search={{ next: href === "/" ? undefined : href }} replace />;
  if (error && !me) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="grid h-full grid-cols-[2.75rem_minmax(0,1fr)] grid-rows-[2.5rem_minmax(0,1fr)] xl:grid-cols-[11.5rem_minmax(0,1fr)]">
      <Header me={me} />
      <Navigation />
      <main className="min-h-0 bg-canvas" aria-busy={!me}>
        {me && <Outlet />}
      </main>
    </div>
  );
}
