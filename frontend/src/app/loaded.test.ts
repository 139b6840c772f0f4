import { expect, it, vi } from "vitest";
import { loaded } from "./loaded";

it("fetches what failed once more, when the server is there again", async () => {
  let answer: () => void = () => undefined;
  const load = vi.fn().mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue("page");
  const page = loaded(load, () => new Promise((resolve) => (answer = resolve)))();
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
  answer();
  expect(await page).toBe("page");
  expect(load).toHaveBeenCalledTimes(2);
});

it("gives up when the server is there and the part is not", async () => {
  const load = vi.fn().mockRejectedValue(new TypeError("Failed to fetch"));
  await expect(loaded(load, async () => undefined)()).rejects.toThrow("Failed to fetch");
});
