// Who is signed in, and what the role allows. The server checks again; the UI only hides what would be refused.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask } from "./ask";
import { isSignedOut } from "./errors";
import { getAuthMe } from "./generated";
import { endSession, ME } from "./query-client";
import type { Me } from "./types";

export const meQuery = queryOptions({
  queryKey: ME,
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await ask(getAuthMe({ signal }));
    } catch (error) {
      if (isSignedOut(error)) return endSession();
      throw error;
    }
  },
});

export function usePermissions() {
  const { data: me } = useQuery(meQuery);
  return { canOperate: me?.role === "admin" || me?.role === "operator", isAdmin: me?.role === "admin" };
}
