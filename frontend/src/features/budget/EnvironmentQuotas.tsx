// The quotas of one application, and when eBay told them.
import type { CallBudgets } from "@/api/types";
import { EnvironmentBadge } from "@/components/EnvironmentBadge";
import { Ago } from "@/components/Moment";
import { CARDS } from "@/components/ui/cards";
import { HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { environmentTitle } from "@/lib/environments";
import { byUrgency, isRelevant } from "./budget";
import { QuotaRow } from "./QuotaRow";

type EnvironmentQuotasProps = {
  application: CallBudgets["environments"][number];
  shares: CallBudgets["shares"];
  all: boolean;
};

export function EnvironmentQuotas({ application, shares, all }: EnvironmentQuotasProps) {
  const { environment, read_at, problem, resources } = application;
  const shown = resources.filter((quota) => all || isRelevant(quota)).sort(byUrgency);
  return (
    <section aria-label={environmentTitle(environment)}>
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <EnvironmentBadge environment={environment} />
        <span className="text-muted">
          {read_at ? (
            <>
              eBay told this <Ago at={read_at} />
            </>
          ) : (
            "eBay has not told its quotas"
          )}
        </span>
        {problem && <span className="text-warn">{problem}</span>}
      </div>
      {shown.length > 0 && (
        <div className="overflow-x-auto">
          <Table
            aria-label={`Calls of ${environmentTitle(environment)}`}
            className={cn("bg-surface md:min-w-[44rem]", CARDS.table)}
          >
            <thead className={CARDS.head}>
              <tr>
                <HeadCell>Quota</HeadCell>
                <HeadCell>Share used</HeadCell>
                <HeadCell className="text-right">Used</HeadCell>
                <HeadCell className="text-right">Left</HeadCell>
                <HeadCell>New at</HeadCell>
                <HeadCell>State</HeadCell>
              </tr>
            </thead>
            <tbody className={CARDS.body}>
              {shown.map((quota) => (
                <QuotaRow key={quota.resource} quota={quota} shares={shares} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
