// Chooses which eBay to connect to and what to read; says what is missing where an eBay is not set up.
import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import { useState } from "react";
import { useConsent } from "@/api/consent";
import { streamsQuery } from "@/api/shared-queries";
import type { EnvironmentName } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EnvironmentChoice } from "./EnvironmentChoice";
import { environmentsQuery } from "./queries";
import { StreamChoice } from "./StreamChoice";
import { chosenNames } from "./stream-choice";

type ConnectDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function ConnectDialog({ open, onOpenChange }: ConnectDialogProps) {
  const environments = useQuery({ ...environmentsQuery, enabled: open });
  const streams = useQuery({ ...streamsQuery, enabled: open });
  const [picked, setPicked] = useState<EnvironmentName | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const consent = useConsent();
  const isLeaving = consent.isPending || consent.isSuccess;
  const isLoaded = environments.data !== undefined && streams.data !== undefined;
  const failed = [environments, streams].find((query) => query.error && !query.data);
  const chosen = picked ?? environments.data?.find(({ configured }) => configured)?.name ?? null;
  const names = chosenNames(streams.data ?? [], left);
  const connect = () => chosen && consent.mutate({ environment: chosen, ...(names && { streams: names }) });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Connect a seller"
      description="eBay opens, the seller signs in there and agrees, and eBay sends you back here. The password stays with eBay."
      className="top-[8vh] max-h-[86vh] w-[38rem]"
    >
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !isLoaded && <SkeletonRows rows={6} />}
      {isLoaded && (
        <>
          <div role="radiogroup" aria-label="Environment" className="flex flex-col gap-2">
            {environments.data.map((environment) => (
              <EnvironmentChoice
                key={environment.name}
                environment={environment}
                checked={environment.name === chosen}
                onChoose={() => setPicked(environment.name)}
              />
            ))}
          </div>
          <StreamChoice streams={streams.data} left={left} onChange={setLeft} />
        </>
      )}
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button
          look="solid"
          disabled={!isLoaded || !chosen || names?.length === 0 || isLeaving}
          onClick={connect}
        >
          {isLeaving ? "Opening eBay…" : "Continue to eBay"} <ArrowUpRight />
        </Button>
      </DialogActions>
    </Dialog>
  );
}
