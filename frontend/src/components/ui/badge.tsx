// A status in one or two words, with a dot that carries its tone.
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Tone } from "@/lib/words";

const TONES: Record<Tone, string> = {
  neutral: "text-muted bg-line/60",
  ok: "text-ok bg-ok-soft",
  warn: "text-warn bg-warn-soft",
  bad: "text-bad bg-bad-soft",
  accent: "text-accent bg-accent-soft",
};

type BadgeProps = { tone?: Tone; pulse?: boolean; plain?: boolean; className?: string; children: ReactNode };

export const Badge = ({ tone = "neutral", pulse, plain, className, children }: BadgeProps) => (
  <span
    className={cn(
      "inline-flex h-[1.125rem] max-w-full align-middle items-center gap-1.5 rounded-sm px-1.5 font-medium text-2xs",
      TONES[tone],
      className,
    )}
  >
    {!plain && (
      <span
        aria-hidden
        className={cn("size-1.5 shrink-0 rounded-full bg-current", pulse && "animate-pulse-soft")}
      />
    )}
    <span className="truncate">{children}</span>
  </span>
);
