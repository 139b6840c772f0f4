// What records are called: of a key of several columns the last one tells them apart.
import type { RecordStream } from "@/api/types";

const keysOf = ({ columns }: RecordStream) => columns.filter(({ key }) => key);

/** The column that a record is called by. */
export const namingColumn = (stream: RecordStream) => keysOf(stream).at(-1) ?? stream.columns[0];

/** "1:SALE:02-1" → "02-1": ids hold the account and every key. */
export const nameOf = (stream: RecordStream, id: string) =>
  id.split(":").slice(keysOf(stream).length).join(":") || id;
