// The rows the address asks for, and ways to ask for others.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { RecordStream } from "@/api/types";
import { countQuery, rowsQuery } from "./queries";
import { type RecordsSearch, toQuery } from "./search";
import { useOpenRecord } from "./useOpenRecord";

export function useRecords(stream: RecordStream) {
  const search = useSearch({ from: "/shell/browse/$stream" });
  const navigate = useNavigate({ from: "/browse/$stream" });
  const query = useMemo(() => toQuery(search), [search]);
  const sort = search.sort ?? stream.default_sort;
  const pages = useInfiniteQuery(rowsQuery(stream.name, query, sort));
  const count = useQuery(countQuery(stream.name, query));
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);

  const change = useCallback(
    (part: Partial<RecordsSearch>) =>
      void navigate({ search: (current) => ({ ...current, ...part }), replace: !("id" in part) }),
    [navigate],
  );
  const open = useOpenRecord(search.id);
  return { search, query, sort, pages, count, rows, change, open };
}

export type Records = ReturnType<typeof useRecords>;
