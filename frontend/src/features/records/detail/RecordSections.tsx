// The sections of a record; some streams add their own between summary and raw JSON.
import type { ComponentType } from "react";
import type { RecordColumn, RecordDetail, RecordStream } from "@/api/types";
import { JsonViewer } from "@/components/json/JsonViewer";
import { Children } from "./Children";
import { History } from "./History";
import { MessageText } from "./messages/MessageText";
import { OrderSections } from "./orders/OrderSections";
import { Related } from "./Related";
import { Section } from "./Section";
import { Summary } from "./Summary";

type OwnSections = {
  Sections: ComponentType<{ record: RecordDetail }>;
  tells: (column: RecordColumn) => boolean;
};

const OWN: Record<string, OwnSections> = {
  orders: { Sections: OrderSections, tells: ({ type }) => type === "money" },
  messages: { Sections: MessageText, tells: ({ name }) => name === "message_body" },
};

type RecordSectionsProps = { stream: RecordStream; record: RecordDetail };

export function RecordSections({ stream, record }: RecordSectionsProps) {
  const own = OWN[stream.name];
  return (
    <>
      <Summary stream={stream} record={record} isToldBelow={own?.tells} />
      <Related stream={stream} record={record} />
      {stream.children.map((child) => (
        <Children key={child.name} child={child} rows={record.children[child.name] ?? []} />
      ))}
      {own && <own.Sections record={record} />}
      <History record={record} />
      <Section title="As eBay sent it">
        <JsonViewer value={record.payload} label="Raw record" />
      </Section>
    </>
  );
}
