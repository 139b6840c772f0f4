import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError } from "@/api/errors";
import { NoPages } from "./NoPages";

async function click(error: unknown) {
  const onReset = vi.fn();
  const onRetry = vi.fn();
  render(<NoPages error={error} onReset={onReset} onRetry={onRetry} />);
  await userEvent.click(screen.getByRole("button"));
  return { resets: onReset.mock.calls.length, retries: onRetry.mock.calls.length };
}

it("offers to clear a filter that the API refuses, as trying again cannot help", async () => {
  const refused = new ApiError(400, "bad_filter", "“ten” is not an amount.");
  expect(await click(refused)).toEqual({ resets: 1, retries: 0 });
  expect(screen.getByRole("alert").textContent).toContain("“ten” is not an amount.");
});

it("offers to try again when the API was in trouble", async () => {
  const away = new ApiError(503, "database_unavailable", "The database does not answer.");
  expect(await click(away)).toEqual({ resets: 0, retries: 1 });
});
