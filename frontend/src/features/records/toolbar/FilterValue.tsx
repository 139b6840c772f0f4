// The value of a filter: a text, a number, a day, yes or no, or some of the choices.
import type { RecordColumn } from "@/api/types";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, Select } from "@/components/ui/input";
import { humanize } from "@/lib/words";
import type { Operator } from "../filters";
import { DayValue } from "./DayValue";

export type FilterValueProps = {
  column: RecordColumn;
  op: Operator;
  value: string;
  onChange: (value: string) => void;
};

export function FilterValue({ column, op, value, onChange }: FilterValueProps) {
  const isNumber = column.type === "money" || column.type === "number" || column.type === "integer";
  if (op === "empty") return <YesNo yes="is empty" no="has a value" value={value} onChange={onChange} />;
  if (column.choices) return <Choices choices={column.choices} value={value} onChange={onChange} />;
  if (column.type === "boolean") return <YesNo yes="yes" no="no" value={value} onChange={onChange} />;
  if (column.type === "timestamp") return <DayValue value={value} onChange={onChange} />;
  return (
    <Input
      autoFocus
      aria-label="Value"
      inputMode={isNumber ? "decimal" : "text"}
      pattern={isNumber ? "-?[0-9]+([.][0-9]+)?" : undefined}
      title={isNumber ? "A number, such as 12.50" : undefined}
      placeholder={op === "in" ? "one, two, three" : ""}
      value={value}
      onChange={(event) =>
        onChange(op === "in" ? event.target.value.replace(/,\s+/g, ",") : event.target.value)
      }
    />
  );
}

type YesNoProps = { yes: string; no: string; value: string; onChange: (value: string) => void };

const YesNo = ({ yes, no, value, onChange }: YesNoProps) => (
  <Select aria-label="Value" value={value} onChange={(event) => onChange(event.target.value)}>
    <option value="true">{yes}</option>
    <option value="false">{no}</option>
  </Select>
);

type ChoicesProps = { choices: readonly string[]; value: string; onChange: (value: string) => void };

function Choices({ choices, value, onChange }: ChoicesProps) {
  const chosen = value.split(",").filter(Boolean);
  const toggle = (choice: string) =>
    onChange(choices.filter((one) => chosen.includes(one) !== (one === choice)).join(","));
  return (
    <div className="flex max-h-60 flex-col gap-1 overflow-y-auto">
      {choices.map((choice) => (
        <Checkbox
          key={choice}
          label={humanize(choice)}
          checked={chosen.includes(choice)}
          onChange={() => toggle(choice)}
        />
      ))}
    </div>
  );
}
