// How much of a quota is used, with marks where scheduled runs and older records stop.
import type { CallBudgets } from "@/api/types";
import { cn } from "@/lib/cn";
import type { Tone } from "@/lib/words";

const FILL: Partial<Record<Tone, string>> = { bad: "bg-bad", warn: "bg-warn" };

type CallBarProps = { share: number; tone: Tone; label: string; shares: CallBudgets["shares"] };

export const CallBar = ({ share, tone, label, shares }: CallBarProps) => (
  <div
    role="meter"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(share * 100)}
    className="relative h-2 w-40 overflow-hidden rounded-full bg-line md:max-lg:w-28"
  >
    <div className={cn("h-full", FILL[tone] ?? "bg-accent")} style={{ width: `${share * 100}%` }} />
    {[shares.deep, shares.scheduled].map((mark) => (
      <span
        key={mark}
        aria-hidden
        className="absolute inset-y-0 w-0.5 bg-faint"
        style={{ left: `${mark * 100}%` }}
      />
    ))}
  </div>
);
