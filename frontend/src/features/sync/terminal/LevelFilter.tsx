// Which levels of lines are shown.
import { cn } from "@/lib/cn";
import { LEVELS, type Level } from "./log-buffer";

type LevelFilterProps = { levels: readonly Level[]; onChange: (levels: readonly Level[]) => void };

const COLOURS: Record<Level, string> = {
  debug: "text-muted",
  info: "text-ink",
  warning: "text-warn",
  error: "text-bad",
};

export const LevelFilter = ({ levels, onChange }: LevelFilterProps) => (
  <fieldset className="flex rounded-md border" aria-label="Levels">
    {LEVELS.map((level) => {
      const isOn = levels.includes(level);
      return (
        <button
          key={level}
          type="button"
          aria-pressed={isOn}
          onClick={() => onChange(LEVELS.filter((one) => levels.includes(one) !== (one === level)))}
          className={cn(
            "h-5.5 border-r px-2 text-xs first:rounded-l-md last:rounded-r-md last:border-r-0",
            isOn ? cn("bg-line", COLOURS[level]) : "text-faint hover:text-muted",
          )}
        >
          {level}
        </button>
      );
    })}
  </fieldset>
);
