// Asks before a saved view is deleted.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import { deleteRecordsByStreamViewsByViewId } from "@/api/generated";
import { Confirm } from "@/components/ui/confirm";
import { viewsQuery } from "../queries";

type DeleteViewDialogProps = {
  stream: string;
  view: { id: number; name: string } | null;
  onClose: () => void;
};

export function DeleteViewDialog({ stream, view, onClose }: DeleteViewDialogProps) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: number) => ask(deleteRecordsByStreamViewsByViewId({ path: { stream, view_id: id } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: viewsQuery(stream).queryKey }),
    onSettled: onClose,
  });
  return (
    <Confirm
      open={view !== null}
      onOpenChange={onClose}
      title={`Delete the view ${view?.name ?? ""}?`}
      action="Delete view"
      pending={remove.isPending}
      onConfirm={() => view && remove.mutate(view.id)}
    >
      <p>Its columns, filters and order are forgotten. No record changes.</p>
    </Confirm>
  );
}
