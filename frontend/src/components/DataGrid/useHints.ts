// Hints at columns out of sight, as no scroll bar does on a phone.
import { type RefObject, useEffect } from "react";

/** Columns under the pinned ones or beyond the edge are hinted at; told to CSS alone, so that nothing renders. */
export function markHidden(grid: HTMLElement) {
  const { scrollLeft, scrollWidth, clientWidth } = grid;
  grid.dataset.scrolled = String(scrollLeft > 0);
  grid.dataset.more = String(scrollLeft + clientWidth < scrollWidth - 1);
}

export function useHints(scroller: RefObject<HTMLDivElement | null>, width: number) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: wider columns change what is beyond the edge
  useEffect(() => {
    const grid = scroller.current;
    if (!grid) return;
    const observer = new ResizeObserver(() => markHidden(grid));
    observer.observe(grid);
    return () => observer.disconnect();
  }, [scroller, width]);
}
