// The connected sellers: their state, names and permissions.
import { useQuery } from "@tanstack/react-query";
import { Plus, Store } from "lucide-react";
import { useState } from "react";
import { usePermissions } from "@/api/session";
import { accountsQuery } from "@/api/shared-queries";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page, PageBody, PageHeader } from "@/components/PageHeader";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useTitle } from "@/lib/useTitle";
import { AccountsTable } from "./AccountsTable";
import { ConnectDialog } from "./ConnectDialog";
import { useConnectedNotice } from "./useConnectedNotice";

export function AccountsPage() {
  useTitle("Accounts");
  useConnectedNotice();
  const { canOperate } = usePermissions();
  const [connecting, setConnecting] = useState(false);
  const { data: accounts, error, refetch } = useQuery(accountsQuery);
  const connect = canOperate && (
    <Button look="solid" data-testid="connect-account" onClick={() => setConnecting(true)}>
      <Plus /> Connect a seller
    </Button>
  );
  return (
    <Page>
      <PageHeader title="Accounts" actions={accounts?.length ? connect : null}>
        eBay sellers whose data is kept here
      </PageHeader>
      <PageBody>
        {accounts && accounts.length > 0 && <AccountsTable accounts={accounts} />}
        {accounts?.length === 0 && (
          <EmptyState icon={Store} title="No seller is connected yet" action={connect}>
            {canOperate
              ? "Sign in at eBay once and agree. From then on the orders come by themselves, and nothing at eBay is changed."
              : "An operator or administrator can connect one here."}
          </EmptyState>
        )}
        {!accounts &&
          (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />)}
      </PageBody>
      <ConnectDialog open={connecting} onOpenChange={setConnecting} />
    </Page>
  );
}
