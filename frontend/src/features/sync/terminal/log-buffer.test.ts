import { describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/api/types";
import { EVERYTHING, LogBuffer } from "./log-buffer";

const line = (seq: number, part: Partial<RunEvent> = {}): RunEvent => ({
  seq,
  at: "2026-03-01T12:00:00Z",
  level: "info",
  kind: "note",
  message: `line ${seq}`,
  data: {},
  ...part,
});

function filled(lines: RunEvent[], capacity?: number) {
  const buffer = new LogBuffer(capacity);
  for (const one of lines) buffer.append(one);
  buffer.flush();
  return buffer;
}

const seqs = (buffer: LogBuffer) => buffer.getSnapshot().visible.map(({ seq }) => seq);

describe("the log buffer", () => {
  it("shows nothing before the pause, then all lines of the pause at once", () => {
    vi.useFakeTimers();
    const buffer = new LogBuffer(1000, 50);
    const seen = vi.fn();
    buffer.subscribe(seen);
    buffer.append(line(1));
    buffer.append(line(2));
    expect(seqs(buffer)).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(seqs(buffer)).toEqual([1, 2]);
    expect(seen).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it("filters by level and text, old lines and new ones", () => {
    const buffer = filled([
      line(1),
      line(2, { level: "error" }),
      line(3, { message: "Retry soon", level: "error" }),
    ]);
    buffer.setFilter({ levels: ["error"], text: " RETRY " });
    expect(seqs(buffer)).toEqual([3]);
    buffer.append(line(4, { message: "retry again", level: "error" }));
    buffer.append(line(5, { message: "retry again" }));
    buffer.flush();
    expect(seqs(buffer)).toEqual([3, 4]);
    buffer.setFilter(EVERYTHING);
    expect(seqs(buffer)).toEqual([1, 2, 3, 4, 5]);
    expect(buffer.getSnapshot().total).toBe(5);
  });

  it("finds a request by its path, status and eBay's request id", () => {
    const data = { path: "/sell/fulfillment/v1/order", status: 500, ebay_request_id: "rq-77" };
    const buffer = filled([line(1), line(2, { kind: "request", data })]);
    for (const text of ["v1/order", "500", "RQ-77", "request"]) {
      buffer.setFilter({ ...EVERYTHING, text });
      expect(seqs(buffer)).toEqual([2]);
    }
  });

  it("drops the oldest lines beyond its capacity and counts them", () => {
    const buffer = filled(
      Array.from({ length: 101 }, (_, index) => line(index + 1)),
      100,
    );
    const { visible, total, dropped } = buffer.getSnapshot();
    expect([visible.length, total, dropped]).toEqual([90, 101, 11]);
    expect(visible[0]?.seq).toBe(12);
  });

  it("takes 100,000 lines and searches them quickly", () => {
    const buffer = filled(Array.from({ length: 100_000 }, (_, index) => line(index + 1)));
    const begin = performance.now();
    buffer.setFilter({ ...EVERYTHING, text: "line 99999" });
    expect(seqs(buffer)).toEqual([99_999]);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
