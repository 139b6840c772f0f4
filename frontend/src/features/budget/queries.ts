// How eBay's daily calls stand; looked at again while the page is open.
import { queryOptions } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import { getEbayBudget } from "@/api/generated";

export const budgetQuery = queryOptions({
  queryKey: ["budget"],
  staleTime: 0,
  refetchInterval: 15_000,
  queryFn: ({ signal }) => ask(getEbayBudget({ signal })),
});
