// Connected, reconnect needed (and why), or disconnected.
import type { Account } from "@/api/types";
import { Badge } from "@/components/ui/badge";

const LOOKS = {
  connected: ["ok", "Connected"],
  reconnect_needed: ["warn", "Reconnect needed"],
  disconnected: ["neutral", "Disconnected"],
} as const;

export function AccountStatus({ account }: { account: Account }) {
  const [tone, label] = LOOKS[account.status];
  const reason = account.status_reason ?? (account.status === "disconnected" ? "Its data stays here." : null);
  return (
    <>
      <Badge tone={tone}>{label}</Badge>
      {reason && account.status !== "connected" && <p className="mt-1 text-muted text-xs">{reason}</p>}
    </>
  );
}
