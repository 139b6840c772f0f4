// What the buyer paid, what eBay keeps, what the seller gets; payments and refunds one by one.
import { Amount } from "@/components/Amount";
import { Moment } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import { listAt, pick, textAt } from "@/lib/payload";
import { humanize, toneOf } from "@/lib/words";
import { Section } from "../Section";

const LINES = [
  ["Items", "pricingSummary", "priceSubtotal"],
  ["Discount", "pricingSummary", "priceDiscount"],
  ["Delivery", "pricingSummary", "deliveryCost"],
  ["Delivery discount", "pricingSummary", "deliveryDiscount"],
  ["Fee", "pricingSummary", "fee"],
  ["Adjustment", "pricingSummary", "adjustment"],
  ["Tax", "pricingSummary", "tax"],
  ["Total", "pricingSummary", "total"],
  ["eBay's fees", "totalMarketplaceFee"],
  ["Due to the seller", "paymentSummary", "totalDueSeller"],
] as const;

const STRONG = new Set(["Total", "Due to the seller"]);

const Money = ({ amount }: { amount: unknown }) => (
  <Amount value={textAt(amount, "value")} currency={textAt(amount, "currency")} />
);

function PricingLines({ payload }: { payload: unknown }) {
  return (
    <dl className="flex flex-col gap-0.5">
      {LINES.map(([name, ...path]) => {
        const amount = pick(payload, ...path);
        if (!textAt(amount, "value")) return null;
        return (
          <div key={name} className={cn("flex", STRONG.has(name) && "mt-1 border-t pt-1 font-semibold")}>
            <dt className={cn(!STRONG.has(name) && "text-muted")}>{name}</dt>
            <dd className="ml-auto">
              <Money amount={amount} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

type EntryProps = { entry: unknown; at: string; status: string; title: string };

function Entry({ entry, at, status, title }: EntryProps) {
  const date = textAt(entry, at);
  const state = textAt(entry, status);
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span>{title}</span>
      {state && <Badge tone={toneOf(state)}>{humanize(state)}</Badge>}
      <span className="text-muted">{date && <Moment at={date} />}</span>
      <span className="ml-auto">
        <Money amount={pick(entry, "amount")} />
      </span>
    </li>
  );
}

export function Payment({ payload }: { payload: unknown }) {
  const payments = listAt(payload, "paymentSummary", "payments");
  const refunds = listAt(payload, "paymentSummary", "refunds");
  return (
    <Section title="Payment">
      <PricingLines payload={payload} />
      <ul className="mt-2 flex flex-col gap-1 border-t pt-2 empty:hidden">
        {payments.map((entry, index) => (
          <Entry
            key={textAt(entry, "paymentReferenceId") ?? index}
            entry={entry}
            at="paymentDate"
            status="paymentStatus"
            title={`Paid by ${textAt(entry, "paymentMethod") ?? "unknown means"}`}
          />
        ))}
        {refunds.map((entry, index) => (
          <Entry
            key={textAt(entry, "refundId") ?? index}
            entry={entry}
            at="refundDate"
            status="refundStatus"
            title="Refund"
          />
        ))}
      </ul>
    </Section>
  );
}
