// The record's states and figures at the top, then every other column that has a value.
import type { RecordColumn, RecordDetail, RecordStream } from "@/api/types";
import { namingColumn } from "../naming";
import { Value } from "../Value";
import { Fact, Facts, Section } from "./Section";

type SummaryProps = {
  stream: RecordStream;
  record: RecordDetail;
  /** Told in a section of its own. */
  isToldBelow?: ((column: RecordColumn) => boolean) | undefined;
};

const hasValue = (record: RecordDetail, { name }: RecordColumn) => {
  const value = record.columns[name];
  return value !== null && value !== undefined && value !== "";
};

/** "None requested" alone leaves open what was not requested: it stands below, beside its name. */
const saysMuch = (record: RecordDetail, { name }: RecordColumn) =>
  !String(record.columns[name]).startsWith("NONE_");

export function Summary({ stream, record, isToldBelow }: SummaryProps) {
  const key = namingColumn(stream);
  const columns = stream.columns.filter((column) => column !== key);
  const currencies = new Set(columns.map((column) => column.currency_column));
  const filled = columns.filter((column) => hasValue(record, column) && !currencies.has(column.name));
  const states = filled.filter((column) => column.choices && saysMuch(record, column));
  const total = filled.find(({ name, type }) => type === "money" && name === "total");
  const above = new Set([total, ...states]);
  const rest = filled.filter((column) => !above.has(column) && !isToldBelow?.(column));
  return (
    <Section title="Summary" aside={record.account_name}>
      <div className="mb-3 flex flex-wrap items-center gap-2 empty:hidden">
        {total && (
          <span className="mr-1 font-semibold text-xl">
            <Value column={total} row={record.columns} />
          </span>
        )}
        {states.map((column) => (
          <span key={column.name} title={column.title}>
            <Value column={column} row={record.columns} />
          </span>
        ))}
        {record.gone_at && <span className="text-bad text-xs">No longer at eBay</span>}
      </div>
      <Facts>
        {rest.map((column) => (
          <Fact key={column.name} name={column.title}>
            <Value column={column} row={record.columns} />
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
