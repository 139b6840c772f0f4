// Chooses the streams to read, by topic or one by one, and says which permissions follow.
import { useId } from "react";
import type { StreamInfo } from "@/api/types";
import { Button } from "@/components/ui/button";
import { topicsOf } from "@/lib/topics";
import { permissionsFor, withStreams } from "./stream-choice";
import { TopicRow } from "./TopicRow";

type StreamChoiceProps = {
  streams: StreamInfo[];
  left: ReadonlySet<string>;
  onChange: (left: ReadonlySet<string>) => void;
};

export function StreamChoice({ streams, left, onChange }: StreamChoiceProps) {
  const title = useId();
  const chosen = streams.filter(({ name }) => !left.has(name));
  const set = (names: string[], isTaken: boolean) => onChange(withStreams(streams, left, names, isTaken));
  const names = streams.map(({ name }) => name);
  return (
    <section aria-labelledby={title} className="mt-4">
      <div className="flex items-center gap-1">
        <h3 id={title} className="font-medium">
          What is read
        </h3>
        <span className="mr-auto ml-1 text-faint text-xs" aria-live="polite">
          {chosen.length === names.length ? "everything" : `${chosen.length} of ${names.length}`}
        </span>
        <Button look="ghost" size="sm" disabled={left.size === 0} onClick={() => set(names, true)}>
          All
        </Button>
        <Button look="ghost" size="sm" disabled={chosen.length === 0} onClick={() => set(names, false)}>
          None
        </Button>
      </div>
      <div className="mt-1 divide-y rounded-md border">
        {topicsOf(streams).map((topic) => (
          <TopicRow key={topic.name} topic={topic} left={left} onSet={set} />
        ))}
      </div>
      <p className="mt-2 text-muted text-xs" data-testid="permissions">
        {chosen.length === 0
          ? "Choose at least one."
          : `eBay asks for ${[...permissionsFor(chosen), "who the seller is"].join(" · ")}. More can be granted at any time.`}
      </p>
    </section>
  );
}
