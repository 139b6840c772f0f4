// Calls a generated function and gives its data, or throws an ApiError; a slow answer has the API's health asked for.
import { toApiError } from "./errors";
import { client } from "./generated/client.gen";
import { checkHealth } from "./query-client";

const SLOW_MS = 2_000;

client.interceptors.error.use((body, response) => toApiError(body, response));

type Answer = { data: unknown; error: unknown };
type DataOf<A extends Answer> = Extract<A, { error: undefined }>["data"];

export async function ask<A extends Answer>(call: Promise<A>): Promise<DataOf<A>> {
  const doubt = setTimeout(checkHealth, SLOW_MS);
  const answer = await call.finally(() => clearTimeout(doubt));
  if (answer.error !== undefined) throw answer.error;
  return answer.data;
}
