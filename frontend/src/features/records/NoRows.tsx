// Why the grid is empty, and what to do about it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Filter, Store, TableProperties } from "lucide-react";
import { accountsQuery } from "@/api/shared-queries";
import type { RecordStream } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { Button } from "@/components/ui/button";
import { isNarrowed, type RecordsSearch } from "./search";

type NoRowsProps = { stream: RecordStream; search: RecordsSearch; onReset: () => void };

export function NoRows({ stream, search, onReset }: NoRowsProps) {
  const { data: accounts } = useQuery(accountsQuery);
  const what = stream.title.toLowerCase();
  if (isNarrowed(search)) {
    return (
      <EmptyState
        icon={Filter}
        title={`No ${what} match`}
        action={<Button onClick={onReset}>Clear search and filters</Button>}
      >
        Nothing fits the search and filters above.
      </EmptyState>
    );
  }
  const hasAccounts = Boolean(accounts?.length);
  return (
    <EmptyState
      icon={hasAccounts ? TableProperties : Store}
      title={`No ${what} yet`}
      action={
        <Button asChild look="solid">
          <Link to={hasAccounts ? "/sync" : "/accounts"}>
            {hasAccounts ? "Go to Sync" : "Connect a seller"}
          </Link>
        </Button>
      }
    >
      {hasAccounts
        ? `Start a sync, and the ${what} appear here as they come in.`
        : "Connect a seller first; then their records appear here."}
    </EmptyState>
  );
}
