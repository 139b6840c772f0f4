// Pages for an unknown address and for a page that broke.
import { Link, useRouter } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";

export const NotFound = () => (
  <main>
    <EmptyState
      icon={Compass}
      title="There is no such page"
      heading="h1"
      action={
        <Button asChild>
          <Link to="/">Go to the start</Link>
        </Button>
      }
    >
      The address may be mistyped, or the page has moved.
    </EmptyState>
  </main>
);

export function PageCrash({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={retry} />;
}
