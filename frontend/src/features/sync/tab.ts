// The look of a tab; its focus ring lies inside, as the list of tabs cuts off what is beyond it.
export const TAB =
  "h-full border-b-2 border-transparent px-1 font-medium text-muted hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink";
