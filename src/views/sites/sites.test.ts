import { describe, expect, it } from "vitest";
import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import type { Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import type { ViewFeed } from "../_view";
import { createHistory } from "../history";
import { ENGLISH } from "../strings";
import { addressOf, siteAt, watchEdits, watchOf } from "./address";
import { sitesCsv } from "./csv";
import { describeTable, drawTable, fittedTop, onScroll, rowAt, siteText, sortsOf, titleAt } from "./draw";
import { partOf, SiteOrder, type Sorting } from "./order";

const spec: LatticeSpec = {
  kind: "lattice",
  label: "Block",
  doc: "",
  layers: 3,
  columns: 4,
  rows: 5,
  value: { label: "Conductance", symbol: "G", unit: "S" },
  current: { label: "Current", symbol: "I", unit: "A" },
  voltage: { label: "Voltage", unit: "V" },
  lines: false,
  flags: [{ name: "short", label: "Short", mark: "cross" }],
  fade: 10,
};
const SITES = 60;

/** Every third site takes part; currents of both signs. */
function block(): LatticeData {
  const of = (value: (site: number) => number) => Float32Array.from({ length: SITES }, (_, site) => value(site));
  return {
    kind: "lattice",
    values: of((site) => 1e-6 * ((site * 7) % 60)),
    activity: of((site) => (site % 3 === 0 ? 1 : 0)),
    currents: of((site) => (site % 2 === 0 ? 1e-9 : -1e-9) * ((site * 11) % 60)),
    segments: of(() => 0),
    voltages: new Float32Array(3),
    selected: new Uint8Array(20),
    flags: Uint8Array.from({ length: SITES }, (_, site) => (site === 6 ? 1 : 0)),
  };
}

const all = partOf(spec, "all", null);
const listed = (data: LatticeData, sorting: Sorting, ages: Float32Array | null = null, part = all): number[] => [
  ...new SiteOrder().update(data, ages, part, sorting),
];

describe("addresses", () => {
  it("lead from sites to places and back", () => {
    expect(siteAt(spec, { layer: 2, x: 3, y: 4 })).toBe(59);
    for (let site = 0; site < SITES; site++) expect(siteAt(spec, addressOf(spec, site))).toBe(site);
  });

  it("move only the parameters that stand elsewhere", () => {
    const watch = watchOf({
      watch: [
        ["view.layer", "layer"],
        ["read.x", "x"],
      ],
    });
    const params = { view: { layer: 1 }, read: { x: 2 } };
    expect(watchEdits(watch, { layer: 1, x: 3, y: 0 }, params)).toEqual([{ path: "read.x", value: 3 }]);
    expect(watchEdits(watch, { layer: 1, x: 2, y: 0 }, params)).toEqual([]);
    expect(watchOf({ watch: ["read.row", "read.column"] })).toEqual([]);
  });
});

describe("the order", () => {
  it("holds the cells that take part, largest current of either sign first", () => {
    const data = block();
    const order = listed(data, { key: "current", descending: true });
    expect(order.length).toBe(20);
    expect(order.every((site) => site % 3 === 0)).toBe(true);
    const sizes = order.map((site) => Math.abs(data.currents[site] as number));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(
      listed(data, { key: "current", descending: false }).map((s) => Math.abs(data.currents[s] as number)),
    ).toEqual([...sizes].reverse());
  });

  it("sorts numbers of both signs, and leaves what is not known for the end", () => {
    const data = block();
    data.values.set([5, Number.NaN, 0, -2, 0, 0, 0.5, 0, 0, -3]);
    const values = (descending: boolean) =>
      listed(data, { key: "value", descending }).map((site) => data.values[site] as number);
    const up = values(false);
    expect(up.slice(0, 2)).toEqual([-3, -2]);
    expect(up.at(-1)).toBe(5);
    data.values[12] = Number.NaN;
    expect(values(true)[0]).toBe(5);
    expect(Number.isNaN(values(true).at(-1))).toBe(true);
    expect(Number.isNaN(values(false).at(-1))).toBe(true);
  });

  it("agrees with a plain sort for very many numbers", () => {
    const many: LatticeSpec = { ...spec, layers: 32, columns: 64, rows: 64 };
    const count = 32 * 64 * 64;
    const values = Float32Array.from({ length: count }, (_, i) => Math.fround(Math.sin(i * 12.9898) * 43758.5453));
    const data = { ...block(), values, activity: new Float32Array(count).fill(1) };
    const order = new SiteOrder().update(data, null, partOf(many, "all", null), { key: "value", descending: true });
    expect([...order].map((site) => values[site])).toEqual([...values].sort((a, b) => b - a));
  });

  it("sorts by age, and by address either way", () => {
    const data = block();
    const ages = Float32Array.from({ length: SITES }, (_, site) => (site * 13) % 60);
    const [first] = listed(data, { key: "age", descending: true }, ages);
    expect(ages[first as number]).toBe(57);
    expect(listed(data, { key: "address", descending: false }).slice(0, 3)).toEqual([0, 3, 6]);
    expect(listed(data, { key: "address", descending: true }).slice(0, 2)).toEqual([57, 54]);
    expect([sortsOf(true), sortsOf(false)].map((keys) => keys.includes("age"))).toEqual([true, false]);
  });

  it("lists a pillar or a layer alone, and follows new data", () => {
    const data = block();
    data.activity.fill(1);
    const byAddress = { key: "address", descending: false } as const;
    const site = siteAt(spec, { layer: 1, x: 2, y: 3 });
    expect(listed(data, byAddress, null, partOf(spec, "pillar", site))).toEqual([13, 33, 53]);
    expect(listed(data, byAddress, null, partOf(spec, "layer", site))[0]).toBe(20);
    expect(listed(data, byAddress, null, partOf(spec, "layer", site)).length).toBe(20);
    const order = new SiteOrder();
    expect(order.update(data, null, all, byAddress).length).toBe(60);
    expect(order.update(block(), null, all, byAddress).length).toBe(20);
  });
});

/** A font whose letters are 6 wide. */
const bench: SvgBench = {
  ruler: {
    font: "",
    textBaseline: "alphabetic",
    measureText: (text: string) => ({ width: 6 * text.length, actualBoundingBoxAscent: 8 }) as TextMetrics,
  },
  image: (width, height) => ({ width, height }) as ImageData,
  png: () => "",
};

function table(data: LatticeData | null, top = 0, ages: Float32Array | null = null) {
  const pen = new SvgPen(bench, "c", "system-ui", 1);
  const surface: Surface = { ctx: pen, width: 420, height: 246, ratio: 1, theme: THEMES.light, vector: true };
  const sorting = { key: "current", descending: true } as const;
  const sites = data === null ? new Uint32Array(0) : new SiteOrder().update(data, ages, all, sorting);
  const scene = drawTable(surface, spec, data, { t: ENGLISH, sites, ages, sorting, top, line: 20 });
  return { scene, markup: pen.markup() };
}

describe("the picture of the table", () => {
  it("draws the rows there is room for, and no others", () => {
    const { scene, markup } = table(block());
    // 200 pixels between head and foot.
    expect(scene.body.height).toBe(200);
    const { sites } = scene.options;
    const line = (row: number): string => {
      const { layer, x, y } = addressOf(spec, sites[row] as number);
      return `>${layer} · ${x} · ${y}`;
    };
    expect(markup).toContain(line(0));
    expect(markup).toContain(line(9));
    expect(markup).not.toContain(line(10));
    expect(markup).toContain("1 to 10 of 20 cells");
    expect(markup).toContain("Current ▼");
    expect(markup).not.toContain("Short");
    expect(table(block(), 99).markup).toContain(">0 · 1 · 1  Short");
    expect(markup).not.toContain("Age");
  });

  it("scrolls to the end and no further", () => {
    expect(fittedTop(99, 20, 200, 20)).toBe(10);
    expect(fittedTop(-3, 20, 200, 20)).toBe(0);
    expect(fittedTop(5, 3, 200, 20)).toBe(0);
    const { scene, markup } = table(block(), 99);
    expect(scene.options.top).toBe(10);
    expect(markup).toContain("11 to 20 of 20 cells");
    expect(rowAt(scene, { x: 50, y: scene.body.y + 1 })).toBe(10);
  });

  it("tells rows, titles and the scroll bar apart", () => {
    const { scene } = table(block());
    expect(rowAt(scene, { x: 50, y: scene.body.y + 25 })).toBe(1);
    expect(rowAt(scene, { x: 50, y: 5 })).toBeNull();
    expect(rowAt(scene, { x: 50, y: 240 })).toBeNull();
    expect(titleAt(scene, { x: 10, y: 5 })).toBe("address");
    expect(titleAt(scene, { x: 390, y: 5 })).toBe("current");
    expect(onScroll(scene, { x: 415, y: 100 })).toBe(true);
    expect(onScroll(scene, { x: 200, y: 100 })).toBe(false);
    expect(onScroll(table(null).scene, { x: 415, y: 100 })).toBe(false);
  });

  it("has ages where they are counted", () => {
    const ages = new Float32Array(SITES).fill(1234);
    const { markup, scene } = table(block(), 0, ages);
    expect(markup).toContain("Age");
    expect(markup).toContain("1\u202f234");
    expect(siteText(scene, 6)).toBe(
      "Layer 0, x 1, y 1\nConductance: 42\u00a0µS\nCurrent: 6\u00a0nA\n1\u202f234 steps old\nShort",
    );
  });

  it("is told in words", () => {
    expect(describeTable(table(block()).scene)).toMatch(
      /^20 of 60 cells take part, sorted by Current\. First: Layer \d, x \d, y \d, Conductance/,
    );
    expect(describeTable(table(null).scene)).toBe("Nothing to show yet.");
    expect(table({ ...block(), activity: new Float32Array(SITES) }).markup).toContain("No cell takes part here");
  });
});

it("writes a line per cell that takes part", () => {
  const lattice = createHistory(spec);
  lattice.push(block());
  const feed = {
    spec: (name: string) => (name === "lattice" ? spec : undefined),
    history: (name: string) => (name === "lattice" ? lattice : undefined),
  } as unknown as ViewFeed;
  const lines = sitesCsv(feed, { lattice: "lattice" }).trim().split("\r\n");
  expect(lines.length).toBe(21);
  expect(lines[0]).toBe("layer,x,y,Conductance (S),Current (A),flag");
  expect(lines[3]).toMatch(/^0,1,1,0\.0000419999997,.*,short$/);
});
