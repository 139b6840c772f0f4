import { describe, expect, it } from "vitest";
import { ApiError, isConnectionError, isFinal, isSignedOut, sentenceOf, toApiError } from "./errors";

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

describe("toApiError", () => {
  it("keeps the API's sentence and code", () => {
    const error = toApiError({ detail: "There is no run 7.", code: "unknown_run" }, answer(404));
    expect(error).toMatchObject({ status: 404, code: "unknown_run", message: "There is no run 7." });
  });
  it("knows how long to wait", () => {
    const error = toApiError(
      { detail: "Too many.", code: "too_many_attempts" },
      answer(429, { "Retry-After": "30" }),
    );
    expect(error).toMatchObject({ retryAfter: 30 });
  });
  it("makes a sentence where a gateway answered with a page", () => {
    const error = toApiError("<html>Bad gateway</html>", answer(502));
    expect(sentenceOf(error)).toBe("The server answered with status 502.");
  });
});

describe("what a failure means", () => {
  it.each([
    [new ApiError(0, "no_connection", ""), true],
    [new ApiError(503, "starting", ""), true],
    [new ApiError(502, "unknown", ""), true],
    [new ApiError(503, "database_unavailable", ""), true],
    [new ApiError(503, "database_not_ready", ""), false],
    [new ApiError(500, "internal_error", ""), false],
    [new ApiError(404, "unknown", ""), false],
    [new Error("a bug"), false],
  ])("%o: the API is away: %s", (error, isAway) => {
    expect(isConnectionError(error)).toBe(isAway);
  });
  it.each([
    [new ApiError(404, "unknown_run", ""), true],
    [new ApiError(422, "invalid_request", ""), true],
    [new ApiError(503, "database_unavailable", ""), false],
    [new Error("a bug"), false],
  ])("%o: trying again cannot help: %s", (error, isHopeless) => {
    expect(isFinal(error)).toBe(isHopeless);
  });
  it("tells an ended session from a wrong password", () => {
    expect(isSignedOut(new ApiError(401, "not_signed_in", ""))).toBe(true);
    expect(isSignedOut(new ApiError(401, "invalid_credentials", ""))).toBe(false);
  });
});
