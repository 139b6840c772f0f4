// eBay's constants in plain words, and the tone each status is shown in.
export type Tone = "neutral" | "ok" | "warn" | "bad" | "accent";

/** What eBay's pages call it, where its constants do not tell. */
const CALLED: Record<string, string> = {
  AdType: "Classified ad",
  Chinese: "Auction",
  FixedPriceItem: "Fixed price",
  GTC: "Good 'til cancelled",
};

/** "NOT_STARTED" → "Not started", "LeadGeneration" → "Lead generation", "Days_7" → "7 days". */
export function humanize(constant: string) {
  if (CALLED[constant]) return CALLED[constant];
  const days = constant.match(/^Days_(\d+)$/)?.[1];
  if (days) return days === "1" ? "1 day" : `${days} days`;
  const words = constant
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/_/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const yesOrNo = (value: boolean) => (value ? "Yes" : "No");

const TONES: [RegExp, Tone][] = [
  [/^(none|not_)/i, "neutral"],
  [/^(fulfilled|paid|succeeded|connected|active|completed|admin)$/i, "ok"],
  [/(failed|cancel+ed|refused|error|fully_refunded)/i, "bad"],
  [/(pending|requested|partially|in_progress|reconnect|stopping|action_needed|^open$)/i, "warn"],
  [/^(running|queued)$/i, "accent"],
];

export const toneOf = (status: string): Tone =>
  TONES.find(([pattern]) => pattern.test(status))?.[1] ?? "neutral";
