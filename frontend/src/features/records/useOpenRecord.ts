// Opening a record is a step that the browser's Back undoes; closing it takes that step back.
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** This entry was added by opening a record: the one before is the same list without it. */
    hasListBefore?: boolean;
  }
}

export function useOpenRecord(opened: string | undefined) {
  const { history } = useRouter();
  const navigate = useNavigate({ from: "/browse/$stream" });
  return useCallback(
    (id: string | undefined) => {
      const { hasListBefore } = history.location.state;
      if (!id && !opened) return;
      if (!id && hasListBefore) history.back();
      else
        void navigate({
          search: (current) => ({ ...current, id }),
          replace: Boolean(opened),
          state: id && (!opened || hasListBefore) ? { hasListBefore: true } : {},
        });
    },
    [history, navigate, opened],
  );
}
