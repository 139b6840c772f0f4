import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { InlineEdit } from "./InlineEdit";

async function edit(keys: string) {
  const onSave = vi.fn();
  render(<InlineEdit value="Harbor" label="Name" onSave={onSave} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: /Name/ }));
  await user.clear(screen.getByRole("textbox", { name: "Name" }));
  await user.keyboard(keys);
  return onSave;
}

it("saves once with Enter", async () => {
  const onSave = await edit("Quay{Enter}");
  expect(onSave.mock.calls).toEqual([["Quay"]]);
});

it.each(["Quay{Escape}", "   {Enter}", "Harbor{Enter}"])("saves nothing after %s", async (keys) => {
  expect(await edit(keys)).not.toHaveBeenCalled();
});
