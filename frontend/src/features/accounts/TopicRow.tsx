// A topic with its streams: all at once by its own box, or one by one.
import { useEffect, useRef } from "react";
import { useStreams } from "@/api/shared-queries";
import type { StreamInfo } from "@/api/types";
import { cn } from "@/lib/cn";
import type { Topic } from "@/lib/topics";

type TopicRowProps = {
  topic: Topic<StreamInfo>;
  left: ReadonlySet<string>;
  onSet: (names: string[], isTaken: boolean) => void;
};

export function TopicRow({ topic, left, onSet }: TopicRowProps) {
  const box = useRef<HTMLInputElement>(null);
  const names = topic.streams.map(({ name }) => name);
  const taken = names.filter((name) => !left.has(name)).length;
  const isPartial = taken > 0 && taken < names.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <div className="flex flex-col gap-1 px-2.5 py-1.5 sm:flex-row sm:items-start sm:gap-3">
      <label className="flex shrink-0 cursor-pointer items-center gap-2 py-0.5 font-medium sm:w-24">
        <input
          ref={box}
          type="checkbox"
          aria-label={`All of ${topic.name}`}
          className="size-3.5 cursor-pointer accent-accent"
          checked={taken === names.length}
          onChange={() => onSet(names, taken < names.length)}
        />
        {topic.name}
      </label>
      <div className="flex flex-wrap gap-1 pl-5.5 sm:pl-0">
        {topic.streams.map((stream) => (
          <StreamChip
            key={stream.name}
            stream={stream}
            isTaken={!left.has(stream.name)}
            onSet={(isTaken) => onSet([stream.name], isTaken)}
          />
        ))}
      </div>
    </div>
  );
}

type StreamChipProps = { stream: StreamInfo; isTaken: boolean; onSet: (isTaken: boolean) => void };

const Needs = ({ stream }: { stream: string }) => (
  <span className="ml-1 text-2xs text-muted">{` needs ${useStreams().titleOf(stream)}`}</span>
);

const StreamChip = ({ stream, isTaken, onSet }: StreamChipProps) => (
  <label
    title={stream.description}
    className={cn(
      "flex h-[1.375rem] cursor-pointer select-none items-center rounded-sm border px-1.5 text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent",
      isTaken
        ? "border-transparent bg-accent-soft text-accent"
        : "border-line-strong border-dashed text-muted hover:text-ink",
    )}
  >
    <input
      type="checkbox"
      className="sr-only"
      checked={isTaken}
      onChange={({ target }) => onSet(target.checked)}
    />
    {stream.title}
    {stream.follows && <Needs stream={stream.follows} />}
  </label>
);
