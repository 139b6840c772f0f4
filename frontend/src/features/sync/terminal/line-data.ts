// Reads a request's query and bodies, in whichever of their forms they come.
export function queryPairs(query: unknown): [string, string][] {
  if (typeof query === "string") return [...new URLSearchParams(query)];
  if (Array.isArray(query))
    return query.filter(Array.isArray).map(([name, value]) => [String(name), String(value)]);
  if (typeof query === "object" && query !== null) {
    return Object.entries(query).map(([name, value]) => [name, String(value)]);
  }
  return [];
}

/** A body that is JSON in a string, as JSON; anything else as it is. */
export function parsed(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
