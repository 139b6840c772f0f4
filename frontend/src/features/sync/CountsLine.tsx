// A run's counts in one line; what is zero is left out, except when all are.
import type { Counts } from "@/api/types";
import { formatCount } from "@/lib/numbers";
import { COUNT_WORDS } from "./counts";

const NAMES = ["created", "updated", "unchanged", "rejected", "new_fields"] as const;

export function CountsLine({ counts }: { counts: Counts }) {
  const parts = NAMES.filter((name) => counts[name] > 0);
  return (
    <span>
      <span className="whitespace-nowrap">{formatCount(counts.fetched)} fetched</span>
      {parts.map((name) => (
        <span key={name} className={name === "rejected" ? "text-bad" : "text-muted"}>
          {" · "}
          <span className="whitespace-nowrap">
            {formatCount(counts[name])} {COUNT_WORDS[name]}
          </span>
        </span>
      ))}
    </span>
  );
}
