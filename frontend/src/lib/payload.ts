// Reading eBay's JSON without trusting its shape.
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function pick(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

export const textAt = (value: unknown, ...path: (string | number)[]) => {
  const found = pick(value, ...path);
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
};

export const listAt = (value: unknown, ...path: (string | number)[]): unknown[] => {
  const found = pick(value, ...path);
  return Array.isArray(found) ? found : [];
};
