// A moment in the local zone, or as "6 min ago"; UTC in the tooltip.
import { formatMinute, formatRelative, formatUtc } from "@/lib/time";
import { useNow } from "@/lib/useNow";

export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatUtc(at)}>
    {formatMinute(at)}
  </time>
);

export function Ago({ at }: { at: string }) {
  const now = useNow(10_000);
  return (
    <time dateTime={at} title={`${formatMinute(at)} · ${formatUtc(at)}`}>
      {formatRelative(at, now)}
    </time>
  );
}
