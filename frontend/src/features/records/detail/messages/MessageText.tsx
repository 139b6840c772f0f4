// What a message says, in our own type, whether it was sent as text or as HTML.
import type { RecordDetail } from "@/api/types";
import { Html } from "@/components/Html";
import { textAt } from "@/lib/payload";
import { Section } from "../Section";

export function MessageText({ record }: { record: RecordDetail }) {
  const body = textAt(record.payload, "messageBody");
  return (
    <Section title="Text">
      {body ? <Html text={body} /> : <p className="text-muted">It has no text.</p>}
    </Section>
  );
}
