// The whole log as a file.
import { Download } from "lucide-react";
import { client } from "@/api/generated/client.gen";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";

const FORMATS = [
  ["text", "As text"],
  ["ndjson", "As NDJSON"],
] as const;

export const LogDownload = ({ runId }: { runId: number }) => (
  <Menu
    trigger={
      <Button look="ghost" size="sm">
        <Download /> Download
      </Button>
    }
  >
    {FORMATS.map(([format, label]) => (
      <MenuItem key={format} asChild>
        <a
          download
          href={client.buildUrl({
            url: "/ebay/sync/runs/{run_id}/log",
            path: { run_id: runId },
            query: { format },
          })}
        >
          {label}
        </a>
      </MenuItem>
    ))}
  </Menu>
);
