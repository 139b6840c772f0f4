// One record beside the grid, at its own address: what it is called, and its sections.
import { useQuery } from "@tanstack/react-query";
import { Link as LinkIcon, X } from "lucide-react";
import { isFinal } from "@/api/errors";
import type { RecordStream } from "@/api/types";
import { CopyButton } from "@/components/CopyButton";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useHotkey } from "@/lib/useHotkey";
import { nameOf } from "../naming";
import { recordQuery } from "../queries";
import { RecordSections } from "./RecordSections";

type DetailPanelProps = { stream: RecordStream; id: string; onClose: () => void };

export function DetailPanel({ stream, id, onClose }: DetailPanelProps) {
  const { data: record, error, refetch } = useQuery(recordQuery(stream.name, id));
  useHotkey("Escape", onClose);
  const title = nameOf(stream, record?.id ?? id);
  return (
    <aside
      aria-label={`${stream.singular} ${title}`}
      data-testid="detail-panel"
      className="absolute inset-y-0 right-0 z-30 flex w-full shrink-0 animate-slide flex-col bg-surface shadow-pop md:w-[31rem] md:max-w-[calc(100%-3rem)] md:border-l xl:static xl:shadow-none"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <h2 className="truncate font-semibold text-base">
          <span className="mr-1.5 font-normal text-muted">{stream.singular}</span>{" "}
          <span className="font-mono">{title}</span>
        </h2>
        <CopyButton text={title} label="Copy the id" />
        <span className="ml-auto flex items-center gap-0.5">
          <CopyButton text={() => window.location.href} label="Copy a link to this record">
            <LinkIcon className="hidden" /> Link
          </CopyButton>
          <Button look="ghost" size="icon" aria-label="Close" title="Close (Esc)" onClick={onClose}>
            <X />
          </Button>
        </span>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" key={id}>
        {record && <RecordSections stream={stream} record={record} />}
        {!record && !error && <SkeletonRows rows={12} />}
        {!record && error && isFinal(error) && (
          <ErrorState error={error} action={<Button onClick={onClose}>Back to the list</Button>} />
        )}
        {!record && error && !isFinal(error) && <ErrorState error={error} onRetry={() => void refetch()} />}
      </div>
    </aside>
  );
}
