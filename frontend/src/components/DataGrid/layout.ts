// Changes to a grid's layout, and its repair when the columns are no longer those it was saved for.
import type { GridColumn, GridLayout } from "./types";

type Columns = readonly Pick<GridColumn<never>, "id" | "isDefault">[];

export function defaultLayout(columns: Columns): GridLayout {
  return {
    order: columns.map(({ id }) => id),
    hidden: columns.filter(({ isDefault }) => isDefault === false).map(({ id }) => id),
    pinned: columns[0] ? [columns[0].id] : [],
    widths: {},
  };
}

const strings = (value: unknown) =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

function widths(value: unknown, known: ReadonlySet<string>) {
  const pairs = Object.entries((value ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, number] => known.has(pair[0]) && typeof pair[1] === "number"),
  );
}

/** Fits a stored layout to today's columns: unknown ones go, new ones come in at the end as they are by default. */
export function repairLayout(stored: unknown, columns: Columns): GridLayout {
  const fallback = defaultLayout(columns);
  if (typeof stored !== "object" || stored === null) return fallback;
  const saved = stored as Record<keyof GridLayout, unknown>;
  const known = new Set(fallback.order);
  const order = [...new Set(strings(saved.order))].filter((id) => known.has(id));
  const added = fallback.order.filter((id) => !order.includes(id));
  const hidden = strings(saved.hidden).filter((id) => known.has(id));
  return {
    order: [...order, ...added],
    hidden: [...hidden, ...fallback.hidden.filter((id) => added.includes(id))],
    pinned: strings(saved.pinned).filter((id) => known.has(id)),
    widths: widths(saved.widths, known),
  };
}

const toggled = (list: string[], id: string) =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id];

export const toggleHidden = (layout: GridLayout, id: string): GridLayout => ({
  ...layout,
  hidden: toggled(layout.hidden, id),
});

export const togglePinned = (layout: GridLayout, id: string): GridLayout => ({
  ...layout,
  pinned: toggled(layout.pinned, id),
});

/** Moves a column to where another one stands. */
export function moveColumn(layout: GridLayout, id: string, target: string): GridLayout {
  const to = layout.order.indexOf(target);
  const rest = layout.order.filter((one) => one !== id);
  if (to < 0 || rest.length === layout.order.length) return layout;
  return { ...layout, order: [...rest.slice(0, to), id, ...rest.slice(to)] };
}

/** The visible columns from left to right: pinned ones first. */
export function visibleOrder(layout: GridLayout) {
  const shown = layout.order.filter((id) => !layout.hidden.includes(id));
  const pinned = layout.pinned.filter((id) => shown.includes(id));
  return [...pinned, ...shown.filter((id) => !pinned.includes(id))];
}
