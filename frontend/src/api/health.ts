// Are the API and its database there? Asked regularly; its answer pauses and resumes every other query.
import { onlineManager, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ask } from "./ask";
import { isConnectionError, isDatabaseAway } from "./errors";
import { getHealthz, getHealthzDb } from "./generated";
import { HEALTH, queryClient } from "./query-client";

const CALM_MS = 15_000;
const WORRIED_MS = 2_000;
const PATIENCE_MS = 8_000;

/** A server that hangs, or a line that swallows everything, never answers: that counts as no answer too. */
const inTime = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);

/** Only a database that does not answer counts as away: with one that takes no writes, pages can still be read. */
async function hasDatabase(options: { signal: AbortSignal }) {
  try {
    await ask(getHealthzDb({ ...options, cache: "no-store" }));
  } catch (error) {
    if (isDatabaseAway(error)) return false;
    if (isConnectionError(error)) throw error;
  }
  return true;
}

async function askHealth(signal: AbortSignal) {
  const options = { signal: inTime(signal) };
  const health = await ask(getHealthz({ ...options, cache: "no-store" }));
  return { ...health, hasDatabase: health.status === "starting" || (await hasDatabase(options)) };
}

export const healthQuery = queryOptions({
  queryKey: HEALTH,
  queryFn: ({ signal }) => askHealth(signal),
  networkMode: "always",
  retry: false,
  staleTime: 0,
  refetchIntervalInBackground: true,
  refetchInterval: ({ state: { status, data } }) =>
    status === "error" || data?.status === "starting" || data?.hasDatabase === false ? WORRIED_MS : CALM_MS,
});

export type Connection =
  | { state: "unknown" | "ok" | "lost" | "noDatabase" }
  | { state: "starting"; step: string | null };

export function useConnection(): Connection {
  const { data, isError } = useQuery(healthQuery);
  if (isError) return { state: "lost" };
  if (!data) return { state: "unknown" };
  if (data.status === "starting") return { state: "starting", step: data.step };
  return { state: data.hasDatabase ? "ok" : "noDatabase" };
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
