// A run's counts in one line; what is zero is left out, except when all are.
import type { Counts } from "@/api/types";
import { formatCount } from "@/lib/numbers";

const NAMES = ["created", "updated", "unchanged", "rejected"] as const;

export function CountsLine({ counts }: { counts: Counts }) {
  const parts = NAMES.filter((name) => counts[name] > 0);
  return (
    <span className="whitespace-nowrap">
      {formatCount(counts.fetched)} fetched
      {parts.map((name) => (
        <span key={name} className={name === "rejected" ? "text-bad" : "text-muted"}>
          {" · "}
          {formatCount(counts[name])} {name}
        </span>
      ))}
    </span>
  );
}
