// One node of a JSON tree: a value, or an object or list that opens.
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { cn } from "@/lib/cn";
import type { Json } from "@/lib/payload";
import { childPath, entriesOf, type Matches } from "./search";

type JsonNodeProps = {
  name: string | null;
  value: Json;
  path: string;
  depth: number;
  openTo: number;
  matches: Matches;
};

/** Long lists are shown in parts: a page of orders is thousands of nodes. */
const CHUNK = 50;

const KIND = {
  string: "text-ok",
  number: "text-accent",
  boolean: "text-warn",
  object: "text-faint",
} as Record<string, string>;

const Marked = ({
  text,
  needle,
  className,
}: {
  text: string;
  needle: string;
  className?: string | undefined;
}) => (
  <span
    className={cn(
      className,
      needle && text.toLowerCase().includes(needle) && "rounded-sm bg-warn-soft text-warn",
    )}
  >
    {text}
  </span>
);

export function JsonNode({ name, value, path, depth, openTo, matches }: JsonNodeProps) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const [shown, setShown] = useState(CHUNK);
  const entries = entriesOf(value);
  const label = name !== null && <Marked text={name} needle={matches.text} className="text-muted" />;
  if (typeof value !== "object" || value === null || entries.length === 0) {
    const text =
      typeof value === "object" && value !== null
        ? Array.isArray(value)
          ? "[]"
          : "{}"
        : JSON.stringify(value);
    return (
      <div className="whitespace-pre pl-4">
        {label}
        {label && ": "}
        <Marked text={text} needle={matches.text} className={KIND[typeof value]} />
      </div>
    );
  }
  const isOpen = choice ?? (matches.text ? matches.paths.has(path) : depth < openTo);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChoice(!isOpen)}
        className="flex items-center rounded-sm hover:bg-line/60"
      >
        <ChevronRight className={cn("mr-1 size-3 shrink-0 text-faint", isOpen && "rotate-90")} aria-hidden />
        {label}
        <span className="ml-1 text-faint">{size}</span>
      </button>
      {isOpen && (
        <div className="ml-1.5 border-line border-l pl-2">
          {entries.slice(0, shown).map(([key, child]) => (
            <JsonNode
              key={key}
              name={key}
              value={child}
              path={childPath(path, key)}
              depth={depth + 1}
              openTo={openTo}
              matches={matches}
            />
          ))}
          {entries.length > shown && (
            <button
              type="button"
              onClick={() => setShown(shown + CHUNK)}
              className="pl-4 text-accent hover:underline"
            >
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}
