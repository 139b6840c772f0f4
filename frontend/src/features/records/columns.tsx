// Grid columns from a stream's columns: each type has its width, alignment and look.
import type { ColumnType, RecordColumn } from "@/api/types";
import type { GridColumn } from "@/components/DataGrid/types";
import { yesOrNo } from "@/lib/words";
import type { RecordRow } from "./queries";
import { isBadge, Value } from "./Value";

const WIDTHS: Record<ColumnType, number> = {
  text: 140,
  number: 96,
  integer: 76,
  boolean: 76,
  timestamp: 132,
  money: 112,
};

/** So that the button that copies an id, which comes when it is pointed at, covers none of it. */
const COPY_BUTTON = 22;

const isRightAligned = (type: ColumnType) => type === "money" || type === "number" || type === "integer";

export const toText = (value: unknown) =>
  value === null || value === undefined
    ? null
    : typeof value === "boolean"
      ? yesOrNo(value)
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));

/** Texts get the room that the first rows need; the other types look alike everywhere. */
function widthOf(column: RecordColumn, sample: readonly RecordRow[]) {
  const { name, title, type, choices } = column;
  const heading = title.length * 6.5 + 34;
  const texts = choices ?? sample.map((row) => toText(row[name]) ?? "");
  if (isBadge(column) && texts.length > 0) return Math.round(Math.max(heading, longest(texts) * 6.5 + 48));
  if (type !== "text" || sample.length === 0) return Math.round(Math.max(heading, WIDTHS[type]));
  const content = longest(texts) * 7 + 24;
  return Math.round(Math.min(260, Math.max(heading, content)));
}

function toGridColumn(column: RecordColumn, sample: readonly RecordRow[]): GridColumn<RecordRow> {
  return {
    id: column.name,
    title: column.title,
    width: widthOf(column, sample),
    align: isRightAligned(column.type) ? "end" : "start",
    sortable: column.sortable,
    isDefault: column.default,
    render: (row) => <Value column={column} row={row} />,
    text: (row) => toText(row[column.name]),
  };
}

const ACCOUNT: GridColumn<RecordRow> = {
  id: "account_name",
  title: "Account",
  width: 130,
  sortable: false,
  isDefault: true,
  render: (row) => row.account_name,
  text: (row) => row.account_name,
};

/** The stream's columns with the account as the second one; `sample` are rows to take widths from. */
export function gridColumns(columns: readonly RecordColumn[], sample: readonly RecordRow[]) {
  const [key, ...rest] = columns.map((column) => toGridColumn(column, sample));
  return key ? [{ ...key, width: key.width + COPY_BUTTON }, ACCOUNT, ...rest] : [ACCOUNT];
}
