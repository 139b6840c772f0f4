// Calls a generated function and gives its data, or throws an ApiError.
import { toApiError } from "./errors";
import { client } from "./generated/client.gen";

client.interceptors.error.use((body, response) => toApiError(body, response));

type Answer = { data: unknown; error: unknown };
type DataOf<A extends Answer> = Extract<A, { error: undefined }>["data"];

export async function ask<A extends Answer>(call: Promise<A>): Promise<DataOf<A>> {
  const answer = await call;
  if (answer.error !== undefined) throw answer.error;
  return answer.data;
}
