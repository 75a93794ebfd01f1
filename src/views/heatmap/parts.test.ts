import { describe, expect, it } from "vitest";
import type { MatrixSpec, PathsSpec } from "../../../workers/protocol";
import type { ViewFeed } from "../_view";
import { createHistory } from "../history";
import { layerNames, matrixCsv } from "./csv";
import { barDomain, strideOf, strongest } from "./edges";
import { cellAtPoint, cellBox, gridOf, place, visible } from "./layout";
import { argsOf, placesOf, settingsOf, toolsOf } from "./options";
import { WHOLE } from "./window";
import { arrowStride, loopAt, loopOf } from "./wires";

const axis = { label: "G", unit: "S" };
const spec: MatrixSpec = {
  kind: "matrix",
  label: "Conductances",
  doc: "",
  rows: 10,
  columns: 20,
  value: axis,
  row: { label: "Row", unit: "1" },
  column: { label: "Column", unit: "1" },
  flags: [{ name: "stuck", label: "Stuck", mark: "cross" }],
};

describe("the places of a picture", () => {
  const wanted = {
    width: 800,
    height: 600,
    gutter: 20,
    legend: 18,
    rowBars: true,
    columnBars: true,
    profiles: true,
    colours: true,
    square: false,
  };

  it("never overlap and stay inside", () => {
    for (const [width, height] of [
      [800, 600],
      [390, 500],
      [320, 200],
    ] as const) {
      const places = place(spec, { ...wanted, width, height });
      const { plot, rowBars, columnBars, rowProfile, columnProfile, colourBar } = places;
      expect((rowBars?.x ?? 0) + (rowBars?.width ?? 0)).toBeLessThan(plot.x);
      expect(columnBars?.y).toBeGreaterThan(plot.y + plot.height);
      expect((columnBars?.y ?? 0) + (columnBars?.height ?? 0)).toBeLessThan(height);
      if (rowProfile !== null) expect(rowProfile.y + rowProfile.height).toBeLessThan(plot.y);
      const edge = columnProfile ?? plot;
      expect(colourBar.x).toBeGreaterThan(edge.x + edge.width);
      expect(colourBar.x + colourBar.width).toBeLessThan(width);
    }
    expect(place(spec, { ...wanted, width: 320, height: 200 }).rowProfile).toBeNull();
  });

  it("make cells square where that is asked for", () => {
    const { plot } = place(spec, { ...wanted, square: true });
    expect(plot.width / spec.columns).toBeCloseTo(plot.height / spec.rows);
  });

  it("lead from cells to boxes and back", () => {
    const { plot } = place(spec, wanted);
    const grid = gridOf(plot, { left: 4.5, top: 2, zoom: 2 }, spec);
    const box = cellBox(grid, { row: 4, column: 9 });
    expect(cellAtPoint(grid, { x: box.x + 1, y: box.y + 1 })).toEqual({ row: 4, column: 9 });
    expect(visible(grid)).toEqual({ fromRow: 2, toRow: 6, fromColumn: 4, toColumn: 14 });
    expect(visible(gridOf(plot, WHOLE, spec))).toEqual({ fromRow: 0, toRow: 9, fromColumn: 0, toColumn: 19 });
  });
});

describe("bars", () => {
  it("start at zero and reach the largest value of both lists", () => {
    expect(barDomain(Float32Array.of(0.1, 0.2))[0]).toBe(0);
    expect(barDomain(Float32Array.of(-3, 1), Float32Array.of(2))).toEqual([-3, 2]);
    expect(barDomain(Float32Array.of(Number.NaN), undefined)).toEqual([0, 1]);
  });

  it("show the strongest of neighbours that share a pixel", () => {
    const values = Float32Array.of(1, -5, 2, Number.NaN);
    expect([strongest(values, 0, 3), strongest(values, 2, 9)]).toEqual([-5, 2]);
    expect([strideOf(4, 1), strideOf(0.3, 1)]).toEqual([1, 4]);
  });
});

describe("currents", () => {
  it("have arrows that do not touch", () => {
    expect([arrowStride(40), arrowStride(10), arrowStride(1)]).toEqual([1, 3, 30]);
  });

  it("go round in loops that end where the cell is read", () => {
    const paths: PathsSpec = { kind: "paths", label: "", doc: "", value: axis, cells: 3 };
    const cells = Uint32Array.of(0, 5, 7, 5, 7, 2, 0, 6, 8, 6, 8, 2);
    const data = { kind: "paths", cells, values: Float32Array.of(2, 1) } as const;
    expect(loopOf(cells, 3, 0)).toEqual([
      { row: 0, column: 5 },
      { row: 7, column: 5 },
      { row: 7, column: 2 },
      { row: 0, column: 2 },
    ]);
    expect(loopAt(paths, data, { row: 8, column: 6 })).toBe(1);
    expect(loopAt(paths, data, { row: 0, column: 2 })).toBe(0);
    expect(loopAt(paths, data, { row: 3, column: 3 })).toBeNull();
  });
});

describe("settings", () => {
  it("offer the tools that have an action", () => {
    const program = { action: "program", args: {} };
    expect(toolsOf(settingsOf({}))).toEqual(["select"]);
    expect(toolsOf(settingsOf({ click: program, break: program }))).toEqual(["select", "program", "break"]);
    expect(settingsOf({ watch: ["a", "b"], linked: false })).toMatchObject({ watch: ["a", "b"], linked: false });
    expect(settingsOf({ watch: ["a"] }).watch).toBeNull();
  });

  it("name cells by row and column, or by their place in a lattice", () => {
    expect(placesOf(undefined, { row: 1, column: 2 })).toEqual({ row: 1, column: 2 });
    expect(placesOf(undefined, { row: 1, column: 2, toRow: 3, toColumn: 4 })).toMatchObject({ toRow: 3, toColumn: 4 });
    expect(placesOf(5, { row: 1, column: 2 })).toEqual({ layer: 5, x: 2, y: 1 });
    expect(placesOf(5, { row: 1, column: 2, toRow: 3, toColumn: 4 })).toEqual({
      layer: 5,
      x: 2,
      y: 1,
      toLayer: 5,
      toX: 4,
      toY: 3,
    });
    expect(settingsOf({ watch: [["a", "x"] as const, ["b", "y"] as const] }).watch).toBeNull();
  });

  it("complete the arguments of an action", () => {
    const action = { action: "program", args: { kind: "x" } };
    expect(argsOf(action, { row: 1, column: 2 }, { arg: "conductance" }, 5e-5)).toEqual({
      kind: "x",
      row: 1,
      column: 2,
      conductance: 5e-5,
    });
    expect(argsOf(action, { row: 1 }, null, 3)).toEqual({ kind: "x", row: 1 });
  });
});

it("writes a line per cell with all layers and what the cell is", () => {
  const small: MatrixSpec = { ...spec, rows: 1, columns: 2 };
  const volts: MatrixSpec = { ...small, label: "Row voltages", value: { label: "V", unit: "V" } };
  const specs: Record<string, MatrixSpec> = { g: small, v: volts };
  const histories = { g: createHistory(small), v: createHistory(volts) };
  histories.g.push({ kind: "matrix", values: Float32Array.of(1, Number.NaN), flags: Uint8Array.of(0, 1) });
  histories.v.push({ kind: "matrix", values: Float32Array.of(0.5, 0.25) });
  const feed = {
    spec: (name: string) => specs[name],
    history: (name: string) => histories[name as keyof typeof histories],
  } as unknown as ViewFeed;
  const channels = { matrix: "g", layer2: "v", rowBars: "input" };
  expect(layerNames(channels)).toEqual(["g", "v"]);
  expect(matrixCsv(feed, channels)).toBe(
    "Row,Column,Conductances (S),Row voltages (V),flag\r\n0,0,1,0.5,\r\n0,1,,0.25,stuck\r\n",
  );
});
