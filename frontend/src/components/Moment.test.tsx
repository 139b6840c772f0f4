import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Ago } from "./Moment";

const ahead = () => new Date(Date.now() + 20_000).toISOString();

it("says of what has been that it was just now, though another clock is ahead of ours", () => {
  expect(render(<Ago at={ahead()} isPast />).container.textContent).toBe("just now");
  expect(render(<Ago at={ahead()} />).container.textContent).toBe("in a moment");
});
