// eBay's constants in plain words, and the tone each status is shown in.
export type Tone = "neutral" | "ok" | "warn" | "bad" | "accent";

/** "NOT_STARTED" → "Not started", "FixedPriceItem" → "Fixed price item". */
export function humanize(constant: string) {
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
  [/(pending|requested|partially|in_progress|reconnect|stopping)/i, "warn"],
  [/^(running|queued)$/i, "accent"],
];

export const toneOf = (status: string): Tone =>
  TONES.find(([pattern]) => pattern.test(status))?.[1] ?? "neutral";
