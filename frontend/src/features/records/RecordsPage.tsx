// Browsing one stream: finds its description, then shows its grid.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { recordStreamsQuery } from "@/api/shared-queries";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/useTitle";
import { RecordsBrowser } from "./RecordsBrowser";

export function RecordsPage() {
  const { stream: name } = useParams({ from: "/shell/browse/$stream" });
  const { data: streams, error, refetch } = useQuery(recordStreamsQuery);
  const stream = streams?.find((one) => one.name === name);
  useTitle(stream?.title ?? "Records");
  if (stream) return <RecordsBrowser key={name} stream={stream} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!streams) return <SkeletonRows />;
  return (
    <EmptyState icon={SearchX} title={`There are no records called “${name}”`} heading="h1">
      The navigation lists what can be browsed.
    </EmptyState>
  );
}
