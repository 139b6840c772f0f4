// Any JSON as a tree: search, expand, copy.
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { Json } from "@/lib/payload";
import { CopyButton } from "../CopyButton";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { JsonNode } from "./JsonNode";
import { findMatches } from "./search";

type JsonViewerProps = { value: unknown; label: string };

export function JsonViewer({ value, label }: JsonViewerProps) {
  const [text, setText] = useState("");
  const [depth, setDepth] = useState(1);
  const json = value as Json;
  const matches = useMemo(() => findMatches(json, text.trim()), [json, text]);
  return (
    <div>
      <div className="mb-1.5 flex items-center gap-1.5">
        <span className="relative min-w-0 flex-1">
          <Search className="pointer-events-none absolute top-2 left-2 size-3 text-faint" aria-hidden />
          <Input
            aria-label={`Search in ${label.toLowerCase()}`}
            placeholder="Find a name or value"
            className="pl-6.5"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        {text.trim() && <span className="text-muted text-xs">{matches.hits} found</span>}
        <Button look="ghost" size="sm" onClick={() => setDepth(depth > 1 ? 1 : 99)}>
          {depth > 1 ? "Collapse" : "Expand all"}
        </Button>
        <CopyButton text={() => JSON.stringify(value, null, 2)} label="Copy all as JSON" />
      </div>
      <div
        role="region"
        aria-label={label}
        className="overflow-x-auto rounded-md border bg-sunken/60 p-2 font-mono text-xs leading-[1.15rem]"
      >
        <JsonNode key={depth} name={null} value={json} path="$" depth={0} openTo={depth} matches={matches} />
      </div>
    </div>
  );
}
