// A dot and a word: are the API and its database there?
import { useConnection } from "@/api/health";
import { cn } from "@/lib/cn";

const LOOKS = {
  unknown: ["Connecting", "bg-faint animate-pulse-soft"],
  ok: ["Online", "bg-ok"],
  starting: ["Starting", "bg-warn animate-pulse-soft"],
  noDatabase: ["No database", "bg-bad animate-pulse-soft"],
  lost: ["Offline", "bg-bad animate-pulse-soft"],
} as const;

export function ConnectionState() {
  const [label, dot] = LOOKS[useConnection().state];
  return (
    <span className="flex items-center gap-1.5 text-muted text-xs" role="status" aria-label={`API: ${label}`}>
      <span className={cn("size-1.5 rounded-full", dot)} aria-hidden />
      {label}
    </span>
  );
}
