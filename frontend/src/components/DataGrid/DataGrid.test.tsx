import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, expect, it, vi } from "vitest";
import { DataGrid } from "./DataGrid";
import { defaultLayout } from "./layout";
import type { GridColumn, Sort } from "./types";
import { stepTo } from "./useGridKeys";

type Item = { id: string; name: string };

const COLUMNS: GridColumn<Item>[] = [
  { id: "id", title: "Id", width: 80, sortable: true, render: ({ id }) => id, text: ({ id }) => id },
  { id: "name", title: "Name", width: 120, render: ({ name }) => name, text: ({ name }) => name },
];
const ROWS = Array.from({ length: 500 }, (_, index) => ({ id: `r${index}`, name: `Name ${index}` }));
const rowId = (row: Item) => row.id;

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { value: 600 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { value: 800 });
  Element.prototype.scrollTo = () => undefined;
});

type HarnessProps = {
  rows?: Item[];
  onSort?: (sort: Sort | null) => void;
  onOpen?: (id: string | undefined) => void;
};

function Harness({ rows = ROWS, onSort, onOpen }: HarnessProps) {
  const [layout, setLayout] = useState(() => defaultLayout(COLUMNS));
  const [openId, setOpenId] = useState<string>();
  const open = (id: string | undefined) => {
    setOpenId(id);
    onOpen?.(id);
  };
  return (
    <DataGrid
      label="Things"
      columns={COLUMNS}
      rows={rows}
      rowId={rowId}
      layout={layout}
      onLayoutChange={setLayout}
      sort={null}
      onSortChange={onSort}
      openId={openId}
      onOpen={open}
      empty={<p>Nothing here</p>}
    />
  );
}

it("renders only the rows in sight", () => {
  render(<Harness />);
  const rows = within(screen.getByRole("grid", { name: "Things" })).getAllByRole("row");
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThan(60);
});

it("says what it is given when there are no rows", () => {
  render(<Harness rows={[]} />);
  expect(screen.getByText("Nothing here")).toBeTruthy();
});

it("is driven by the keyboard: down, open, move on, close", async () => {
  const onOpen = vi.fn();
  render(<Harness onOpen={onOpen} />);
  const user = userEvent.setup();
  screen.getByRole("grid").focus();
  await user.keyboard("jj{Enter}");
  expect(onOpen).toHaveBeenLastCalledWith("r1");
  await user.keyboard("j");
  expect(onOpen).toHaveBeenLastCalledWith("r2");
  expect(screen.getByRole("grid").getAttribute("aria-activedescendant")).toBe("row-r2");
  await user.keyboard("{Escape}");
  expect(onOpen).toHaveBeenLastCalledWith(undefined);
});

it("opens a row at a click and asks for another order at a click on a title", async () => {
  const onOpen = vi.fn();
  const onSort = vi.fn();
  render(<Harness onOpen={onOpen} onSort={onSort} />);
  const user = userEvent.setup();
  await user.click(screen.getByText("Name 3"));
  expect(onOpen).toHaveBeenLastCalledWith("r3");
  await user.click(screen.getByRole("button", { name: "Id" }));
  expect(onSort).toHaveBeenLastCalledWith({ column: "id", descending: false });
});

it("steps within its rows", () => {
  expect(stepTo("j", -1, 5)).toBe(0);
  expect(stepTo("k", 0, 5)).toBe(0);
  expect(stepTo("PageDown", 1, 5)).toBe(4);
  expect(stepTo("End", 0, 5)).toBe(4);
  expect(stepTo("Home", 4, 5)).toBe(0);
  expect(stepTo("j", 0, 0)).toBeNull();
  expect(stepTo("x", 0, 5)).toBeNull();
});
