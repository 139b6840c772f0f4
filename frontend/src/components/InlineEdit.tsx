// A text that turns into a field when it is clicked: Enter saves, Esc gives up.
import { Pencil } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Input } from "./ui/input";

type InlineEditProps = { value: string; label: string; pending?: boolean; onSave: (value: string) => void };

export function InlineEdit({ value, label, pending, onSave }: InlineEditProps) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <button
        type="button"
        aria-label={`${label}: ${value}. Edit`}
        disabled={pending}
        onClick={() => setDraft(value)}
        className="group/edit -mx-1.5 flex max-w-full items-center gap-1.5 rounded-md px-1.5 py-0.5 text-left hover:bg-line/50"
      >
        <span className="truncate">{value}</span>
        <Pencil
          className="size-3 shrink-0 text-faint opacity-0 group-hover/edit:opacity-100 group-focus-visible/edit:opacity-100"
          aria-hidden
        />
      </button>
    );
  }
  const finish = () => {
    const next = draft.trim();
    if (next && next !== value) onSave(next);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") finish();
    if (event.key === "Escape") setDraft(null);
  };
  return (
    <Input
      aria-label={label}
      autoFocus
      maxLength={80}
      className="-mx-1.5 h-6 max-w-56"
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={finish}
    />
  );
}
