// Moving through the grid by keyboard: j/k and arrows, Home/End, Enter opens, Esc closes.
import { type KeyboardEvent, useEffect, useState } from "react";

type Options = {
  ids: readonly string[];
  openId: string | undefined;
  onOpen: ((id: string | undefined) => void) | undefined;
  scrollTo: (index: number) => void;
};

const PAGE = 20;
const STEPS: Record<string, number> = {
  j: 1,
  ArrowDown: 1,
  k: -1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Where a key leads from a row; null when the key does not move. */
export function stepTo(key: string, from: number, count: number) {
  const step = STEPS[key];
  if (step === undefined || count === 0) return null;
  if (from < 0) return step === Number.POSITIVE_INFINITY ? count - 1 : 0;
  return Math.min(count - 1, Math.max(0, from + step));
}

export function useGridKeys({ ids, openId, onOpen, scrollTo }: Options) {
  const [cursor, setCursor] = useState<string | null>(null);
  useEffect(() => {
    if (openId) setCursor(openId);
  }, [openId]);

  /** Moves as the key says; false when it does not move. */
  const move = (key: string) => {
    const next = stepTo(key, cursor ? ids.indexOf(cursor) : -1, ids.length);
    const id = next === null ? undefined : ids[next];
    if (next === null || !id) return false;
    setCursor(id);
    scrollTo(next);
    if (openId) onOpen?.(id);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isOwn = event.target === event.currentTarget;
    if (!isOwn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && cursor) onOpen?.(cursor);
    else if (event.key === "Escape" && openId) onOpen?.(undefined);
    else if (!move(event.key)) return;
    event.preventDefault();
  };
  return { cursor, setCursor, onKeyDown, move };
}
