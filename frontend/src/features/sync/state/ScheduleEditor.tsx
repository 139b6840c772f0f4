// When a stream runs by itself: on or off, and every how many minutes.
import { Clock } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { SyncState } from "@/api/types";
import { Next } from "@/components/Moment";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";
import { formatEvery } from "@/lib/time";
import { useSchedule } from "../actions";

const NEVER = { enabled: false, every_minutes: 15, next_at: null };

const waitsFor = ({ blocked }: SyncState) =>
  blocked?.code === "scope_missing" ? "waits for permission" : "waits for reconnection";

type ScheduleEditorProps = { row: SyncState; account: string; canEdit: boolean };

export function ScheduleEditor({ row, account, canEdit }: ScheduleEditorProps) {
  const [open, setOpen] = useState(false);
  const { enabled, every_minutes, next_at } = row.schedule ?? NEVER;
  const summary = (
    <>
      {enabled ? formatEvery(every_minutes) : <span className="text-faint">off</span>}
      {enabled && !row.active_run && (
        <span className="block text-2xs text-faint max-md:ml-1.5 max-md:inline">
          {next_at ? <Next at={next_at} /> : waitsFor(row)}
        </span>
      )}
    </>
  );
  if (!canEdit) return summary;
  return (
    <Popover
      label={`Schedule of ${row.title} of ${account}`}
      open={open}
      onOpenChange={setOpen}
      className="w-60 p-3"
      trigger={
        <button
          type="button"
          aria-label={`Schedule of ${row.title} of ${account}`}
          className="group/schedule -mx-1.5 flex items-center gap-1.5 whitespace-nowrap rounded-md px-1.5 py-0.5 text-left hover:bg-line/50"
        >
          <span>{summary}</span>
          <Clock className="size-3 text-faint opacity-0 group-hover/schedule:opacity-100" aria-hidden />
        </button>
      }
    >
      <ScheduleForm row={row} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function ScheduleForm({ row, onDone }: { row: SyncState; onDone: () => void }) {
  const save = useSchedule(row);
  const [enabled, setEnabled] = useState(row.schedule?.enabled ?? true);
  const [minutes, setMinutes] = useState(String((row.schedule ?? NEVER).every_minutes));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ enabled, every_minutes: Number(minutes) }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is a button, which a label may hold */}
      <label className="flex items-center justify-between gap-2">
        Run by itself
        <Switch checked={enabled} onCheckedChange={setEnabled} />
      </label>
      <Field label="Every … minutes" hint="Between 5 and 1,440 (a day).">
        {(field) => (
          <Input
            {...field}
            type="number"
            min={5}
            max={1440}
            required
            disabled={!enabled}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="solid" disabled={save.isPending}>
        Save
      </Button>
    </form>
  );
}
