// One line of the log: time, kind, message; requests are coloured by their status and open to their data.
import { ChevronRight } from "lucide-react";
import { memo } from "react";
import type { RunEvent } from "@/api/types";
import { cn } from "@/lib/cn";
import { formatClock, formatUtc } from "@/lib/time";
import { LineDetails } from "./LineDetails";
import { RequestSummary } from "./RequestSummary";

type LogLineProps = { line: RunEvent; isOpen: boolean; onToggle: (seq: number) => void };

const LEVEL_COLOURS: Record<RunEvent["level"], string> = {
  debug: "text-faint",
  info: "text-ink",
  warning: "text-warn",
  error: "text-bad",
};

const KIND_COLOURS: Record<string, string> = {
  start: "text-accent",
  end: "text-accent",
  stop: "text-accent",
  retry: "text-warn",
  takeover: "text-warn",
  rejected: "text-bad",
};

function LogLineView({ line, isOpen, onToggle }: LogLineProps) {
  const hasData = Object.keys(line.data).length > 0;
  return (
    <div
      className={cn(
        "group/line border-transparent border-l-2",
        line.level === "error" && "border-bad",
        line.level === "warning" && "border-warn",
        isOpen && "bg-surface",
      )}
    >
      <button
        type="button"
        disabled={!hasData}
        aria-expanded={hasData ? isOpen : undefined}
        onClick={() => onToggle(line.seq)}
        className="flex min-h-[22px] w-full items-baseline gap-x-3 px-2.5 py-0.5 text-left max-md:flex-wrap max-md:py-1 enabled:hover:bg-surface disabled:cursor-text disabled:select-text"
      >
        <span className="shrink-0 text-faint" title={formatUtc(line.at)}>
          {formatClock(line.at)}
        </span>
        <span
          className={cn(
            "w-[4.5rem] shrink-0 truncate max-md:flex-1",
            KIND_COLOURS[line.kind] ?? "text-faint",
          )}
        >
          {line.kind === "rejected" ? "set aside" : line.kind}
        </span>
        <span
          className={cn(
            "min-w-0 flex-1 max-md:order-last max-md:basis-full",
            LEVEL_COLOURS[line.level],
            isOpen ? "whitespace-pre-wrap break-words" : "max-md:break-words md:truncate",
          )}
        >
          {line.kind === "request" ? <RequestSummary line={line} /> : line.message}
        </span>
        {hasData && (
          <ChevronRight
            className={cn(
              "size-3 shrink-0 self-center text-faint opacity-40 group-hover/line:opacity-100",
              isOpen && "rotate-90 opacity-100",
            )}
            aria-hidden
          />
        )}
      </button>
      {isOpen && <LineDetails line={line} />}
    </div>
  );
}

export const LogLine = memo(LogLineView);
