// Edits one filter with the operators and the field that fit the column's type.
import { type FormEvent, useState } from "react";
import type { RecordColumn } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { type Filter, type Operator, operatorsFor } from "../filters";
import { FilterValue } from "./FilterValue";

type FilterEditorProps = { column: RecordColumn; filter?: Filter; onApply: (filter: Filter) => void };

export function FilterEditor({ column, filter, onApply }: FilterEditorProps) {
  const operators = operatorsFor(column);
  const [op, setOp] = useState<Operator>(filter?.op ?? operators[0]?.op ?? "eq");
  const [value, setValue] = useState(filter?.value ?? (column.type === "boolean" ? "true" : ""));
  const changeOp = (next: Operator) => {
    if ((next === "empty") !== (op === "empty")) setValue(next === "empty" ? "true" : "");
    setOp(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() !== "") onApply({ column: column.name, op, value: value.trim() });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 truncate font-medium">{column.title}</span>
        <Select
          aria-label="Condition"
          className="ml-auto"
          value={op}
          onChange={(event) => changeOp(event.target.value as Operator)}
        >
          {operators.map((choice) => (
            <option key={choice.op} value={choice.op}>
              {choice.label}
            </option>
          ))}
        </Select>
      </div>
      <FilterValue column={column} op={op} value={value} onChange={setValue} />
      <Button type="submit" look="solid" disabled={value.trim() === ""}>
        Apply
      </Button>
    </form>
  );
}
