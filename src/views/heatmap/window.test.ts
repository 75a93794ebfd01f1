import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blockOf,
  cellUnder,
  fitted,
  keyed,
  mostZoom,
  panned,
  type Shape,
  seen,
  showing,
  WHOLE,
  zoomed,
} from "./window";

const shape = fc.record({ rows: fc.integer({ min: 1, max: 1024 }), columns: fc.integer({ min: 1, max: 1024 }) });
const part = fc.double({ min: 0, max: 1, noNaN: true });
const places = fc.tuple(part, part);
const factors = fc.array(fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), places), { maxLength: 12 });

const inside = (window: typeof WHOLE, { rows, columns }: Shape): void => {
  expect(window.left).toBeGreaterThanOrEqual(0);
  expect(window.top).toBeGreaterThanOrEqual(0);
  expect(window.left + seen(columns, window.zoom)).toBeLessThanOrEqual(columns + 1e-9);
  expect(window.top + seen(rows, window.zoom)).toBeLessThanOrEqual(rows + 1e-9);
};

describe("the window on an array", () => {
  it("never leaves the array, however it is magnified and moved", () => {
    fc.assert(
      fc.property(shape, factors, places, (size, moves, [dx, dy]) => {
        let window = WHOLE;
        for (const [factor, at] of moves) window = zoomed(window, size, factor, at);
        inside(window, size);
        inside(panned(window, size, [4 * dx - 2, 4 * dy - 2]), size);
        inside(fitted({ left: -5, top: 1e6, zoom: 7 }, size), size);
        expect(window.zoom).toBeLessThanOrEqual(mostZoom(size));
      }),
    );
  });

  it("keeps the cell under the pointer while it magnifies", () => {
    const size = { rows: 200, columns: 400 };
    fc.assert(
      fc.property(fc.double({ min: 1, max: 6, noNaN: true }), places, (factor, at) => {
        const before = zoomed(WHOLE, size, 3, [0.5, 0.5]);
        const column = before.left + at[0] * seen(size.columns, before.zoom);
        const after = zoomed(before, size, factor, at);
        expect(after.left + at[0] * seen(size.columns, after.zoom)).toBeCloseTo(column, 6);
      }),
    );
  });

  it("moves as paper under a hand", () => {
    const size = { rows: 100, columns: 100 };
    const before = zoomed(WHOLE, size, 4, [0.5, 0.5]);
    expect(panned(before, size, [0.5, 0]).left).toBeCloseTo(before.left - 12.5);
    expect(panned(before, size, [0, -0.2]).top).toBeCloseTo(before.top + 5);
  });

  it("follows a cell no further than it must", () => {
    const size = { rows: 64, columns: 64 };
    const window = zoomed(WHOLE, size, 4, [0.5, 0.5]);
    expect(showing(window, size, { row: 30, column: 30 })).toEqual(window);
    const far = showing(window, size, { row: 63, column: 0 });
    expect([far.left, far.top]).toEqual([0, 48]);
  });
});

describe("cells", () => {
  it("are found where they are seen, and nowhere beside the picture", () => {
    const size = { rows: 8, columns: 16 };
    expect(cellUnder(WHOLE, size, [0.5, 0.5])).toEqual({ row: 4, column: 8 });
    expect(cellUnder(WHOLE, size, [1, 1])).toEqual({ row: 7, column: 15 });
    expect(cellUnder(WHOLE, size, [-0.01, 0.5])).toBeNull();
    expect(cellUnder({ left: 4, top: 2, zoom: 2 }, size, [0, 0])).toEqual({ row: 2, column: 4 });
  });

  it("are reached by keys, which stop at the edges", () => {
    const size = { rows: 50, columns: 20 };
    const from = { row: 3, column: 18 };
    const at = (key: string) => keyed(key, from, size);
    expect(at("ArrowUp")).toEqual({ row: 2, column: 18 });
    expect(at("PageUp")).toEqual({ row: 0, column: 18 });
    expect(at("PageDown")).toEqual({ row: 8, column: 18 });
    expect(at("Home")).toEqual({ row: 3, column: 0 });
    expect(at("End")).toEqual({ row: 3, column: 19 });
    expect(at("x")).toBeNull();
  });

  it("span a block from either corner", () => {
    const block = { row: 1, column: 2, toRow: 5, toColumn: 9 };
    expect(blockOf({ row: 5, column: 2 }, { row: 1, column: 9 })).toEqual(block);
    expect(blockOf({ row: 1, column: 9 }, { row: 5, column: 2 })).toEqual(block);
  });
});
