import { describe, expect, it } from "vitest";
import type { SignalSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import type { Surface } from "../../ui/canvas";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import { StickyDomain } from "../scale";
import { ENGLISH } from "../strings";
import { drawLoop, type LoopOptions } from "./draw";
import { describeLoop, hitSample, loopReadout, pointOf } from "./tell";

const signal = (name: string, axis: string): SignalSpec => ({
  ...{ name, axis, label: axis === "volts" ? "Voltage" : "Current", symbol: name },
  unit: axis === "volts" ? "V" : "A",
});
const SPEC: TraceSpec = {
  kind: "trace",
  label: "",
  doc: "",
  every: 1,
  signals: [signal("volts", "volts"), signal("amps", "amps"), { ...signal("amps1", "amps"), reference: "amps" }],
};
const ROUND = 40;

/** Two rounds of a sine; the current lags by `open` (A) at zero voltage. */
function rounds(open: number): TraceData {
  const angles = Array.from({ length: 2 * ROUND + 1 }, (_, k) => (2 * Math.PI * k) / ROUND);
  return {
    kind: "trace",
    steps: Uint32Array.from(angles, (_, k) => k),
    values: Float32Array.from(
      angles.flatMap((a) => [Math.sin(a), 1e-4 * Math.sin(a) + open * Math.cos(a), 2e-4 * Math.sin(a)]),
    ),
  };
}

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

function draw(data: TraceData | null, changes: Partial<LoopOptions> = {}) {
  const pen = new SvgPen(bench, "c", "system-ui", 1);
  const surface: Surface = { ctx: pen, width: 600, height: 400, ratio: 1, theme: THEMES.dark, vector: true };
  const scene = drawLoop(surface, SPEC, data, {
    t: ENGLISH,
    x: new StickyDomain(),
    y: new StickyDomain(),
    signals: { x: "volts", y: "amps" },
    ...{ round: ROUND, trail: 2 * ROUND, log: false, emphasis: null, stepMs: 1, reserved: 100 },
    ...changes,
  });
  return { scene, markup: pen.markup() };
}

function drawn(data: TraceData, changes: Partial<LoopOptions> = {}) {
  const { scene, markup } = draw(data, changes);
  if (scene === null) throw new Error("nothing was drawn");
  return { scene, markup };
}

describe("the picture of a loop", () => {
  it("says whether the loop is pinched, and by how much it is open", () => {
    expect(describeLoop(drawn(rounds(0)).scene, ENGLISH)).toContain(ENGLISH("loop.pinched"));
    const open = describeLoop(drawn(rounds(2e-5)).scene, ENGLISH);
    expect(open).not.toContain(ENGLISH("loop.pinched"));
    expect(open).toContain("20\u00a0µA");
  });

  it("shows currents of either sign at one height on a logarithmic axis", () => {
    const { scene, markup } = drawn(rounds(0), { log: true });
    expect(markup).not.toMatch(/NaN|Infinity/);
    const [up, down] = [pointOf(scene, ROUND / 4), pointOf(scene, (3 * ROUND) / 4)];
    expect(up?.y).toBeCloseTo(down?.y ?? 0, 3);
    expect(pointOf(scene, 0)).toBeNull();
    const linear = drawn(rounds(0)).scene;
    expect(pointOf(linear, ROUND / 4)?.y).toBeLessThan(pointOf(linear, (3 * ROUND) / 4)?.y as number);
  });

  it("makes room for siblings and counts them", () => {
    const { scene } = drawn(rounds(0));
    expect(scene.siblings).toBe(1);
    expect(scene.y.domain()[1]).toBeGreaterThanOrEqual(2e-4);
  });

  it("tells time, voltage, current and resistance of the sample under the pointer, of equals the latest", () => {
    const { scene } = drawn(rounds(0));
    const at = pointOf(scene, ROUND / 4) ?? { x: 0, y: 0 };
    expect(hitSample(scene, at)).toBe(ROUND + ROUND / 4);
    expect(loopReadout(scene, at)).toMatch(/v.* = 1\u00a0V\n.* = 100\u00a0µA\nR = 10\u00a0kΩ/s);
    expect(hitSample(scene, { x: scene.plot.x + scene.plot.width, y: scene.plot.y + scene.plot.height })).toBeNull();
  });

  it("says what to do while there is nothing", () => {
    const { scene, markup } = draw(null);
    expect(scene).toBeNull();
    expect(markup).toContain(ENGLISH("empty.trace"));
  });
});
