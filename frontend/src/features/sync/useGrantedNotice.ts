// Says once, after eBay sent the browser back, that what was granted is being read.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useAccountNames } from "@/api/shared-queries";
import { notify } from "@/lib/notify";

export function useGrantedNotice() {
  const { connected } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate({ from: "/sync" });
  const name = useAccountNames().get(connected ?? 0);
  useEffect(() => {
    if (!name) return;
    notify({ tone: "ok", title: `${name} has granted the permission.`, detail: "It is being read now." });
    void navigate({ search: (current) => ({ ...current, connected: undefined }), replace: true });
  }, [name, navigate]);
}
