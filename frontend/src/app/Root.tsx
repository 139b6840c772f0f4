// What every page stands in, signed in or not: the connection banner above, the page below.
import { Outlet } from "@tanstack/react-router";
import { useConnectionKeeper } from "@/api/health";
import { ConnectionBanner } from "./shell/ConnectionBanner";

export function Root() {
  useConnectionKeeper();
  return (
    <div className="flex h-full flex-col">
      <ConnectionBanner />
      <div className="min-h-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
