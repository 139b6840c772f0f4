// The sections of a record; some streams add their own between summary and raw JSON.
import type { ComponentType } from "react";
import type { RecordDetail, RecordStream } from "@/api/types";
import { JsonViewer } from "@/components/json/JsonViewer";
import { Children } from "./Children";
import { History } from "./History";
import { OrderSections } from "./orders/OrderSections";
import { Section } from "./Section";
import { Summary } from "./Summary";

const OWN_SECTIONS: Record<string, ComponentType<{ record: RecordDetail }>> = { orders: OrderSections };

type RecordSectionsProps = { stream: RecordStream; record: RecordDetail };

export function RecordSections({ stream, record }: RecordSectionsProps) {
  const Own = OWN_SECTIONS[stream.name];
  return (
    <>
      <Summary stream={stream} record={record} withMoney={!Own} />
      {stream.children.map((child) => (
        <Children key={child.name} child={child} rows={record.children[child.name] ?? []} />
      ))}
      {Own && <Own record={record} />}
      <History record={record} />
      <Section title="As eBay sent it">
        <JsonViewer value={record.payload} label="Raw record" />
      </Section>
    </>
  );
}
