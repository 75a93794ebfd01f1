import { describe, expect, it } from "vitest";
import type { Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import { ENGLISH } from "../strings";
import { describeMemory, drawMemory, type MemoryValues } from "./draw";

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

function draw(values: MemoryValues, width = 400, height = 240) {
  const pen = new SvgPen(bench, "c", "system-ui", 1);
  const surface: Surface = { ctx: pen, width, height, ratio: 1, theme: THEMES.light, vector: true };
  const marks = [{ bytes: 65_536, label: "64 KiB of a core", short: "64 KiB" }];
  return { scene: drawMemory(surface, values, marks, ENGLISH), markup: pen.markup() };
}

const sparse: MemoryValues = { dense: 1_064_800, sparse: 34_989, density: 2, breakEven: 66.4, saved: 96.7 };

describe("the picture of memory", () => {
  it("has the smaller bar for what takes less, with the mark between", () => {
    const { scene } = draw(sparse);
    const [dense, list] = scene.bars;
    expect(list?.box.width).toBeLessThan(0.7 * (dense?.box.width ?? 0));
    expect(scene.marks[0]?.x).toBeGreaterThan((list?.box.x ?? 0) + (list?.box.width ?? 0));
    expect((dense?.box.x ?? 0) + (dense?.box.width ?? 0)).toBeLessThan(400);
  });

  it("writes sizes with their prefix, and break-even where there is room", () => {
    const { markup } = draw(sparse);
    expect(markup).toContain("1.06\u00a0MB");
    expect(markup).toContain("35\u00a0kB");
    expect(markup).toContain("66.4");
    expect(draw(sparse, 400, 110).markup).not.toContain("66.4");
  });

  it("keeps names and sizes off the bars where it is narrow", () => {
    const { scene } = draw(sparse, 130, 240);
    expect(scene.bars[0]?.box).toMatchObject({ x: 12 });
    expect(scene.bars[0]?.box.width).toBeGreaterThan(80);
    expect(draw(sparse, 400).scene.bars[0]?.box.x).toBeGreaterThan(50);
  });

  it("is told in words", () => {
    expect(describeMemory(draw(sparse).scene, ENGLISH)).toMatch(/dense: 1\.06\sMB\. sparse: 35\skB\..*96\.7\s%/);
    const whole = { dense: 1e6, sparse: 1.475e6, density: 100, breakEven: 66.4, saved: -47.5 };
    expect(describeMemory(draw(whole).scene, ENGLISH)).toMatch(/47\.5\s% more than dense/);
    const none = Number.NaN;
    const empty = { dense: none, sparse: none, density: none, breakEven: none, saved: none };
    expect(describeMemory(draw(empty).scene, ENGLISH)).toBe("Nothing to show yet.");
  });
});
