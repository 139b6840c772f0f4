// A request in one line: method, path, status, duration, records.
import type { RunEvent } from "@/api/types";
import { cn } from "@/lib/cn";
import { formatBytes, plural } from "@/lib/numbers";
import { textAt } from "@/lib/payload";
import { formatDuration } from "@/lib/time";
import { queryPairs } from "./line-data";

function statusColour(status: number) {
  if (!status || status >= 500) return "text-bad";
  return status >= 400 ? "text-warn" : "text-ok";
}

export function RequestSummary({ line }: { line: RunEvent }) {
  const { data } = line;
  const method = textAt(data, "method");
  const path = textAt(data, "path");
  if (!method || !path) return line.message;
  const status = Number(textAt(data, "status") ?? 0);
  const isStopped = data.stopped === true;
  const records = textAt(data, "records");
  const attempt = Number(textAt(data, "attempt") ?? 1);
  const ms = textAt(data, "ms");
  const bytes = textAt(data, "bytes");
  const error = textAt(data, "error");
  const query = queryPairs(data.query)
    .map((pair) => pair.join("="))
    .sort((one, other) => one.length - other.length)
    .join("&");
  return (
    <>
      <span className={cn("font-semibold", isStopped ? "text-muted" : statusColour(status))}>
        {isStopped ? "stopped" : status || "no answer"}
      </span>{" "}
      <span className="text-muted">{method}</span> {path}
      {ms && <span className="text-muted"> {formatDuration(Number(ms))}</span>}
      {records && <span className="text-muted"> · {plural(Number(records), "record")}</span>}
      {bytes && <span className="text-muted"> · {formatBytes(Number(bytes))}</span>}
      {error && <span> · {error}</span>}
      {attempt > 1 && <span className="text-warn"> · attempt {attempt}</span>}
      {query && <span className="text-faint"> ?{query}</span>}
    </>
  );
}
