// Is the API there? Asked regularly; its answer pauses and resumes every other query.
import { onlineManager, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ask } from "./ask";
import { getHealthz } from "./generated";
import { HEALTH, queryClient } from "./query-client";

const CALM_MS = 15_000;
const WORRIED_MS = 2_000;
const PATIENCE_MS = 8_000;

/** A server that hangs, or a line that swallows everything, never answers: that counts as no answer too. */
const inTime = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);

export const healthQuery = queryOptions({
  queryKey: HEALTH,
  queryFn: ({ signal }) => ask(getHealthz({ signal: inTime(signal), cache: "no-store" })),
  networkMode: "always",
  retry: false,
  staleTime: 0,
  refetchIntervalInBackground: true,
  refetchInterval: ({ state }) =>
    state.status === "error" || state.data?.status === "starting" ? WORRIED_MS : CALM_MS,
});

export type Connection = { state: "unknown" | "ok" | "lost" } | { state: "starting"; step: string | null };

export function useConnection(): Connection {
  const { data, isError } = useQuery(healthQuery);
  if (isError) return { state: "lost" };
  if (!data) return { state: "unknown" };
  return data.status === "starting" ? { state: "starting", step: data.step } : { state: "ok" };
}

/** Settles when the API is there and has started; until then every try shows in the page, as each sets its state. */
export async function untilThere() {
  const isThere = () =>
    queryClient.fetchQuery(healthQuery).then(
      ({ status }) => status !== "starting",
      () => false,
    );
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, WORRIED_MS));
}

/** Keeps the rest of the page in step with the API: paused while it is away, refreshed when it is back. */
export function useConnectionKeeper() {
  const { state } = useConnection();
  const queryClient = useQueryClient();
  const wasAway = useRef(false);
  useEffect(() => {
    if (state === "unknown") return;
    const isHere = state === "ok";
    onlineManager.setOnline(isHere);
    if (isHere && wasAway.current) {
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== HEALTH[0] });
    }
    wasAway.current = !isHere;
  }, [state, queryClient]);
}
