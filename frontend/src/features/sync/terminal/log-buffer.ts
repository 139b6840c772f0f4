// The lines of a run's log and those of them that pass the filter; made for 100,000 lines and more.
import type { RunEvent } from "@/api/types";

export type Level = RunEvent["level"];
export type LogFilter = { levels: readonly Level[]; text: string };
export type LogSnapshot = { visible: readonly RunEvent[]; total: number; dropped: number };

export const LEVELS: readonly Level[] = ["debug", "info", "warning", "error"];
export const EVERYTHING: LogFilter = { levels: LEVELS, text: "" };

const SEARCHED = ["method", "path", "key", "ebay_request_id", "status"];

function matches({ level, message, kind, data }: RunEvent, { levels, text }: LogFilter) {
  if (!levels.includes(level)) return false;
  if (!text) return true;
  const extras = SEARCHED.map((name) => data[name] ?? "").join(" ");
  return `${message} ${kind} ${extras}`.toLowerCase().includes(text);
}

export class LogBuffer {
  #lines: RunEvent[] = [];
  #waiting: RunEvent[] = [];
  #visible: RunEvent[] = [];
  #filter = EVERYTHING;
  #dropped = 0;
  #snapshot: LogSnapshot = { visible: [], total: 0, dropped: 0 };
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly capacity = 250_000,
    readonly pauseMs = 60,
  ) {}

  /** Takes a line; what is shown changes a moment later, together with other lines of that moment. */
  append = (event: RunEvent) => {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(this.flush, this.pauseMs);
  };

  flush = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const fresh = this.#waiting;
    this.#waiting = [];
    for (const line of fresh) {
      this.#lines.push(line);
      if (matches(line, this.#filter)) this.#visible.push(line);
    }
    if (this.#lines.length > this.capacity) this.#dropOldest();
    this.#publish();
  };

  setFilter = (filter: LogFilter) => {
    this.#filter = { ...filter, text: filter.text.trim().toLowerCase() };
    this.#visible = this.#lines.filter((line) => matches(line, this.#filter));
    this.#publish();
  };

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  getSnapshot = () => this.#snapshot;

  #dropOldest() {
    const excess = this.#lines.length - Math.floor(this.capacity * 0.9);
    this.#lines.splice(0, excess);
    this.#dropped += excess;
    const first = this.#lines[0]?.seq ?? 0;
    this.#visible = this.#visible.filter(({ seq }) => seq >= first);
  }

  #publish() {
    this.#snapshot = {
      visible: this.#visible.slice(),
      total: this.#lines.length + this.#dropped,
      dropped: this.#dropped,
    };
    for (const listener of this.#listeners) listener();
  }
}
