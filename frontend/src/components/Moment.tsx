// A moment in the local zone, or as "6 min ago" or "next in 9 min"; UTC in the tooltip.
import { formatMinute, formatNext, formatRelative, formatUtc } from "@/lib/time";
import { useNow } from "@/lib/useNow";

export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatUtc(at)}>
    {formatMinute(at)}
  </time>
);

type AgoProps = {
  at: string /** It cannot lie ahead, whatever the clocks of others say. */;
  isPast?: boolean;
};

export function Ago({ at, isPast }: AgoProps) {
  const tick = useNow(10_000);
  const now = isPast ? Math.max(tick, Date.parse(at)) : tick;
  return <Told at={at}>{formatRelative(at, now)}</Told>;
}

export const Next = ({ at }: { at: string }) => <Told at={at}>{formatNext(at, useNow(10_000))}</Told>;

const Told = ({ at, children }: { at: string; children: string }) => (
  <time dateTime={at} title={`${formatMinute(at)} · ${formatUtc(at)}`}>
    {children}
  </time>
);
