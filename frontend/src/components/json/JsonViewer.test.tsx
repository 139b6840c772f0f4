import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { JsonViewer } from "./JsonViewer";
import { findMatches } from "./search";

const ORDER = {
  orderId: "12-3",
  buyer: { username: "ada" },
  lineItems: [{ sku: "OAK-1" }, { sku: "OAK-2" }],
};

it("opens a path when it is clicked, and every path to what is searched", async () => {
  render(<JsonViewer value={ORDER} label="Record" />);
  const user = userEvent.setup();
  expect(screen.queryByText('"ada"')).toBeNull();
  await user.click(screen.getByRole("button", { name: /buyer/ }));
  expect(screen.getByText('"ada"')).toBeTruthy();
  await user.type(screen.getByRole("textbox", { name: "Search in record" }), "oak-2");
  expect(screen.getByText("1 found")).toBeTruthy();
  expect(screen.getByText('"OAK-2"')).toBeTruthy();
});

it("finds names and values, whatever their case", () => {
  expect(findMatches(ORDER, "sku").hits).toBe(2);
  expect([...findMatches(ORDER, "ADA").paths].sort()).toEqual(["$", "$/buyer", "$/buyer/username"]);
  expect(findMatches(ORDER, "").paths.size).toBe(0);
});
