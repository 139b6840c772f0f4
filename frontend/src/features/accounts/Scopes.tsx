// The permissions eBay granted, by their short names.
import { Tooltip } from "@/components/ui/tooltip";

const shortName = (scope: string) => scope.replace(/^.*\/oauth\/api_scope\/?/, "") || "public data";

export function Scopes({ scopes }: { scopes: string[] }) {
  if (scopes.length === 0) return <span className="text-faint">none</span>;
  const names = scopes.map(shortName);
  return (
    <Tooltip text={names.join("\n")}>
      <button
        type="button"
        className="rounded-sm text-left underline decoration-line-strong decoration-dotted underline-offset-3"
        aria-label={`Permissions: ${names.join(", ")}`}
      >
        {names.length === 1 ? names[0] : `${names.length} granted`}
      </button>
    </Tooltip>
  );
}
