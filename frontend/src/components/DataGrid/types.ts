// What a grid is given: columns, rows, and the layout a person chose.
import type { ReactNode } from "react";

export type GridColumn<Row> = {
  id: string;
  title: string;
  width: number;
  align?: "start" | "end";
  sortable?: boolean;
  isDefault?: boolean;
  render: (row: Row) => ReactNode;
  /** The plain value for copying; null or "" copies nothing. */
  text: (row: Row) => string | null;
};

export type GridLayout = {
  order: string[];
  hidden: string[];
  pinned: string[];
  widths: Record<string, number>;
};

export type Sort = { column: string; descending: boolean };
