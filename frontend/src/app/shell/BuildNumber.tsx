// Which build is running, as the server says.
import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "@/api/health";

export function BuildNumber() {
  const { data } = useQuery(healthQuery);
  if (!data) return null;
  return (
    <span
      className="hidden font-mono text-2xs text-faint sm:inline"
      title={`Version ${data.version}`}
      data-testid="build-number"
    >
      build {data.build} · {data.commit}
    </span>
  );
}
