// Who is signed in, the colour scheme, and signing out.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, ChevronDown, KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { ask } from "@/api/ask";
import { postAuthLogout } from "@/api/generated";
import { ME } from "@/api/query-client";
import type { Me } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { ChangePasswordDialog } from "@/features/auth/ChangePasswordDialog";
import { applyTheme, useTheme } from "@/lib/theme";

const THEMES = [
  { theme: "system", label: "Like the system", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const;

function ThemeItems() {
  const current = useTheme();
  return THEMES.map(({ theme, label, icon: Icon }) => (
    <MenuItem key={theme} onSelect={() => applyTheme(theme)}>
      <Icon /> {label} {current === theme && <Check className="ml-auto" aria-label="chosen" />}
    </MenuItem>
  ));
}

export function UserMenu({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const signOut = useMutation({
    mutationFn: () => ask(postAuthLogout()),
    onSuccess: () => {
      queryClient.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] !== "health" && queryKey[0] !== ME[0],
      });
      queryClient.setQueryData(ME, null);
    },
  });
  return (
    <>
      <Menu
        trigger={
          <Button look="ghost" aria-label={`Account of ${me.name || me.email}`}>
            {me.name || me.email} <ChevronDown />
          </Button>
        }
        className="min-w-52"
      >
        <div className="px-2 py-1">
          <p className="font-medium">{me.email}</p>
          <p className="text-faint text-xs">Signed in as {me.role}</p>
        </div>
        <MenuSeparator />
        <MenuLabel>Appearance</MenuLabel>
        <ThemeItems />
        <MenuSeparator />
        <MenuItem onSelect={() => setChanging(true)}>
          <KeyRound /> Change password
        </MenuItem>
        <MenuItem onSelect={() => signOut.mutate()}>
          <LogOut /> Sign out
        </MenuItem>
      </Menu>
      <ChangePasswordDialog open={isChanging} onOpenChange={setChanging} />
    </>
  );
}
