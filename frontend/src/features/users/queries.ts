// The users of this installation, and the changes an administrator makes.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "@/api/ask";
import { getAuthUsers, patchAuthUsersByUserId, postAuthUsers } from "@/api/generated";
import type { Role } from "@/api/types";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => ask(getAuthUsers({ signal })),
});

export type NewUser = { email: string; name: string; password: string; role: Role };

export function useAddUser() {
  const queryClient = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (body: NewUser) => ask(postAuthUsers({ body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  });
}

type UserChange = { role?: Role; active?: boolean; password?: string; name?: string };

export function useChangeUser(id: number, quiet = false) {
  const queryClient = useQueryClient();
  return useMutation({
    meta: { quiet },
    mutationFn: (body: UserChange) => ask(patchAuthUsersByUserId({ path: { user_id: id }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
  });
}
