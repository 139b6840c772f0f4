// One quota: how much is used, what is left, when it is new, and what rests until when.
import type { CallBudgets, CallQuota } from "@/api/types";
import { Moment } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { Cell, Row } from "@/components/ui/table";
import { formatCount } from "@/lib/numbers";
import { callsLeft, shareUsed, stateOf } from "./budget";
import { CallBar } from "./CallBar";

type QuotaRowProps = { quota: CallQuota; shares: CallBudgets["shares"] };

export function QuotaRow({ quota, shares }: QuotaRowProps) {
  const { tone, label } = stateOf(quota, shares);
  const share = shareUsed(quota);
  const left = callsLeft(quota);
  const until = quota.blocked_until ?? quota.resets_at;
  return (
    <Row aria-label={quota.resource}>
      <Cell>
        <div>{quota.resource}</div>
        <div className="text-2xs text-faint">{quota.streams.join(", ") || "no stream needs it"}</div>
      </Cell>
      <Cell>
        {share !== null && (
          <CallBar share={share} tone={tone} shares={shares} label={`Used of ${quota.resource}`} />
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-right tabular-nums">
        {quota.limit !== null && `${formatCount(quota.used ?? 0)} of ${formatCount(quota.limit)}`}
      </Cell>
      <Cell className="text-right tabular-nums">{left !== null && formatCount(left)}</Cell>
      <Cell className="whitespace-nowrap">{until && <Moment at={until} />}</Cell>
      <Cell>
        <Badge tone={tone}>{label}</Badge>
        {quota.blocked_reason && (
          <div className="mt-0.5 max-w-96 text-muted text-xs">{quota.blocked_reason}</div>
        )}
      </Cell>
    </Row>
  );
}
