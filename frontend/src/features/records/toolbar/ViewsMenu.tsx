// Saved views: the columns, filters and sort order under a name.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ask } from "@/api/ask";
import { postRecordsByStreamViews } from "@/api/generated";
import type { RecordStream } from "@/api/types";
import type { GridColumn, GridLayout } from "@/components/DataGrid/types";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { type RecordRow, viewsQuery } from "../queries";
import type { RecordsSearch } from "../search";
import { readView, writeView } from "../views";
import { DeleteViewDialog } from "./DeleteViewDialog";

type ViewsMenuProps = {
  stream: RecordStream;
  columns: readonly GridColumn<RecordRow>[];
  search: RecordsSearch;
  layout: GridLayout;
  onLayoutChange: (layout: GridLayout) => void;
  onSearchChange: (search: RecordsSearch) => void;
};

export function ViewsMenu({
  stream,
  columns,
  search,
  layout,
  onLayoutChange,
  onSearchChange,
}: ViewsMenuProps) {
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const query = viewsQuery(stream.name);
  const { data: views = [] } = useQuery({ ...query, enabled: open });
  const [unwanted, setUnwanted] = useState<(typeof views)[number] | null>(null);
  const save = useMutation({
    mutationFn: (name: string) =>
      ask(
        postRecordsByStreamViews({
          path: { stream: stream.name },
          body: { name, layout: { ...writeView(search, layout) } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  });
  const apply = (stored: unknown) => {
    const view = readView(stored, columns);
    onSearchChange(view.search);
    onLayoutChange(view.layout);
    setOpen(false);
  };
  const askToDelete = (view: (typeof views)[number]) => {
    setUnwanted(view);
    setOpen(false);
  };
  return (
    <>
      <Popover
        label="Saved views"
        align="end"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button>
            <Bookmark /> <span className="max-sm:sr-only">Views</span>
          </Button>
        }
      >
        {views.length === 0 && (
          <p className="px-1 pb-2 text-muted">
            Save the columns, filters and order you see now under a name.
          </p>
        )}
        <ul className="max-h-72 overflow-y-auto">
          {views.map((view) => (
            <li key={view.id} className="flex items-center gap-1">
              <button
                type="button"
                onClick={() => apply(view.layout)}
                className="h-7 min-w-0 flex-1 truncate rounded-md px-2 text-left hover:bg-hover"
              >
                {view.name}
              </button>
              <Button
                look="ghost"
                size="iconSm"
                aria-label={`Delete view ${view.name}`}
                onClick={() => askToDelete(view)}
              >
                <Trash2 />
              </Button>
            </li>
          ))}
        </ul>
        <SaveForm pending={save.isPending} onSave={(name) => save.mutate(name)} />
      </Popover>
      <DeleteViewDialog stream={stream.name} view={unwanted} onClose={() => setUnwanted(null)} />
    </>
  );
}

function SaveForm({ pending, onSave }: { pending: boolean; onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(name.trim());
    setName("");
  };
  return (
    <form onSubmit={submit} className="mt-1 flex gap-1.5 border-t pt-2">
      <Input
        aria-label="Name of the view"
        placeholder="Name of the view"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={pending || name.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
