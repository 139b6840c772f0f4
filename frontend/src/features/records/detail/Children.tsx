// What belongs to the record, such as an order's line items, as a table.
import type { RecordStream } from "@/api/types";
import { Cell, HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { toText } from "../columns";
import { Value } from "../Value";
import { Section } from "./Section";

type Child = RecordStream["children"][number];
type Columns = Child["columns"];
type ChildrenProps = { child: Child; rows: Record<string, unknown>[] };

export function Children({ child, rows }: ChildrenProps) {
  const columns = nameFirst(child.columns.filter((column) => column.default));
  const key = child.columns[0]?.name ?? "";
  return (
    <Section title={child.title} aside={rows.length}>
      <div className="-mx-4 overflow-x-auto">
        <Table aria-label={child.title}>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell
                  key={column.name}
                  className={cn("px-2 first:pl-4 last:pr-4", isNumeric(column.type) && "text-right")}
                >
                  {column.title}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={String(row[key] ?? index)} className="[&:last-child>td]:border-b-0">
                {columns.map((column) => (
                  <Cell
                    key={column.name}
                    className={cn(
                      "px-2 align-top first:pl-4 last:pr-4",
                      isNumeric(column.type) ? "text-right" : "whitespace-nowrap",
                      column.name === "title" && "min-w-52 whitespace-normal",
                    )}
                  >
                    <Value column={column} row={row} />
                    {column.name === "title" && (
                      <span className="block text-muted text-xs">{toText(row.sku)}</span>
                    )}
                  </Cell>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {rows.length === 0 && <p className="text-muted">None.</p>}
    </Section>
  );
}

/** A narrow table begins with what people know a thing by (its SKU stands below) and ends with its ids. */
function nameFirst(columns: Columns): Columns {
  const name = columns.filter((column) => column.name === "title");
  const ids = columns.filter((column) => column.name.endsWith("_id"));
  const placed = new Set([...name, ...ids]);
  const rest = columns.filter((column) => !placed.has(column) && !(name.length > 0 && column.name === "sku"));
  return [...name, ...rest, ...ids];
}

const isNumeric = (type: string) => type === "money" || type === "integer" || type === "number";
