// Ship-to and buyer, with the delivery service asked for.
import { CopyButton } from "@/components/CopyButton";
import { listAt, pick, textAt } from "@/lib/payload";
import { Fact, Facts, Section } from "../Section";
import { addressLines } from "./address";

type AddressProps = { title: string; party: unknown };

function Address({ title, party }: AddressProps) {
  const lines = addressLines(party);
  if (lines.length === 0) return null;
  return (
    <div className="group/address min-w-0">
      <h4 className="flex h-6 items-center gap-1 text-muted">
        {title}
        <CopyButton
          text={lines.join("\n")}
          label={`Copy ${title.toLowerCase()}`}
          className="opacity-0 focus-visible:opacity-100 group-hover/address:opacity-100"
        />
      </h4>
      <address className="not-italic">
        {lines.map((line) => (
          <span key={line} className="block break-words">
            {line}
          </span>
        ))}
      </address>
    </div>
  );
}

export function Addresses({ payload }: { payload: unknown }) {
  const step = pick(listAt(payload, "fulfillmentStartInstructions")[0], "shippingStep");
  const service = [textAt(step, "shippingCarrierCode"), textAt(step, "shippingServiceCode")].filter(Boolean);
  return (
    <Section title="Addresses">
      <div className="grid grid-cols-2 gap-4">
        <Address title="Ship to" party={pick(step, "shipTo")} />
        <Address title="Buyer" party={pick(payload, "buyer", "buyerRegistrationAddress")} />
      </div>
      <div className="mt-3">
        <Facts>
          <Fact name="Delivery service">{service.join(" · ")}</Fact>
        </Facts>
      </div>
    </Section>
  );
}
