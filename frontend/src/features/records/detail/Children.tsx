// What belongs to the record, such as an order's line items: a table of figures, and the rest below each name.
// On a phone the figures stand below the name too.
import type { RecordColumn, RecordStream } from "@/api/types";
import { Cell, HeadCell, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { toText } from "../columns";
import { Value } from "../Value";
import { placed } from "./placed";
import { Section } from "./Section";

type Child = RecordStream["children"][number];
type Row = Record<string, unknown>;
type ChildrenProps = { child: Child; rows: Row[] };

const EDGES = "px-2 first:pl-4 last:pr-4";

export function Children({ child, rows }: ChildrenProps) {
  if (child.columns.length === 0) return null;
  return (
    <Section title={child.title} aside={rows.length}>
      {rows.length > 0 ? <ChildTable child={child} rows={rows} /> : <p className="text-muted">None.</p>}
    </Section>
  );
}

function ChildTable({ child, rows }: ChildrenProps) {
  const { name, figures, rest } = placed(child.columns);
  const key = child.columns[0]?.name ?? "";
  if (!name) return null;
  return (
    <div className="-mx-4 overflow-x-auto">
      <Table aria-label={child.title}>
        <thead className="max-md:hidden">
          <tr>
            <HeadCell className={EDGES}>{name.title}</HeadCell>
            {figures.map((column) => (
              <HeadCell key={column.name} className={`${EDGES} text-right`}>
                {column.title}
              </HeadCell>
            ))}
          </tr>
        </thead>
        {rows.map((row, index) => (
          <tbody key={String(row[key] ?? index)} className="group/item">
            <tr>
              <Cell className={`${EDGES} min-w-40 border-b-0 pb-0 align-top`}>
                <Value column={name} row={row} />
                {name.name === "title" && <span className="block text-muted text-xs">{toText(row.sku)}</span>}
              </Cell>
              {figures.map((column) => (
                <Cell
                  key={column.name}
                  className={`${EDGES} whitespace-nowrap border-b-0 pb-0 text-right align-top max-md:hidden`}
                >
                  <Value column={column} row={row} />
                </Cell>
              ))}
            </tr>
            <tr>
              <Cell
                colSpan={figures.length + 1}
                className="px-4 pt-1 pb-2 group-last/item:border-b-0 lg:px-4"
              >
                <Pairs columns={figures} row={row} className="mb-1 font-medium md:hidden" />
                <Pairs columns={rest} row={row} />
              </Cell>
            </tr>
          </tbody>
        ))}
      </Table>
    </div>
  );
}

type PairsProps = { columns: readonly RecordColumn[]; row: Row; className?: string };

const Pairs = ({ columns, row, className }: PairsProps) => (
  <dl className={cn("flex flex-wrap gap-x-4 gap-y-1 text-xs", className)}>
    {columns
      .filter(({ name }) => toText(row[name]))
      .map((column) => (
        <div key={column.name} className="flex items-baseline gap-1.5">
          <dt className="whitespace-nowrap text-muted">{column.title}</dt>
          <dd>
            <Value column={column} row={row} />
          </dd>
        </div>
      ))}
  </dl>
);
