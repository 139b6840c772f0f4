// The API's shapes under short names, taken from the operations that return them.
import type {
  GetAuthMeResponse,
  GetAuthUsersResponse,
  GetEbayAccountsResponse,
  GetEbayBudgetResponse,
  GetEbayEnvironmentsResponse,
  GetEbayStreamsResponse,
  GetEbaySyncRejectedResponse,
  GetEbaySyncRunsByRunIdResponse,
  GetEbaySyncStateResponse,
  GetEbaySyncWaitingResponse,
  GetHealthzResponse,
  GetRecordsByStreamByRowIdResponse,
  GetRecordsByStreamViewsResponse,
  GetRecordsResponse,
} from "./generated";

export type Me = GetAuthMeResponse;
export type Role = Me["role"];
export type User = GetAuthUsersResponse[number];
export type Account = GetEbayAccountsResponse[number];
export type Environment = GetEbayEnvironmentsResponse[number];
export type EnvironmentName = Environment["name"];
export type Health = GetHealthzResponse;

export type Run = GetEbaySyncRunsByRunIdResponse;
export type RunStatus = Run["status"];
export type Counts = Run["counts"];
export type SyncState = GetEbaySyncStateResponse[number];
export type StreamInfo = GetEbayStreamsResponse[number];
export type WaitingRecord = GetEbaySyncWaitingResponse["items"][number];
export type RejectedRecord = GetEbaySyncRejectedResponse["items"][number];

export type CallBudgets = GetEbayBudgetResponse;
export type CallQuota = CallBudgets["environments"][number]["resources"][number];

export type RecordStream = GetRecordsResponse[number];
export type RecordColumn = RecordStream["columns"][number];
export type ColumnType = RecordColumn["type"];
export type RecordDetail = GetRecordsByStreamByRowIdResponse;
export type RelatedRecords = RecordDetail["related"][number];
export type SavedView = GetRecordsByStreamViewsResponse[number];

/** One numbered line of a run's log, as its event stream sends it. */
export type RunEvent = {
  seq: number;
  at: string;
  level: "debug" | "info" | "warning" | "error";
  kind: string;
  message: string;
  data: Record<string, unknown>;
};
