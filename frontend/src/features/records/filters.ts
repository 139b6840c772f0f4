// Filters as the API writes them (`column:op:value`), and as people read them.
import type { ColumnType, RecordColumn, RecordStream } from "@/api/types";
import { formatMinute } from "@/lib/time";
import { humanize } from "@/lib/words";

export const OPERATORS = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "contains", "prefix", "empty"] as const;
export type Operator = (typeof OPERATORS)[number];
export type Filter = { column: string; op: Operator; value: string };

export function parseFilter(text: string): Filter | null {
  const match = /^([^:]+):([^:]+):(.*)$/s.exec(text);
  const op = OPERATORS.find((known) => known === match?.[2]);
  return match?.[1] && op ? { column: match[1], op, value: match[3] ?? "" } : null;
}

export const encodeFilter = ({ column, op, value }: Filter) => `${column}:${op}:${value}`;

type Choice = { op: Operator; label: string };

const TEXT: Choice[] = [
  { op: "contains", label: "contains" },
  { op: "eq", label: "is" },
  { op: "ne", label: "is not" },
  { op: "prefix", label: "starts with" },
  { op: "in", label: "is one of" },
];
const NUMBER: Choice[] = [
  { op: "gte", label: "≥" },
  { op: "lte", label: "≤" },
  { op: "gt", label: ">" },
  { op: "lt", label: "<" },
  { op: "eq", label: "=" },
  { op: "ne", label: "≠" },
];
const TIME: Choice[] = [
  { op: "gte", label: "from" },
  { op: "lt", label: "before" },
];
const EMPTY: Choice = { op: "empty", label: "is empty" };

const BY_TYPE: Record<ColumnType, Choice[]> = {
  text: [...TEXT, EMPTY],
  number: [...NUMBER, EMPTY],
  integer: [...NUMBER, EMPTY],
  money: [...NUMBER, EMPTY],
  timestamp: [...TIME, EMPTY],
  boolean: [{ op: "eq", label: "is" }, EMPTY],
};

/** The column that a filter names: one of the stream's own, or, as "beside.column", one of what stands beside it. */
export function columnAt(streams: readonly RecordStream[], stream: RecordStream, path: string) {
  const own = stream.columns.find(({ name }) => name === path);
  if (own) return own;
  const [beside, name] = path.split(".");
  const other = [...stream.children, ...streams].find((one) => one.name === beside);
  const column = other?.columns.find((one) => one.name === name);
  return other && column && { ...column, name: path, title: `${other.title}: ${column.title}` };
}

type Filterable = Pick<RecordColumn, "type" | "choices">;

export function operatorsFor({ type, choices }: Filterable): Choice[] {
  return choices ? [{ op: "in", label: "is one of" }, EMPTY] : BY_TYPE[type];
}

/** What the chip says after the column's title: "≥ 100", "is one of Paid, Pending", "has a value". */
export function describeFilter(filter: Filter, column: Filterable) {
  if (filter.op === "empty") return filter.value === "false" ? "has a value" : "is empty";
  const word = operatorsFor(column).find(({ op }) => op === filter.op)?.label ?? filter.op;
  return `${word} ${describeValue(filter, column)}`;
}

function describeValue({ op, value }: Filter, { type, choices }: Filterable) {
  if (type === "timestamp") return formatMinute(value).replace(" 00:00", "");
  if (type === "boolean") return value === "true" ? "yes" : "no";
  if (op !== "in") return value;
  return value
    .split(",")
    .map((one) => (choices ? humanize(one) : one))
    .join(", ");
}
