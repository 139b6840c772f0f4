// What lies behind a line: its data, and for a request the query and the bodies.
import type { RunEvent } from "@/api/types";
import { CopyButton } from "@/components/CopyButton";
import { JsonViewer } from "@/components/json/JsonViewer";
import { parsed, queryPairs } from "./line-data";

const BODIES = [
  ["request_body", "Request body"],
  ["response_body", "Response body"],
] as const;

export function LineDetails({ line }: { line: RunEvent }) {
  const { query, request_body: _request, response_body: _response, ...plain } = line.data;
  const pairs = queryPairs(query);
  return (
    <div className="flex flex-col gap-2 px-2.5 pt-1 pb-2.5 pl-8">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {pairs.map(([name, value]) => (
          <Pair key={`${name}=${value}`} name={`?${name}`} value={value} />
        ))}
        {Object.entries(plain).map(([name, value]) => (
          <Pair
            key={name}
            name={name}
            value={typeof value === "object" && value !== null ? JSON.stringify(value) : String(value)}
          />
        ))}
      </dl>
      {BODIES.filter(([name]) => line.data[name]).map(([name, label]) => (
        <div key={name}>
          <h4 className="mb-1 text-muted">{label}</h4>
          <JsonViewer label={label} value={parsed(line.data[name])} />
        </div>
      ))}
      <CopyButton
        className="self-start"
        text={() => JSON.stringify(line, null, 2)}
        label="Copy this line as JSON"
      >
        Copy line
      </CopyButton>
    </div>
  );
}

const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="break-words">{value}</dd>
  </>
);
