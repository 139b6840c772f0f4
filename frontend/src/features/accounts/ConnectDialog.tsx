// Chooses which eBay to connect to, and says what is missing where it is not set up.
import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import { useState } from "react";
import type { EnvironmentName } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EnvironmentChoice } from "./EnvironmentChoice";
import { environmentsQuery, useConnect } from "./queries";

type ConnectDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function ConnectDialog({ open, onOpenChange }: ConnectDialogProps) {
  const { data: environments, error, refetch } = useQuery({ ...environmentsQuery, enabled: open });
  const [picked, setPicked] = useState<EnvironmentName | null>(null);
  const connect = useConnect();
  const chosen = picked ?? environments?.find(({ configured }) => configured)?.name ?? null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Connect a seller"
      description="eBay opens, the seller signs in there and agrees, and eBay sends you back here. The password stays with eBay."
    >
      {error && !environments && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !environments && <SkeletonRows rows={3} />}
      <div role="radiogroup" aria-label="Environment" className="flex flex-col gap-2">
        {environments?.map((environment) => (
          <EnvironmentChoice
            key={environment.name}
            environment={environment}
            checked={environment.name === chosen}
            onChoose={() => setPicked(environment.name)}
          />
        ))}
      </div>
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button
          look="solid"
          disabled={!chosen || connect.isPending || connect.isSuccess}
          onClick={() => chosen && connect.mutate({ environment: chosen })}
        >
          {connect.isPending || connect.isSuccess ? "Opening eBay…" : "Continue to eBay"} <ArrowUpRight />
        </Button>
      </DialogActions>
    </Dialog>
  );
}
