// Fetches the next page of a list, where there is one.
import { Button } from "@/components/ui/button";

type LoadMoreProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
};

export const LoadMore = ({ query }: LoadMoreProps) =>
  query.hasNextPage && (
    <Button className="m-3" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {query.isFetchingNextPage ? "Loading…" : "Load more"}
    </Button>
  );
