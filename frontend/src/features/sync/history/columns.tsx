// The columns of the run history.
import type { Streams } from "@/api/shared-queries";
import type { Run } from "@/api/types";
import type { GridColumn } from "@/components/DataGrid/types";
import { Moment } from "@/components/Moment";
import { formatCount } from "@/lib/numbers";
import { formatDuration } from "@/lib/time";
import { humanize } from "@/lib/words";
import { COUNT_WORDS } from "../counts";
import { StatusBadge } from "../StatusBadge";
import { startedBy } from "../started-by";

function duration({ started_at, finished_at }: Run) {
  return started_at && finished_at ? formatDuration(Date.parse(finished_at) - Date.parse(started_at)) : null;
}

type CountName = keyof Run["counts"];

const count = (name: CountName): GridColumn<Run> => ({
  id: name,
  title: humanize(COUNT_WORDS[name]),
  width: name === "rejected" ? 80 : 72,
  align: "end",
  render: ({ counts }) =>
    counts[name] === 0 ? (
      <span className="text-faint">0</span>
    ) : (
      <span className={name === "rejected" ? "text-bad" : ""}>{formatCount(counts[name])}</span>
    ),
  text: ({ counts }) => String(counts[name]),
});

const plain = (
  id: string,
  title: string,
  width: number,
  text: (run: Run) => string | null,
): GridColumn<Run> => ({
  id,
  title,
  width,
  render: text,
  text,
});

export const runColumns = (streams: Streams): GridColumn<Run>[] => [
  { ...plain("id", "Run", 54, ({ id }) => String(id)), align: "end" },
  {
    ...plain("status", "Status", 100, ({ status }) => status),
    render: ({ status }) => <StatusBadge status={status} />,
  },
  plain("account", "Account", 112, ({ account_name }) => account_name),
  plain("stream", "Stream", 120, ({ stream }) => streams.titleOf(stream)),
  {
    ...plain("reason", "Reason", 252, ({ reason }) => reason),
    render: ({ reason }) => <span title={reason ?? undefined}>{reason}</span>,
  },
  {
    ...plain("queued_at", "Queued", 128, ({ queued_at }) => queued_at),
    render: ({ queued_at }) => <Moment at={queued_at} />,
  },
  { ...plain("duration", "Took", 76, duration), align: "end" },
  plain("kind", "Started by", 112, (run) => startedBy(run, streams)),
  count("fetched"),
  count("created"),
  count("updated"),
  count("rejected"),
  { ...count("unchanged"), width: 92, isDefault: false },
  { ...count("new_fields"), width: 92, isDefault: false },
  {
    ...plain("requests", "Requests", 84, ({ requests }) => formatCount(requests)),
    align: "end",
    isDefault: false,
  },
];
