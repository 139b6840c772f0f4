// Short notices at the edge of the page, sent from anywhere.
import { useSyncExternalStore } from "react";
import type { Tone } from "./words";

export type Notice = { id: number; tone: Tone; title: string; detail?: string };

let notices: readonly Notice[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Notice[]) {
  notices = next;
  for (const listener of listeners) listener();
}

export function notify(notice: Omit<Notice, "id">) {
  const repeated = notices.find(({ title }) => title === notice.title);
  const kept = repeated ? notices.filter(({ id }) => id !== repeated.id) : notices;
  publish([...kept.slice(-3), { ...notice, id: nextId++ }]);
}

export const dismiss = (id: number) => publish(notices.filter((notice) => notice.id !== id));

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useNotices = () => useSyncExternalStore(subscribe, () => notices);
