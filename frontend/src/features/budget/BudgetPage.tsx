// eBay's daily calls: how many are used, and what rests until when.
import { useQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page, PageBody, PageHeader } from "@/components/PageHeader";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { useTitle } from "@/lib/useTitle";
import { BarLegend } from "./BarLegend";
import { EnvironmentQuotas } from "./EnvironmentQuotas";
import { budgetQuery } from "./queries";

export function BudgetPage() {
  useTitle("API calls");
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery(budgetQuery);
  const choice = (
    <label htmlFor="all-quotas" className="flex items-center gap-2 text-muted">
      <Switch id="all-quotas" checked={all} onCheckedChange={setAll} /> Quotas that no stream needs
    </label>
  );
  return (
    <Page>
      <PageHeader title="API calls" actions={data?.environments.length ? choice : null}>
        What eBay allows in a day, for all sellers together
      </PageHeader>
      <PageBody>
        {data && data.environments.length > 0 && <BarLegend shares={data.shares} />}
        {data?.environments.map((application) => (
          <EnvironmentQuotas
            key={application.environment}
            application={application}
            shares={data.shares}
            all={all}
          />
        ))}
        {data?.environments.length === 0 && (
          <EmptyState icon={Gauge} title="Nothing was asked of eBay yet">
            With the first sync, eBay tells how many calls it allows.
          </EmptyState>
        )}
        {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />)}
      </PageBody>
    </Page>
  );
}
