// The three eBays by name.
import type { EnvironmentName } from "@/api/types";

const TITLES: Record<EnvironmentName, string> = {
  production: "Production",
  sandbox: "Sandbox",
  emulator: "Local eBay",
};

export const environmentTitle = (name: EnvironmentName) => TITLES[name];
