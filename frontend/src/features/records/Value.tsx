// One value in the look of its type.
import type { RecordColumn } from "@/api/types";
import { Amount } from "@/components/Amount";
import { Moment } from "@/components/Moment";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "@/lib/numbers";
import { humanize, toneOf, yesOrNo } from "@/lib/words";

const STATUS = /(^|_)(status|state)$/;

/** Shown as a badge: a word of a few, not an id or a sentence. */
export const isBadge = ({ choices, name, type }: RecordColumn) =>
  Boolean(choices) || (type === "text" && STATUS.test(name));

/** eBay's constants where they are no states: in words, but no badge. */
const SAYS_WHY = /(^|_)(reason|type|role|outcome|response|payer|format|duration)$/;
const CONSTANT = /^([A-Z]+(_[A-Z]+)*|Days_\d+)$/;

const inWords = ({ name }: RecordColumn, value: string) =>
  SAYS_WHY.test(name) && CONSTANT.test(value) ? humanize(value) : value;

const LINK = /^https:\/\/[\w.-]+\.ebay\.[\w.]+\//;

const Link = ({ to }: { to: string }) => (
  <a href={to} target="_blank" rel="noreferrer" className="text-accent hover:underline">
    {to.replace("https://", "")}
  </a>
);

/** Keys are texts, times among them. */
const isMoment = ({ name, type }: RecordColumn) =>
  type === "timestamp" || (type === "text" && /_at$/.test(name));

type ValueProps = { column: RecordColumn; row: Record<string, unknown> };

export function Value({ column, row }: ValueProps) {
  const value = row[column.name];
  if (value === null || value === undefined || value === "") return null;
  if (isBadge(column)) return <Badge tone={toneOf(String(value))}>{humanize(String(value))}</Badge>;
  if (isMoment(column)) return <Moment at={String(value)} />;
  switch (column.type) {
    case "money": {
      const currency = column.currency_column ? row[column.currency_column] : null;
      return <Amount value={String(value)} currency={typeof currency === "string" ? currency : null} />;
    }
    case "integer":
      return typeof value === "number" && !column.key ? formatCount(value) : String(value);
    case "boolean":
      return yesOrNo(value === true);
    default:
      return LINK.test(String(value)) ? <Link to={String(value)} /> : inWords(column, String(value));
  }
}
