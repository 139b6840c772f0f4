// What only orders have: where they go, and how they were paid.
import type { RecordDetail } from "@/api/types";
import { Addresses } from "./Addresses";
import { Payment } from "./Payment";

export const OrderSections = ({ record }: { record: RecordDetail }) => (
  <>
    <Addresses payload={record.payload} />
    <Payment payload={record.payload} />
  </>
);
