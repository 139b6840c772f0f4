import { expect, it } from "vitest";
import type { Run } from "@/api/types";
import { runColumns } from "./columns";

const textOf = (id: string, run: Partial<Run>) =>
  runColumns((name) => (name === "privileges" ? "Selling limits" : name))
    .find((column) => column.id === id)
    ?.text?.(run as Run);

it("calls a stream by its title", () => {
  expect(textOf("stream", { stream: "privileges" })).toBe("Selling limits");
});
