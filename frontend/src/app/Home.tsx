// The first page: accounts for a newcomer, the state of every stream for all others.
import { useQuery } from "@tanstack/react-query";
import { Navigate, useRouterState } from "@tanstack/react-router";
import { accountsQuery } from "@/api/shared-queries";
import { ErrorState } from "@/components/ErrorState";
import { SkeletonRows } from "@/components/ui/skeleton";

export function Home() {
  const { data, error, refetch } = useQuery(accountsQuery);
  const leaving = useRouterState({ select: ({ location }) => location.pathname !== "/" });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  // Whoever has chosen a page meanwhile is not led elsewhere, even while that page is still coming.
  if (!data || leaving) return <SkeletonRows />;
  return <Navigate to={data.length > 0 ? "/sync" : "/accounts"} replace />;
}
