// The lines themselves: only those in sight exist; the tail is followed until one scrolls up.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import type { RunEvent } from "@/api/types";
import { LogLine } from "./LogLine";

type LogLinesProps = { lines: readonly RunEvent[]; follow: boolean; onFollow: (follow: boolean) => void };

const LINE_HEIGHT = 22;
const NEAR_END = 24;

export function LogLines({ lines, follow, onFollow }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.seq ?? index,
    overscan: 20,
  });
  const count = lines.length;
  useEffect(() => {
    if (follow && count > 0) virtualizer.scrollToIndex(count - 1, { align: "end" });
  }, [follow, count, virtualizer]);
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const isUp = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd && !follow) onFollow(true);
    if (isUp && !isAtEnd && follow) onFollow(false);
  };
  const toggle = useCallback((seq: number) => {
    setOpened((current) => {
      const next = new Set(current);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }, []);
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      tabIndex={0}
      role="log"
      aria-label="Log lines"
      aria-live="off"
      className="min-h-0 flex-1 overflow-auto py-1 font-mono text-xs focus-visible:outline-offset-[-2px]"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return line ? (
            <div
              key={key}
              data-index={index}
              ref={virtualizer.measureElement}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine line={line} isOpen={opened.has(line.seq)} onToggle={toggle} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
