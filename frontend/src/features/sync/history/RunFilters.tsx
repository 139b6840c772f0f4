// Narrows the history by account, stream and status, and what has no status by the others.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { accountsQuery, recordStreamsQuery } from "@/api/shared-queries";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { humanize } from "@/lib/words";
import { type RunsSearch, STATUSES } from "../search";

export function RunFilters({ withStatus = false }: { withStatus?: boolean }) {
  const { account_id, stream, status } = useSearch({ from: "/shell/sync" });
  const navigate = useNavigate({ from: "/sync" });
  const { data: accounts = [] } = useQuery(accountsQuery);
  const { data: streams = [] } = useQuery(recordStreamsQuery);
  const change = (part: RunsSearch) =>
    void navigate({ search: (current) => ({ ...current, ...part }), replace: true });
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-3 py-1.5">
      <Select
        aria-label="Account"
        value={account_id ?? ""}
        onChange={({ target }) => change({ account_id: target.value ? Number(target.value) : undefined })}
      >
        <option value="">All accounts</option>
        {accounts.map(({ id, name, username }) => (
          <option key={id} value={id}>
            {name || username}
          </option>
        ))}
      </Select>
      {streams.length > 1 && (
        <Select
          aria-label="Stream"
          value={stream ?? ""}
          onChange={({ target }) => change({ stream: target.value || undefined })}
        >
          <option value="">All streams</option>
          {streams.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Select>
      )}
      {withStatus && (
        <Select
          aria-label="Status"
          value={status ?? ""}
          onChange={({ target }) => change({ status: STATUSES.find((one) => one === target.value) })}
        >
          <option value="">Any status</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {humanize(one)}
            </option>
          ))}
        </Select>
      )}
      {(account_id || stream || (withStatus && status)) && (
        <Button
          look="ghost"
          size="sm"
          onClick={() => change({ account_id: undefined, stream: undefined, status: undefined })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
