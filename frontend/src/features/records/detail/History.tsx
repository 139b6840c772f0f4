// When the record was first seen and when it last changed.
import type { RecordDetail } from "@/api/types";
import { Ago, Moment } from "@/components/Moment";
import { Fact, Facts, Section } from "./Section";

const When = ({ at }: { at: string }) => (
  <>
    <Moment at={at} />{" "}
    <span className="text-faint">
      (<Ago at={at} />)
    </span>
  </>
);

export const History = ({ record }: { record: RecordDetail }) => (
  <Section title="History">
    <Facts>
      <Fact name="First seen">
        <When at={record.first_seen_at} />
      </Fact>
      <Fact name="Last changed">
        <When at={record.changed_at} />
      </Fact>
      <Fact name="Gone from eBay">{record.gone_at && <When at={record.gone_at} />}</Fact>
    </Facts>
  </Section>
);
