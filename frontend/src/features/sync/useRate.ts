// Records a second over the last ten seconds, from the counts as they come in; without any it falls to nothing.
import { useEffect, useRef, useState } from "react";

type Sample = { at: number; count: number };

const WINDOW_MS = 10_000;
const EVERY_MS = 1_000;

export function rateOf(samples: readonly Sample[]) {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < 800) return null;
  return ((last.count - first.count) * 1000) / (last.at - first.at);
}

export function withSample(samples: readonly Sample[], sample: Sample) {
  return [...samples.filter(({ at, count }) => sample.at - at <= WINDOW_MS && count <= sample.count), sample];
}

export function useRate(runId: number, count: number) {
  const samples = useRef<{ runId: number; list: Sample[] }>({ runId, list: [] });
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    const sample = () => {
      const known = samples.current.runId === runId ? samples.current.list : [];
      const list = withSample(known, { at: performance.now(), count });
      samples.current = { runId, list };
      setRate(rateOf(list));
    };
    sample();
    const timer = setInterval(sample, EVERY_MS);
    return () => clearInterval(timer);
  }, [runId, count]);
  return rate;
}
