// Where the columns of a child stand: the panel has room for a name and a few figures beside each other, not for all.
import type { RecordColumn } from "@/api/types";

const isFigure = ({ type }: RecordColumn) => type === "money" || type === "integer" || type === "number";

/** Things are known by their title, with its SKU below, or else by their key; ids come last. */
export function placed(columns: readonly RecordColumn[]) {
  const shown = columns.filter((column) => column.default);
  const title = shown.find((column) => column.name === "title");
  const name = title ?? shown[0];
  const others = shown.filter((column) => column !== name && !(title && column.name === "sku"));
  const words = others.filter((column) => !isFigure(column));
  const isId = (column: RecordColumn) => column.name.endsWith("_id");
  return {
    name,
    figures: others.filter(isFigure),
    rest: [...words.filter((column) => !isId(column)), ...words.filter(isId)],
  };
}
