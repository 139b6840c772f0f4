// Why the rows could not be read: what the API refuses is cleared from the address, anything else is tried again.
import { isRefused } from "@/api/errors";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";

type NoPagesProps = { error: unknown; onReset: () => void; onRetry: () => void };

export const NoPages = ({ error, onReset, onRetry }: NoPagesProps) =>
  isRefused(error) ? (
    <ErrorState error={error} action={<Button onClick={onReset}>Clear search and filters</Button>} />
  ) : (
    <ErrorState error={error} onRetry={onRetry} />
  );
