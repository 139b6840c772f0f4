// Numbers and money as people read them. Money stays a string: it is never rounded through a float.
const grouped = new Intl.NumberFormat("en-US");

export const formatCount = (count: number) => grouped.format(count);

/** Counts that are estimates are rounded to two digits and say so: "about 1,200,000". */
export function formatEstimate(count: number, exact: boolean) {
  return exact ? formatCount(count) : `about ${formatCount(Number(count.toPrecision(2)))}`;
}

/** "1234.5" → "1,234.50"; what is not a plain decimal is returned as it came. */
export function formatAmount(value: string | number) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) return String(value);
  const [, sign, whole = "", fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "").padEnd(2, "0");
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${digits}`;
}

export function formatRate(perSecond: number) {
  const rounded = perSecond >= 100 ? Math.round(perSecond / 10) * 10 : Math.round(perSecond);
  return `${formatCount(rounded)}/s`;
}

export function formatBytes(bytes: number) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "1 order", "2 orders". */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
