// Page state in the address, written as a plain query string; a repeated key is a list.
export type RawSearch = Record<string, string | string[]>;

export function parseSearch(search: string): RawSearch {
  const params = new URLSearchParams(search);
  const raw: RawSearch = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    raw[key] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return raw;
}

export function stringifySearch(search: Record<string, unknown>) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one !== undefined && one !== null && one !== "") params.append(key, String(one));
    }
  }
  const text = params.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
  return text && `?${text}`;
}

export const textParam = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

export function listParam(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === "string" && one !== "",
  );
  return list.length > 0 ? (list as string[]) : undefined;
}

/** From the address it comes as text, from the router's own state as a number. */
export function numberParam(value: unknown) {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

/** An address inside this app, never another site's. */
export const safePath = (value: string | undefined) => (value && /^\/(?![/\\])/.test(value) ? value : "/");
