import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conductanceOf } from "../crossbar/_solver";
import { standaloneBlock, type VerticalBlock } from "./block";
import { solveBlockExactly } from "./testing";

/** Laws of circuits on random blocks with shorts, opens, and planes and pillars that float. */

const EXACT = { tolerance: 1e-14, warm: false };

interface End {
  readonly resistance: number;
  readonly volts: number;
}

interface Case {
  readonly form: "mesh" | "lumped";
  readonly layers: number;
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly number[];
  readonly planes: readonly (End | undefined)[];
  readonly pillars: readonly (End | undefined)[];
  readonly planeWire: number;
  readonly pillarWire: number;
}

const power10 = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true }).map((x) => 10 ** x);
const cell = fc.oneof(
  { weight: 8, arbitrary: power10(-7, -3) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(0.01) },
);
const volts = fc.integer({ min: -1000, max: 1000 }).map((millivolts) => millivolts / 1000);
const ends = (count: number, resistance: fc.Arbitrary<number>) =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ resistance, volts }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    { minLength: count, maxLength: count },
  );
const wire = fc.oneof(power10(-2, 3), fc.constant(0));
const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([layers, columns, rows]) =>
    fc.record({
      form: fc.constantFrom("mesh" as const, "lumped" as const),
      layers: fc.constant(layers),
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      cells: fc.array(cell, { minLength: layers * columns * rows, maxLength: layers * columns * rows }),
      planes: ends(layers, fc.oneof(power10(-1, 5), fc.constant(0))),
      pillars: ends(columns * rows, fc.oneof(power10(2, 4), fc.constantFrom(0, 1e9))),
      planeWire: wire,
      pillarWire: wire,
    }),
  );

function build(given: Case): VerticalBlock {
  const circuit = standaloneBlock(given, given.form);
  circuit.conductance.view.set(given.cells);
  given.planes.forEach((end, layer) => {
    circuit.planeConductance.view[layer] = end === undefined ? 0 : conductanceOf(end.resistance);
    circuit.planeVoltage.view[layer] = end?.volts ?? 0;
  });
  given.pillars.forEach((end, pillar) => {
    circuit.pillarConductance.view[pillar] = end === undefined ? 0 : conductanceOf(end.resistance);
    circuit.pillarVoltage.view[pillar] = end?.volts ?? 0;
  });
  circuit.wires(given.planeWire, given.pillarWire);
  circuit.factor();
  return circuit;
}

const holds = (check: (given: Case) => void, numRuns = 50) => fc.assert(fc.property(cases, check), { numRuns });
/** Where no current flows, cells of up to 0.01 S still tell the last digit of a volt, A. */
const FLOOR = 1e-16;
const largest = (values: Iterable<number>) => Array.from(values, Math.abs).reduce((a, b) => Math.max(a, b), 0);
const apart = (found: Float64Array, expected: Float64Array) =>
  largest(found.map((value, k) => value - (expected[k] as number)));
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);

describe("any block", () => {
  it("is solved to nine digits, in the currents of its cells", () => {
    holds((given) => {
      const circuit = build(given);
      expect(circuit.solve(EXACT).converged).toBe(true);
      const exact = solveBlockExactly(circuit);
      const scale = 1e-9 * largest(exact.cellCurrent) + FLOOR;
      expect(apart(circuit.cellCurrent.view, exact.cellCurrent)).toBeLessThanOrEqual(scale);
      expect(apart(circuit.pillarCurrent.view, exact.pillarCurrent)).toBeLessThanOrEqual(scale);
      expect(apart(circuit.planeCurrent.view, exact.planeCurrent)).toBeLessThanOrEqual(scale);
      expect(apart(circuit.planeNodes.view, exact.planeNodes)).toBeLessThan(1e-9);
      expect(apart(circuit.pillarNodes.view, exact.pillarNodes)).toBeLessThan(1e-9);
    }, 100);
  });

  it("obeys Kirchhoff: what goes into planes comes out of pillars, piece by piece", () => {
    holds((given) => {
      const circuit = build(given);
      circuit.solve(EXACT);
      const pillars = given.columns * given.rows;
      const scale = largest(circuit.cellCurrent.view);
      const floor = 1e-13 * scale + FLOOR;
      expect(Math.abs(total(circuit.planeCurrent.view) - total(circuit.pillarCurrent.view))).toBeLessThanOrEqual(floor);
      circuit.segmentCurrent.view.forEach((current, at) => {
        const above = circuit.segmentCurrent.view[at + pillars] ?? 0;
        expect(Math.abs(current - above - (circuit.cellCurrent.view[at] as number))).toBeLessThanOrEqual(floor);
      });
      given.planes.forEach((end, layer) => {
        if (end !== undefined) return;
        expect(Math.abs(circuit.planeCurrent.view[layer] as number)).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
      });
    });
  });

  it("turns into heat what its sources give", () => {
    holds((given) => {
      const circuit = build(given);
      circuit.solve(EXACT);
      const { planeCurrent, pillarCurrent, cellCurrent, segmentCurrent } = circuit;
      const supplied =
        product(circuit.planeVoltage.view, planeCurrent.view) - product(circuit.pillarVoltage.view, pillarCurrent.view);
      const pillars = given.columns * given.rows;
      const volts = circuit.planeNodes.view.map((volt, at) => volt - (circuit.pillarNodes.view[at] as number));
      const size = circuit.planeNodes.length;
      const alongX = new Float64Array(size);
      const alongY = new Float64Array(size);
      circuit.edgeCurrents(alongX, alongY);
      const edges = circuit.planeResistance * (product(alongX, alongX) + product(alongY, alongY));
      const pieces =
        circuit.pillarResistance *
        product(segmentCurrent.view.subarray(pillars), segmentCurrent.view.subarray(pillars));
      const feet = given.pillars.reduce(
        (sum, end, at) => sum + (end ? (pillarCurrent.view[at] as number) ** 2 / conductanceOf(end.resistance) : 0),
        0,
      );
      // What a driver of a net carries is what is left of its plane's node.
      const drivers = given.planes.reduce((sum, end, layer) => {
        if (end === undefined) return sum;
        let heat = 0;
        for (let y = 0; y < given.rows; y++) {
          const at = layer * pillars + y;
          const current =
            given.form === "lumped"
              ? (planeCurrent.view[layer] as number) / given.rows
              : (cellCurrent.view[at] as number) +
                (alongX[at] as number) +
                (alongY[at] as number) -
                (y > 0 ? (alongY[at - 1] as number) : 0);
          heat += current ** 2 / conductanceOf(end.resistance);
        }
        return sum + heat;
      }, 0);
      const heat = product(volts, cellCurrent.view) + edges + pieces + feet + drivers;
      expect(Math.abs(heat - supplied)).toBeLessThanOrEqual(1e-9 * Math.max(heat, largest(cellCurrent.view)) + FLOOR);
    });
  });

  it("adds what its sources do by themselves", () => {
    holds((given) => {
      const circuit = build(given);
      const sum = new Float64Array(given.cells.length);
      const run = (which: Case, sign: number) => {
        const part = build(which);
        part.solve(EXACT);
        part.cellCurrent.view.forEach((current, at) => {
          sum[at] = (sum[at] as number) + sign * current;
        });
        return largest(part.cellCurrent.view);
      };
      const dark = (all: Case["planes"]) => all.map((end) => end && { ...end, volts: 0 });
      const scale =
        run({ ...given, pillars: dark(given.pillars) }, 1) + run({ ...given, planes: dark(given.planes) }, 1);
      circuit.solve(EXACT);
      expect(apart(circuit.cellCurrent.view, sum)).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
    });
  });

  it("is reciprocal", () => {
    holds((given) => {
      const circuit = build(given);
      const drive = (plane: number, pillar: number) => {
        circuit.planeVoltage.view.fill(0);
        circuit.pillarVoltage.view.fill(0);
        if (plane >= 0) circuit.planeVoltage.view[plane] = 1;
        if (pillar >= 0) circuit.pillarVoltage.view[pillar] = 1;
        circuit.solve(EXACT);
        return largest(circuit.cellCurrent.view);
      };
      const layer = given.layers - 1;
      const pillar = given.columns * given.rows - 1;
      const scale = drive(layer, -1);
      const there = circuit.pillarCurrent.view[pillar] as number;
      const floor = 1e-9 * (scale + drive(-1, pillar)) + FLOOR;
      const back = -(circuit.planeCurrent.view[layer] as number);
      const held = given.planes[layer] !== undefined && given.pillars[pillar] !== undefined;
      if (held) expect(Math.abs(there - back)).toBeLessThanOrEqual(floor);
    });
  });
});
