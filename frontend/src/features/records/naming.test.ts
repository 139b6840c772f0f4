import { expect, it } from "vitest";
import type { RecordStream } from "@/api/types";
import { nameOf, namingColumn } from "./naming";

const stream = (...keys: string[]) =>
  ({
    columns: [...keys.map((name) => ({ name, key: true })), { name: "amount", key: false }],
  }) as RecordStream;

it("calls a record by the last column of its key", () => {
  expect(namingColumn(stream("transaction_type", "transaction_id"))?.name).toBe("transaction_id");
  expect(nameOf(stream("transaction_type", "transaction_id"), "1:SALE:02-1")).toBe("02-1");
  expect(nameOf(stream("sku"), "1:RED:MUG")).toBe("RED:MUG");
});

it("knows eBay's own id without an account before it", () => {
  expect(nameOf(stream("order_id"), "02-1")).toBe("02-1");
});
