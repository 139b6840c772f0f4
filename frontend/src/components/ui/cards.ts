// A table whose rows are cards on a phone: two columns without lines between the cells, which say themselves what they are.
export const CARDS = {
  table: "max-md:block",
  head: "max-md:hidden",
  body: "max-md:block",
  row: "max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:px-3 max-md:py-2.5 max-md:[&>td]:block max-md:[&>td]:h-auto max-md:[&>td]:min-w-0 max-md:[&>td]:border-0 max-md:[&>td]:p-0",
  /** A cell that says less than its neighbours. */
  quiet: "max-md:text-muted max-md:text-xs",
  /** A cell over both columns. */
  wide: "max-md:col-span-2",
  /** What a cell's column is called, where no header says so. */
  name: "text-muted md:hidden",
};
