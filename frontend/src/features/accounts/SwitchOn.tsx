// What an account has granted and is yet off, and the button that has all of it read.
import { Power } from "lucide-react";
import { usePermissions } from "@/api/session";
import { Button } from "@/components/ui/button";
import { named } from "./next-sync";
import { useSwitchOn } from "./queries";
import type { Off } from "./reading";

type SwitchOnProps = { off: Off[]; account: string };

export function SwitchOn({ off, account }: SwitchOnProps) {
  const { canOperate } = usePermissions();
  const switchOn = useSwitchOn();
  return (
    <div className="mt-2.5 flex items-center gap-2 border-t pt-2.5">
      <span className="min-w-0 flex-1 text-muted text-xs">{named("Granted and off", off)}</span>
      {canOperate && (
        <Button
          disabled={switchOn.isPending}
          aria-label={`Switch on what is off of ${account}`}
          onClick={() => switchOn.mutate(off)}
        >
          <Power className="text-accent" /> Switch on
        </Button>
      )}
    </div>
  );
}
