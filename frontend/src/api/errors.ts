// One error for every failed call: the API's own sentence, its code and the status (0 = no answer at all).
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

type Problem = { detail?: unknown; code?: unknown };

export function toApiError(body: unknown, response: Response | undefined): unknown {
  if (body instanceof DOMException && body.name === "AbortError") return body;
  if (!response)
    return new ApiError(0, "no_connection", "The server cannot be reached. Try again in a moment.");
  const { detail, code } = (body ?? {}) as Problem;
  const sentence =
    typeof detail === "string" ? detail : `The server answered with status ${response.status}.`;
  const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiError(
    response.status,
    typeof code === "string" ? code : "unknown",
    sentence,
    Number.isFinite(wait) ? wait : null,
  );
}

export const isDatabaseAway = (error: unknown) =>
  error instanceof ApiError && error.code === "database_unavailable";

/** True when the API (no answer, a gateway's page, still starting) or its database is away, and nothing was refused. */
export function isConnectionError(error: unknown) {
  if (!(error instanceof ApiError)) return false;
  if (error.status === 0 || error.code === "starting" || isDatabaseAway(error)) return true;
  return error.code === "unknown" && error.status >= 500 && error.status <= 504;
}

/** True when the request itself was wrong, so that the same one is refused again. */
export const isRefused = (error: unknown) =>
  error instanceof ApiError && (error.status === 400 || error.status === 422);

/** True when trying again cannot help: what was asked for is not there, or was asked in a wrong way. */
export const isFinal = (error: unknown) =>
  isRefused(error) || (error instanceof ApiError && error.status === 404);

export const isSignedOut = (error: unknown) => error instanceof ApiError && error.code === "not_signed_in";

export const sentenceOf = (error: unknown) =>
  error instanceof Error ? error.message : "Something went wrong. Please try again.";
