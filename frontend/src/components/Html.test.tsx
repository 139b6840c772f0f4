import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Html } from "./Html";

// What it makes of HTML is tested in a real browser: tests/e2e/test_messages.py.
it("leaves plain text as it was written, lines and angle brackets and all", () => {
  expect(render(<Html text={"Hello,\n\n5 < 6 & <3"} />).container.textContent).toBe("Hello,\n\n5 < 6 & <3");
});
