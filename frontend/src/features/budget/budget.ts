// What the figures of a quota mean for those who wait for their data.
import type { CallBudgets, CallQuota } from "@/api/types";
import type { Tone } from "@/lib/words";

type Shares = CallBudgets["shares"];
type State = { tone: Tone; label: string };

/** Quotas that a stream needs, and what rests; eBay tells of many more. */
export const isRelevant = ({ streams, blocked_until }: CallQuota) =>
  streams.length > 0 || blocked_until !== null;

/** Of a quota without streams: who the seller is and what eBay allows is asked beside them. */
export const nobodysWords = ({ used, blocked_until }: CallQuota) =>
  used || blocked_until ? "used beside the streams" : "no stream needs it";

export const shareUsed = ({ limit, used }: CallQuota) => (limit ? Math.min(1, (used ?? 0) / limit) : null);

export const callsLeft = ({ limit, used }: CallQuota) => (limit ? Math.max(0, limit - (used ?? 0)) : null);

export function stateOf(quota: CallQuota, shares: Shares): State {
  const share = shareUsed(quota);
  if (quota.blocked_until) return { tone: "bad", label: "Rests" };
  if (share === null) return { tone: "neutral", label: "No quota known" };
  if (share >= 1) return { tone: "bad", label: "Used up" };
  if (share >= shares.scheduled) return { tone: "warn", label: "Kept for your runs" };
  if (share >= shares.deep) return { tone: "warn", label: "Older records wait" };
  return { tone: "ok", label: "Enough" };
}

/** What waits is shown first, then what is used most. */
export const byUrgency = (a: CallQuota, b: CallQuota) =>
  Number(b.blocked_until !== null) - Number(a.blocked_until !== null) ||
  (shareUsed(b) ?? 0) - (shareUsed(a) ?? 0) ||
  a.resource.localeCompare(b.resource);
