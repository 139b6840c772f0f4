// The search box: "/" jumps into it, what is typed is asked for after a pause.
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { useDebounced } from "@/lib/useDebounced";
import { useHotkey } from "@/lib/useHotkey";

type SearchBoxProps = { value: string; onChange: (value: string) => void };

export function SearchBox({ value, onChange }: SearchBoxProps) {
  const [draft, setDraft] = useState(value);
  const settled = useDebounced(draft.trim(), 250);
  const sent = useRef(value);
  const input = useRef<HTMLInputElement>(null);
  useHotkey("/", () => input.current?.focus());
  useEffect(() => {
    if (settled === sent.current) return;
    sent.current = settled;
    onChange(settled);
  }, [settled, onChange]);
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setDraft(value);
  }, [value]);
  return (
    <search className="relative w-64 min-w-32 shrink max-sm:w-0 max-sm:flex-1">
      <Search className="pointer-events-none absolute top-2 left-2 size-3 text-faint" aria-hidden />
      <Input
        ref={input}
        type="text"
        role="searchbox"
        aria-label="Search"
        placeholder="Search ids, SKUs, titles, buyers"
        title="Finds what begins with these letters: ids, and words of titles and names."
        className="px-6.5"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") draft ? setDraft("") : input.current?.blur();
        }}
      />
      {draft ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => setDraft("")}
          className="absolute top-1.5 right-1.5 grid size-4 place-items-center rounded-sm text-faint hover:text-ink"
        >
          <X className="size-3" aria-hidden />
        </button>
      ) : (
        <kbd className="pointer-events-none absolute top-1.5 right-1.5 rounded-sm border px-1 font-sans text-2xs text-faint leading-3.5">
          /
        </kbd>
      )}
    </search>
  );
}
