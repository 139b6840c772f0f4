// A grid's layout, remembered for the signed-in user on the server.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ask } from "@/api/ask";
import { getAuthMePreferencesByKey, putAuthMePreferencesByKey } from "@/api/generated";
import { repairLayout } from "./layout";
import type { GridColumn, GridLayout } from "./types";

const SAVE_AFTER_MS = 600;

export function useStoredLayout<Item>(name: string, columns: readonly GridColumn<Item>[]) {
  const key = `grid.${name}`;
  const queryKey = useMemo(() => ["preferences", key], [key]);
  const queryClient = useQueryClient();
  const { data, isPending } = useQuery({
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await ask(getAuthMePreferencesByKey({ path: { key }, signal }))).value ?? null,
  });
  // Kept here too: what is clicked must change at once, not when the cache has told everybody.
  const [own, setOwn] = useState<GridLayout | null>(null);
  const stored = own ?? data;
  const layout = useMemo(() => repairLayout(stored, columns), [stored, columns]);
  const unsaved = useRef<GridLayout | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    if (unsaved.current)
      void ask(
        putAuthMePreferencesByKey({ path: { key }, body: { value: unsaved.current }, keepalive: true }),
      ).catch(() => undefined);
    unsaved.current = null;
  }, [key]);
  useEffect(() => {
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      save();
    };
  }, [save]);

  const setLayout = useCallback(
    (next: GridLayout) => {
      setOwn(next);
      queryClient.setQueryData(queryKey, next);
      unsaved.current = next;
      clearTimeout(timer.current);
      timer.current = setTimeout(save, SAVE_AFTER_MS);
    },
    [queryClient, queryKey, save],
  );
  return { layout, setLayout, isPending };
}
