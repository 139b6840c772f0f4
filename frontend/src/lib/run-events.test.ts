import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/api/types";
import { followRun, type Source, type StreamState } from "./run-events";

class FakeSource implements Source {
  isClosed = false;
  #listeners = new Map<string, (message: MessageEvent<string>) => void>();
  constructor(readonly url: string) {}
  addEventListener: Source["addEventListener"] = (type, listener) => {
    this.#listeners.set(type, listener);
  };
  close = () => {
    this.isClosed = true;
  };
  send(type: string, data: unknown = null) {
    this.#listeners.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
  line(seq: number) {
    this.send("log", { seq, message: `line ${seq}` });
  }
}

function follow() {
  const sources: FakeSource[] = [];
  const seqs: number[] = [];
  const runs: unknown[] = [];
  const states: StreamState[] = [];
  const createSource = (url: string) => {
    const source = new FakeSource(url);
    sources.push(source);
    return source;
  };
  const stop = followRun(
    "/events",
    {
      onLog: (event: RunEvent) => seqs.push(event.seq),
      onRun: (run) => runs.push(run),
      onState: (state) => states.push(state),
    },
    { createSource, firstDelayMs: 100 },
  );
  const newest = () => {
    const source = sources.at(-1);
    if (!source) throw new Error("nothing was opened");
    return source;
  };
  return { sources, seqs, runs, states, stop, newest };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("following a run", () => {
  it("passes lines and run states on", () => {
    const { newest, seqs, runs, states } = follow();
    newest().send("open");
    newest().line(1);
    newest().send("run", { id: 7 });
    expect(seqs).toEqual([1]);
    expect(runs).toEqual([{ id: 7 }]);
    expect(states).toEqual(["connecting", "live"]);
  });

  it("opens again after the last line it has, and drops what comes twice", () => {
    const { newest, sources, seqs, states } = follow();
    newest().line(1);
    newest().line(2);
    newest().send("error");
    expect(states.at(-1)).toBe("retrying");
    vi.advanceTimersByTime(100);
    expect(sources.map(({ url }) => url)).toEqual(["/events", "/events?after=2"]);
    newest().line(2);
    newest().line(3);
    expect(seqs).toEqual([1, 2, 3]);
  });

  it("waits longer after each failure, and starts over once it was live", () => {
    const { newest, sources } = follow();
    newest().send("error");
    vi.advanceTimersByTime(100);
    newest().send("error");
    vi.advanceTimersByTime(100);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(100);
    expect(sources).toHaveLength(3);
    newest().send("open");
    newest().send("error");
    vi.advanceTimersByTime(100);
    expect(sources).toHaveLength(4);
  });

  it("ends with the run and does not open again", () => {
    const { newest, sources, runs, states } = follow();
    newest().send("end", { id: 7, status: "succeeded" });
    expect(newest().isClosed).toBe(true);
    expect(runs).toEqual([{ id: 7, status: "succeeded" }]);
    expect(states.at(-1)).toBe("ended");
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });

  it("stops when told so, also while it waits", () => {
    const { newest, sources, stop } = follow();
    newest().send("error");
    stop();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
