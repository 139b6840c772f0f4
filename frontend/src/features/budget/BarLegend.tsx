// What the two marks on every bar mean.
import type { CallBudgets } from "@/api/types";

const percent = (share: number) => `${Math.round(share * 100)} %`;

export const BarLegend = ({ shares }: { shares: CallBudgets["shares"] }) => (
  <p className="border-b px-3 py-2 text-muted text-xs">
    The two marks on each bar: from {percent(shares.deep)} on, older records wait until the quota is new; from{" "}
    {percent(shares.scheduled)} on, schedules wait too, and the rest is kept for runs that you start.
  </p>
);
