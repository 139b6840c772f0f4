// What each role may do, in one sentence.
import type { Role } from "@/api/types";

export const ROLES: { role: Role; title: string; may: string }[] = [
  { role: "viewer", title: "Viewer", may: "Sees everything, changes nothing." },
  {
    role: "operator",
    title: "Operator",
    may: "Also connects and disconnects sellers, starts and stops syncs.",
  },
  { role: "admin", title: "Admin", may: "Also manages users." },
];
