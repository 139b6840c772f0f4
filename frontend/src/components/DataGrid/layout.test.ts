import { describe, expect, it } from "vitest";
import { defaultLayout, moveColumn, repairLayout, toggleHidden, togglePinned, visibleOrder } from "./layout";

const COLUMNS = [{ id: "a" }, { id: "b" }, { id: "c", isDefault: false }, { id: "d" }];

it("begins with the default columns and the first one pinned", () => {
  expect(visibleOrder(defaultLayout(COLUMNS))).toEqual(["a", "b", "d"]);
  expect(defaultLayout(COLUMNS).pinned).toEqual(["a"]);
});

describe("repairing what was stored", () => {
  it.each([null, undefined, 7, "x", [], { order: 7, hidden: "b", widths: null }])("survives %o", (stored) => {
    expect(repairLayout(stored, COLUMNS).order).toEqual(["a", "b", "c", "d"]);
  });
  it("drops unknown columns and takes in new ones as they are by default", () => {
    const stored = {
      order: ["d", "gone", "a", "d"],
      hidden: ["a", "gone"],
      pinned: ["gone"],
      widths: { d: 50, gone: 9, a: "x" },
    };
    expect(repairLayout(stored, COLUMNS)).toEqual({
      order: ["d", "a", "b", "c"],
      hidden: ["a", "c"],
      pinned: [],
      widths: { d: 50 },
    });
  });
});

describe("changing a layout", () => {
  const layout = defaultLayout(COLUMNS);
  it("moves a column to another's place, in both directions", () => {
    expect(moveColumn(layout, "a", "c").order).toEqual(["b", "c", "a", "d"]);
    expect(moveColumn(layout, "d", "a").order).toEqual(["d", "a", "b", "c"]);
    expect(moveColumn(layout, "nothing", "a")).toBe(layout);
  });
  it("shows pinned columns first", () => {
    expect(visibleOrder(togglePinned(layout, "d"))).toEqual(["a", "d", "b"]);
  });
  it("hides and shows", () => {
    expect(visibleOrder(toggleHidden(layout, "b"))).toEqual(["a", "d"]);
    expect(visibleOrder(toggleHidden(toggleHidden(layout, "b"), "b"))).toEqual(["a", "b", "d"]);
  });
});
