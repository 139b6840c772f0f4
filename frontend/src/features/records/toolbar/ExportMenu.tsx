// Downloads what the grid shows: the same filters, order and columns.
import { Download } from "lucide-react";
import { client } from "@/api/generated/client.gen";
import type { RecordStream } from "@/api/types";
import { visibleOrder } from "@/components/DataGrid/layout";
import type { GridLayout } from "@/components/DataGrid/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { Records } from "../useRecords";

const FORMATS = [
  { format: "csv", label: "CSV", hint: "for every spreadsheet" },
  { format: "xlsx", label: "Excel", hint: "XLSX" },
  { format: "ndjson", label: "NDJSON", hint: "a record a line" },
] as const;

type ExportMenuProps = { stream: RecordStream; records: Records; layout: GridLayout };

export function ExportMenu({ stream, records, layout }: ExportMenuProps) {
  const { query, sort } = records;
  const known = new Set(stream.columns.map(({ name }) => name));
  const columns = visibleOrder(layout)
    .filter((id) => known.has(id))
    .join(",");
  const address = (format: string) =>
    client.buildUrl({
      url: "/records/{stream}/export",
      path: { stream: stream.name },
      query: { ...query, sort, columns, format },
    });
  return (
    <Menu
      className="min-w-56"
      trigger={
        <Button>
          <Download /> <span className="max-sm:sr-only">Export</span>
        </Button>
      }
    >
      <MenuLabel>All matching records, shown columns</MenuLabel>
      {FORMATS.map(({ format, label, hint }) => (
        <MenuItem key={format} asChild>
          <a href={address(format)} download>
            {label} <span className="ml-auto text-faint text-xs">{hint}</span>
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}
