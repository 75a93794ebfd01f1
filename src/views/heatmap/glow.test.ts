import { describe, expect, it } from "vitest";
import type { CellFlag, MatrixData, MatrixSpec } from "../../../workers/protocol";
import type { Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import { drawGlows, Glows } from "./glow";
import { gridOf } from "./layout";
import { pool, poolingOf } from "./pool";
import { WHOLE } from "./window";

const FLAGS: readonly CellFlag[] = [
  { name: "born", label: "Born", mark: "birth" },
  { name: "died", label: "Died", mark: "death" },
  { name: "stuck", label: "Stuck", mark: "cross" },
];
const none = Number.NaN;

const dataOf = (flags: readonly number[]): MatrixData => ({
  kind: "matrix",
  values: new Float32Array(flags.length),
  flags: Uint8Array.from(flags),
});
const flagged = ({ flags }: MatrixData): Uint32Array =>
  Uint32Array.from([...(flags ?? [])].flatMap((flag, i) => (flag === 0 ? [] : [i])));
const at = (step: number, epoch = 1) => ({ step, epoch });

describe("what was born and died", () => {
  it("glows most when it has just happened, fades with the steps and is over", () => {
    const glows = new Glows();
    const born = dataOf([0, 1, 2, 3]);
    expect(glows.update(born, flagged(born), FLAGS, at(1))).toEqual([
      { cell: 1, born: true, strength: 1 },
      { cell: 2, born: false, strength: 1 },
    ]);
    // A picture of the same step is the same picture.
    expect(glows.update(born, flagged(born), FLAGS, at(1))).toHaveLength(2);
    const strengths: number[] = [];
    for (let step = 2; step < 12; step++) {
      const quiet = dataOf([0, 0, 0, 0]);
      strengths.push(glows.update(quiet, flagged(quiet), FLAGS, at(step))[0]?.strength ?? 0);
    }
    expect(strengths[0]).toBeLessThan(1);
    expect(strengths[0]).toBeGreaterThan(0.5);
    expect(strengths.every((strength, i) => i === 0 || strength <= (strengths[i - 1] as number))).toBe(true);
    expect(strengths.at(-1)).toBe(0);
  });

  it("is one event however long its flag stays, and another when the flag changes", () => {
    const glows = new Glows();
    for (let step = 1; step < 30; step++) {
      const same = dataOf([1]);
      const [glow] = glows.update(same, flagged(same), FLAGS, at(step));
      if (step > 1) expect(glow?.strength ?? 0).toBeLessThan(1);
    }
    const dead = dataOf([2]);
    expect(glows.update(dead, flagged(dead), FLAGS, at(30))).toEqual([{ cell: 0, born: false, strength: 1 }]);
  });

  it("is forgotten on the way back and in another epoch", () => {
    for (const moment of [at(3), at(9, 2)]) {
      const glows = new Glows();
      const born = dataOf([1]);
      glows.update(born, flagged(born), FLAGS, at(8));
      const quiet = dataOf([0]);
      expect(glows.update(quiet, flagged(quiet), FLAGS, moment)).toEqual([]);
    }
  });

  it("is seen where cells are smaller than a pixel", () => {
    const bench: SvgBench = {
      ruler: { font: "", textBaseline: "alphabetic", measureText: () => ({ width: 0 }) as TextMetrics },
      image: (width, height) => ({ width, height }) as ImageData,
      png: () => "",
    };
    const pen = new SvgPen(bench, "c", "system-ui", 1);
    const surface: Surface = { ctx: pen, width: 200, height: 200, ratio: 1, theme: THEMES.light, vector: true };
    const grid = gridOf({ x: 0, y: 0, width: 200, height: 200 }, WHOLE, { rows: 1000, columns: 1000 } as MatrixSpec);
    drawGlows(surface, grid, [
      { cell: 500_500, born: true, strength: 1 },
      { cell: 250_250, born: false, strength: 1 },
    ]);
    const { potentiation, depression } = THEMES.light.roles;
    expect(pen.markup()).toContain(potentiation);
    expect(pen.markup()).toContain(depression);
    // A plus of 6 pixels about the middle of the cell.
    expect(pen.markup()).toMatch(/97\.1[\d ,.]*100\.1.*103\.1/);
  });
});

describe("sparse cells smaller than pixels", () => {
  const spec = { rows: 4, columns: 6 } as MatrixSpec;
  const grid = gridOf({ x: 0, y: 0, width: 3, height: 2 }, WHOLE, spec);

  it("leave the strongest of each pixel", () => {
    const values = new Float32Array(24).fill(none);
    values[0] = 0.1;
    values[7] = -0.5;
    values[23] = 0.2;
    const pooling = poolingOf(grid, 1);
    expect(pooling).toEqual({ width: 3, height: 2 });
    const pooled = pool(values, grid, pooling ?? { width: 0, height: 0 }, new Float32Array(0));
    expect([...pooled.values]).toEqual([-0.5, none, none, none, none, Math.fround(0.2)]);
  });

  it("are left as they are along a side where they are large enough", () => {
    expect(poolingOf(grid, 2)).toBeNull();
    const wide = gridOf({ x: 0, y: 0, width: 60, height: 2 }, WHOLE, spec);
    expect(poolingOf(wide, 1)).toEqual({ width: 0, height: 2 });
    const pooled = pool(new Float32Array(24).fill(1), wide, { width: 0, height: 2 }, new Float32Array(50));
    expect([pooled.width, pooled.height, pooled.values.length]).toEqual([6, 2, 12]);
  });
});
