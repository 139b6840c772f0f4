// Column widths as one CSS grid template, so that resizing repaints without rendering rows again.
import type { CSSProperties } from "react";

export type PlacedColumn = { id: string; width: number; isPinned: boolean };

export const ROW_HEIGHT = 30;
export const HEADER_HEIGHT = 30;

export function gridStyle(columns: readonly PlacedColumn[]): CSSProperties {
  const variables: Record<string, string> = {};
  let left = 0;
  for (const { id, width, isPinned } of columns) {
    if (isPinned) variables[pinVariable(id)] = `${left}px`;
    left += width;
  }
  const template = columns.map(({ width }) => `${width}px`).join(" ");
  return { ...variables, "--columns": `${template} minmax(0, 1fr)`, "--width": `${left}px` } as CSSProperties;
}

const pinVariable = (id: string) => `--pin-${id}`;

export const pinStyle = (id: string): CSSProperties => ({ left: `var(${pinVariable(id)})` });
