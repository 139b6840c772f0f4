import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { SignInForm } from "./SignInForm";

afterEach(() => void vi.unstubAllGlobals());

async function signIn(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked = vi.fn(async (_request: Request) => Response.json(body, { status, headers }));
  vi.stubGlobal("fetch", asked);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SignInForm />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Email"), "ada@example.com");
  await user.type(screen.getByLabelText("Password"), "secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  return asked;
}

it("asks with our header and says what was wrong", async () => {
  const asked = await signIn(401, { detail: "Email or password is wrong.", code: "invalid_credentials" });
  expect((await screen.findByRole("alert")).textContent).toBe("Email or password is wrong.");
  const request = asked.mock.calls[0]?.[0];
  expect(request?.headers.get("X-Requested-With")).toBe("ebay-connector");
  expect(request?.url).toContain("/api/auth/login");
});

it("waits as long as it is told after too many attempts", async () => {
  await signIn(
    429,
    { detail: "Too many attempts. Wait.", code: "too_many_attempts" },
    { "Retry-After": "30" },
  );
  const button = await screen.findByRole("button", { name: "Try again in 30 s" });
  expect((button as HTMLButtonElement).disabled).toBe(true);
});

it("says nothing of the wait when it is over", async () => {
  await signIn(
    429,
    { detail: "Too many attempts. Wait.", code: "too_many_attempts" },
    { "Retry-After": "1" },
  );
  await screen.findByRole("button", { name: "Try again in 1 s" });
  expect(screen.getByRole("alert")).toBeTruthy();
  await screen.findByRole("button", { name: "Sign in" }, { timeout: 5_000 });
  expect(screen.queryByRole("alert")).toBeNull();
});
