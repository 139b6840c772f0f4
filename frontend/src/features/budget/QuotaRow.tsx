// One quota: how much is used, what is left, when it is new, and what rests until when.
import type { CallBudgets, CallQuota } from "@/api/types";
import { Moment } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { CARDS } from "@/components/ui/cards";
import { Cell, Row } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { callsLeft, nobodysWords, shareUsed, stateOf } from "./budget";
import { CallBar } from "./CallBar";

type QuotaRowProps = { quota: CallQuota; shares: CallBudgets["shares"] };

export function QuotaRow({ quota, shares }: QuotaRowProps) {
  const { tone, label } = stateOf(quota, shares);
  const share = shareUsed(quota);
  const left = callsLeft(quota);
  const until = quota.blocked_until ?? quota.resets_at;
  return (
    <Row aria-label={quota.resource} className={CARDS.row}>
      <Cell className={CARDS.wide}>
        <div>{quota.resource}</div>
        <div className="text-2xs text-faint">{quota.streams.join(", ") || nobodysWords(quota)}</div>
      </Cell>
      <Cell className="max-md:order-2">
        {share !== null && (
          <CallBar share={share} tone={tone} shares={shares} label={`Used of ${quota.resource}`} />
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-right tabular-nums max-md:order-2">
        <span className={CARDS.name}>Used </span>
        {quota.limit !== null && `${formatCount(quota.used ?? 0)} of ${formatCount(quota.limit)}`}
      </Cell>
      <Cell className="whitespace-nowrap text-right tabular-nums max-md:order-3 max-md:text-left">
        {left !== null && formatCount(left)}
        <span className={CARDS.name}> left</span>
      </Cell>
      <Cell className="whitespace-nowrap max-md:order-3 max-md:text-right">
        <span className={CARDS.name}>new at </span>
        {until && <Moment at={until} />}
      </Cell>
      <Cell className={cn("max-md:order-4", CARDS.wide)}>
        <Badge tone={tone}>{label}</Badge>
        {quota.blocked_reason && (
          <div className="mt-0.5 max-w-96 text-muted text-xs">{quota.blocked_reason}</div>
        )}
      </Cell>
    </Row>
  );
}
