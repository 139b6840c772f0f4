// Which eBay an account belongs to; production stands out.
import type { EnvironmentName } from "@/api/types";
import { environmentTitle } from "@/lib/environments";
import { Badge } from "./ui/badge";

export const EnvironmentBadge = ({ environment }: { environment: EnvironmentName }) => (
  <Badge plain tone={environment === "production" ? "accent" : "neutral"}>
    {environmentTitle(environment)}
  </Badge>
);
