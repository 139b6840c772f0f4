// The one query cache: what is retried, what an ended session does, and how failures are told.
import { MutationCache, onlineManager, QueryCache, QueryClient } from "@tanstack/react-query";
import { notify } from "@/lib/notify";
import { isConnectionError, isSignedOut, sentenceOf } from "./errors";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: { quiet?: boolean };
  }
}

export const ME = ["me"] as const;
export const SESSION_ENDED = ["session-ended"] as const;
export const HEALTH = ["health"] as const;

// Only our own health check decides whether the API is there; a laptop without network still has 127.0.0.1.
onlineManager.setEventListener(() => undefined);

/** Asks whether the API and its database are there, unless that is being asked already. */
export const checkHealth = () =>
  void queryClient.refetchQueries({ queryKey: HEALTH }, { cancelRefetch: false });

/** Whoever was signed in is told so where they sign in again. */
export function endSession() {
  if (queryClient.getQueryData(ME)) queryClient.setQueryData(SESSION_ENDED, true);
  queryClient.setQueryData(ME, null);
  return null;
}

function onError(error: unknown) {
  if (isSignedOut(error)) endSession();
  if (isConnectionError(error)) checkHealth();
}

function retry(failures: number, error: unknown) {
  onError(error);
  return isConnectionError(error) && failures < 30;
}

export const queryClient: QueryClient = new QueryClient({
  // The health check repeats itself: asked anew for its own failure, it would go round and round.
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => queryKey[0] !== HEALTH[0] && onError(error),
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      onError(error);
      if (!mutation.meta?.quiet) notify({ tone: "bad", title: sentenceOf(error) });
    },
  }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry, retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000) },
    mutations: { networkMode: "always" },
  },
});
