// Finds a text in names and values of a JSON tree; keeps the paths that lead there.
import type { Json } from "@/lib/payload";

export type Matches = { text: string; hits: number; paths: ReadonlySet<string> };

export const childPath = (path: string, key: string) => `${path}/${key}`;

export function entriesOf(value: Json): [string, Json][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

export function findMatches(root: Json, text: string): Matches {
  const paths = new Set<string>();
  const needle = text.toLowerCase();
  if (!needle) return { text: "", hits: 0, paths };
  let hits = 0;
  const visit = (name: string, value: Json, path: string): boolean => {
    const isLeaf = typeof value !== "object" || value === null;
    const isHit =
      name.toLowerCase().includes(needle) || (isLeaf && String(value).toLowerCase().includes(needle));
    if (isHit) hits += 1;
    let leads = isHit;
    for (const [key, child] of entriesOf(value)) {
      const isInside = visit(key, child, childPath(path, key));
      leads = leads || isInside;
    }
    if (leads) paths.add(path);
    return leads;
  };
  visit("", root, "$");
  return { text: needle, hits, paths };
}
