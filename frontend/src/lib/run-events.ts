// A run's event stream that mends itself: it opens again after the last line it has, with growing pauses.
import type { Run, RunEvent } from "@/api/types";

export type StreamState = "connecting" | "live" | "retrying" | "ended";

export type RunEventHandlers = {
  onLog: (event: RunEvent) => void;
  onRun: (run: Run) => void;
  onState: (state: StreamState) => void;
};

type Listener = (message: MessageEvent<string>) => void;
export type Source = { addEventListener: (type: string, listener: Listener) => void; close: () => void };
type Options = { createSource?: (url: string) => Source; firstDelayMs?: number };

const LONGEST_DELAY_MS = 10_000;

/** Follows a run until it ends; returns the function that stops following. */
export function followRun(address: string, handlers: RunEventHandlers, options: Options = {}): () => void {
  const { createSource = (url) => new EventSource(url), firstDelayMs = 500 } = options;
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastSeq = 0;
  let failures = 0;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const onLog = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as RunEvent;
    if (event.seq <= lastSeq) return;
    lastSeq = event.seq;
    handlers.onLog(event);
  };
  const onRun = (message: MessageEvent<string>) => handlers.onRun(JSON.parse(message.data) as Run);
  const onEnd = (message: MessageEvent<string>) => {
    close();
    onRun(message);
    handlers.onState("ended");
  };
  const onOpen = () => {
    failures = 0;
    handlers.onState("live");
  };
  const onError = () => {
    close();
    handlers.onState("retrying");
    timer = setTimeout(open, Math.min(firstDelayMs * 2 ** failures, LONGEST_DELAY_MS));
    failures += 1;
  };
  function open() {
    source = createSource(lastSeq > 0 ? `${address}?after=${lastSeq}` : address);
    source.addEventListener("open", onOpen);
    source.addEventListener("log", onLog);
    source.addEventListener("run", onRun);
    source.addEventListener("end", onEnd);
    source.addEventListener("error", onError);
  }
  handlers.onState("connecting");
  open();
  return close;
}
