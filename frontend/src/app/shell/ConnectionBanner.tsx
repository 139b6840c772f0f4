// Says that the API or its database is away, or that it still starts; goes by itself when it is back.
import { useConnection } from "@/api/health";

export function ConnectionBanner() {
  const connection = useConnection();
  if (connection.state === "lost") {
    return (
      <p role="alert" className="bg-bad-solid px-3 py-1 text-center font-medium text-white">
        Connection lost. Trying again…
      </p>
    );
  }
  if (connection.state === "noDatabase") {
    return (
      <p role="alert" className="bg-bad-solid px-3 py-1 text-center font-medium text-white">
        The database is away. This page goes on by itself when it is back.
      </p>
    );
  }
  if (connection.state === "starting") {
    return (
      <p role="status" className="bg-warn-soft px-3 py-1 text-center font-medium text-warn">
        Starting: {connection.step ?? "one moment"}…
      </p>
    );
  }
  return null;
}
