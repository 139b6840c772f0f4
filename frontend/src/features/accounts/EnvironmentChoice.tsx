// One environment to choose; an unconfigured one names the settings it lacks.
import type { Environment } from "@/api/types";
import { cn } from "@/lib/cn";
import { environmentTitle } from "@/lib/environments";

const ABOUT = {
  production: "The real eBay with real sellers.",
  sandbox: "eBay's test system with test users.",
  emulator: "The local eBay of this installation, with a demo shop.",
};

type EnvironmentChoiceProps = { environment: Environment; checked: boolean; onChoose: () => void };

export const EnvironmentChoice = ({ environment, checked, onChoose }: EnvironmentChoiceProps) => (
  <label
    className={cn(
      "flex items-start gap-2.5 rounded-md border p-2.5",
      environment.configured ? "cursor-pointer hover:bg-hover" : "bg-sunken/60",
      checked && "border-accent bg-accent-soft/50",
    )}
  >
    <input
      type="radio"
      name="environment"
      className="mt-0.5 accent-accent"
      checked={checked}
      disabled={!environment.configured}
      onChange={onChoose}
      aria-label={environmentTitle(environment.name)}
    />
    <span className="min-w-0">
      <span className="font-medium">{environmentTitle(environment.name)}</span>
      <span className="block text-muted text-xs">{ABOUT[environment.name]}</span>
      {!environment.configured && (
        <span className="mt-1 block text-warn text-xs">
          Not set up. Missing settings:{" "}
          <span className="break-words font-mono">{environment.missing.join(", ")}</span>
        </span>
      )}
    </span>
  </label>
);
