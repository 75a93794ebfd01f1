import { describe, expect, it } from "vitest";
import type { InsideData, InsidePicture, InsideSpec } from "../../../workers/protocol";
import type { Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import { ENGLISH } from "../strings";
import { describeInside, drawInside, insideReadout } from "./draw";
import { glowOf, Quantities } from "./quantities";

const QUANTITIES: Readonly<Record<string, InsideSpec["quantities"][number]>> = {
  x: { name: "x", label: "Doped part", symbol: "x", unit: "1", range: [0, 1] },
  w: { name: "w", label: "State", symbol: "w", unit: "m", range: [0, 3e-9] },
  gap: { name: "gap", label: "Gap", symbol: "g", unit: "m", range: [1e-10, 1.7e-9] },
  temperature: { name: "temperature", label: "Temperature", symbol: "T", unit: "K", range: [300, 1500] },
  amps: { name: "amps", label: "Current", symbol: "i", unit: "A", range: [-1e-4, 1e-4] },
};

const specOf = (picture: InsidePicture, ...names: readonly string[]): InsideSpec => ({
  kind: "inside",
  label: "Inside",
  doc: "",
  picture,
  quantities: names.map((name) => QUANTITIES[name] as InsideSpec["quantities"][number]),
});
const dataOf = (...values: readonly number[]): InsideData => ({ kind: "inside", values: Float32Array.from(values) });

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
function draw(
  spec: InsideSpec,
  data: InsideData | null,
  width: number,
  height: number,
  badge: "surrogate" | null = null,
) {
  const pen = new SvgPen(bench, "c", "system-ui", 1);
  const surface: Surface = { ctx: pen, width, height, ratio: 1, theme: THEMES.dark, vector: true };
  const scene = drawInside(surface, spec, data, { t: ENGLISH, badge });
  return { scene, markup: pen.markup() };
}

describe("quantities of the inside", () => {
  it("lie within their range, along the logarithm where its scale says so", () => {
    const log: InsideSpec = {
      ...specOf("bar"),
      quantities: [{ ...QUANTITIES.gap, range: [1, 100], scale: "log" } as never],
    };
    expect(new Quantities(log, dataOf(10)).state?.share).toBeCloseTo(0.5, 6);
    expect(new Quantities(specOf("boundary", "x"), dataOf(2)).state?.share).toBe(1);
  });

  it("tell how well the device conducts, whichever way its state runs", () => {
    expect(new Quantities(specOf("boundary", "x"), dataOf(0.25)).conducting).toBeCloseTo(0.25, 6);
    expect(new Quantities(specOf("boundary", "w"), dataOf(3e-9)).conducting).toBeCloseTo(0, 6);
    expect(new Quantities(specOf("filament", "gap"), dataOf(1e-10)).conducting).toBeCloseTo(1, 6);
  });

  it("glow only above the temperature around", () => {
    expect(glowOf(300)).toBe(0);
    expect(glowOf(Number.NaN)).toBe(0);
    expect(glowOf(900)).toBeGreaterThan(glowOf(400));
  });
});

const PICTURES: readonly InsidePicture[] = ["boundary", "filament", "dome", "charge", "barriers", "domains", "bar"];

describe.each(PICTURES)("the picture of %s", (picture) => {
  it.each([
    [340, 220],
    [700, 420],
  ])("is drawn at %d by %d as vectors, and moves with the state", (width, height) => {
    const spec = specOf(picture, "x", "temperature", "amps");
    const at = (x: number) => draw(spec, dataOf(x, 600, 2e-5), width, height).markup;
    expect(at(0.2)).not.toMatch(/NaN|undefined|Infinity/);
    expect(at(0.2)).not.toBe(at(0.9));
    expect(at(0.2)).toContain("µA");
  });
});

it("draws the gap to the scale of its bar of 1 nm", () => {
  const spec = specOf("filament", "gap");
  /** Lengths of the upright lines of the picture. */
  const lengths = (gap: number): number[] => {
    const { markup } = draw(spec, dataOf(gap), 400, 400);
    const upright = [...markup.matchAll(/M([\d.]+)[ ,]([\d.]+)L([\d.]+)[ ,]([\d.]+)/g)].map((found) =>
      found.slice(1).map(Number),
    );
    return upright.flatMap(([x0, y0, x1, y1]) => (x0 === x1 ? [Math.abs((y1 as number) - (y0 as number))] : []));
  };
  for (const gap of [4e-10, 8e-10]) {
    const found = lengths(gap);
    const ratios = found.flatMap((length) => found.map((bar) => length / bar));
    expect(ratios.some((ratio) => Math.abs(ratio - gap / 1e-9) < 5e-3)).toBe(true);
  }
});

it("says what it shows, with values and units, and that it is a surrogate", () => {
  const { scene } = draw(specOf("dome", "x", "temperature"), dataOf(0.5, 900), 700, 300, "surrogate");
  if (scene === null) throw new Error("nothing was drawn");
  const text = describeInside(scene, ENGLISH);
  expect(text).toContain("Temperature: 900\u00a0K");
  expect(text).toContain("Teaching surrogate");
  const row = scene.rows[1];
  expect(row && insideReadout(scene, { x: row.x + 2, y: row.y + 2 })).toMatch(/^Temperature: 900/);
});

it("says what to do while there is nothing", () => {
  const { scene, markup } = draw(specOf("bar", "x"), null, 300, 200);
  expect(scene).toBeNull();
  expect(markup).toContain(ENGLISH("empty.inside"));
});
