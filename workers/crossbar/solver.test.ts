import { describe, expect, it } from "vitest";
import { CROSSBARS, ITERATIONS, JOKSAS_MEHONIC } from "../fixtures/crossbar";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";
import { conductanceOf } from "./_solver";
import { endCurrents, power } from "./currents";
import { driveLines } from "./schemes";
import { type Crossbar, standaloneCrossbar } from "./solver";
import { distance, solveExactly } from "./testing";

const EXACT = { tolerance: 1e-13, warm: false };

type Reference = typeof CROSSBARS.three | typeof CROSSBARS.eight;

function build(reference: Reference, conductances: readonly (readonly number[])[] = reference.G_S): Crossbar {
  const rows = conductances.length;
  const columns = conductances[0]?.length ?? 0;
  const circuit = standaloneCrossbar(rows, columns);
  circuit.conductance.view.set(conductances.flat());
  circuit.wires(reference.r_word_ohm, reference.r_bit_ohm);
  driveLines(circuit, reference.v_in_V, {
    source: reference.R_source_ohm,
    sink: reference.R_term_ohm,
    sides: "one",
  });
  circuit.factor();
  return circuit;
}

function uniform(n: number, largest: number, segment: number): Crossbar {
  const circuit = standaloneCrossbar(n, n);
  const random = new WiringStream(createKernel(), 1, "array");
  const { view } = circuit.conductance;
  for (let at = 0; at < view.length; at++) view[at] = largest * (0.01 + 0.99 * random.uniform());
  const volts = Float64Array.from({ length: n }, () => 0.2 * random.uniform());
  circuit.wires(segment, segment);
  driveLines(circuit, volts, { source: segment, sink: segment, sides: "one" });
  circuit.factor();
  return circuit;
}

describe("the reference circuits", () => {
  it.each([
    ["3 x 3", CROSSBARS.three],
    ["8 x 8", CROSSBARS.eight],
  ] as const)("%s: every node and every current", (_, reference) => {
    const circuit = build(reference);
    expect(circuit.solve(EXACT).converged).toBe(true);
    const pairs: readonly (readonly [ArrayLike<number>, readonly number[]])[] = [
      [circuit.rowNodes.view, reference.W_V.flat()],
      [circuit.columnNodes.view, reference.B_V.flat()],
      [circuit.cellCurrent.view, reference.I_device_A.flat()],
      [circuit.columnCurrent.view, reference.I_out_A],
      [circuit.rowCurrent.view, reference.I_in_A],
    ];
    for (const [found, expected] of pairs) expect(distance(found, expected)).toBeLessThan(1e-12);
    expect(distance(endCurrents(circuit).rowFirst, reference.I_in_A)).toBeLessThan(1e-12);
  });

  it("the power of the 3 x 3", () => {
    const circuit = build(CROSSBARS.three);
    circuit.solve(EXACT);
    expect(power(circuit) / CROSSBARS.three.checks.power_sources_W).toBeCloseTo(1, 12);
  });

  it("a short, its pruning, and a spare column", () => {
    const { eight, fault } = CROSSBARS;
    const circuit = build(eight);
    const cell = 3 * 8 + 2;
    const outputs = () => {
      circuit.factor();
      circuit.solve(EXACT);
      return circuit.columnCurrent.view;
    };
    expect(distance(outputs(), fault.I_healthy_A)).toBeLessThan(1e-12);
    circuit.conductance.view[cell] = 1 / 100;
    expect(distance(outputs(), fault.I_short_A)).toBeLessThan(1e-12);
    expect(circuit.rowCurrent.view[3]).toBeCloseTo(fault.row3_input_current_short_A, 14);
    circuit.conductance.view[cell] = 0;
    expect(distance(outputs(), fault.I_cell_pruned_A)).toBeLessThan(1e-12);
    const healthy = fault.I_healthy_A;
    circuit.columnCurrent.view.forEach((current, j) => {
      const change = Math.abs(current / (healthy[j] as number) - 1);
      if (j === 2) expect(change).toBeCloseTo(0.0767, 4);
      else expect(change).toBeLessThan(1.2e-4);
    });
    const spare = build(
      eight,
      eight.G_S.map((row) => [...row.map((g, j) => (j === 2 ? 0 : g)), row[2] as number]),
    );
    spare.solve(EXACT);
    expect(distance(spare.columnCurrent.view, fault.I_spare_column_A)).toBeLessThan(1e-12);
  });

  it("the published example of Joksas & Mehonic", () => {
    const { inputs, resistances, segment, cell } = JOKSAS_MEHONIC;
    const circuit = standaloneCrossbar(3, 5);
    circuit.conductance.view.set(resistances.flat().map((resistance) => 1 / resistance));
    circuit.wires(segment, segment);
    driveLines(circuit, inputs, { source: segment, sink: segment, sides: "one" });
    circuit.factor();
    circuit.solve(EXACT);
    expect((circuit.cellCurrent.view[cell.row * 5 + cell.column] as number) / cell.current).toBeCloseTo(1, 12);
  });
});

describe("iterations", () => {
  const { sizes, ...presets } = ITERATIONS;
  const cases = Object.entries(presets).flatMap(([name, preset]) =>
    sizes.slice(0, 5).map((n, k) => [name, n, preset, preset.rest[k] as number, preset.drag[k] as number] as const),
  );

  // Other random numbers than those of the reference: an iteration more or less.
  it.each(cases)("%s at %i", (_, n, { largest, segment }, rest, drag) => {
    const circuit = uniform(n, largest, segment);
    const atRest = circuit.solve({ tolerance: 1e-8, warm: false });
    const outputs = circuit.columnCurrent.view.slice();
    const dragged = circuit.solve({ tolerance: 1e-4, warm: false });
    expect(Math.abs(atRest.iterations - rest)).toBeLessThanOrEqual(1);
    expect(Math.abs(dragged.iterations - drag)).toBeLessThanOrEqual(1);
    expect(atRest.converged && dragged.converged).toBe(true);
    expect(atRest.residual).toBeLessThanOrEqual(1e-8);
    expect(distance(circuit.columnCurrent.view, outputs)).toBeLessThan(6e-4);
    expect(outputs.length).toBe(n);
  });

  it("follows an edited cell in a step or two", () => {
    const circuit = uniform(128, 100e-6, 1);
    circuit.solve({ tolerance: 1e-8, warm: false });
    circuit.conductance.view[64 * 128 + 64] = 1e-6;
    circuit.factor();
    const warm = circuit.solve({ tolerance: 1e-4, warm: true });
    expect(warm.iterations).toBeLessThanOrEqual(2);
    const dragged = circuit.columnCurrent.view.slice();
    circuit.solve({ tolerance: 1e-12, warm: false });
    expect(distance(dragged, circuit.columnCurrent.view)).toBeLessThan(1e-4);
  });

  it("does not mind wires that differ between rows and columns", () => {
    const circuit = uniform(64, 100e-6, 1);
    for (const [row, column] of [
      [0.05, 20],
      [20, 0.05],
    ] as const) {
      circuit.wires(row, column);
      circuit.factor();
      const { iterations, converged } = circuit.solve({ tolerance: 1e-8, warm: false });
      expect(converged).toBe(true);
      expect(iterations).toBeLessThanOrEqual(4);
    }
  });

  it("stays small with shorts", () => {
    const circuit = uniform(256, 100e-6, 1);
    const random = new WiringStream(createKernel(), 2, "shorts");
    for (let k = 0; k < 655; k++) circuit.conductance.view[Math.floor(random.uniform() * 65_536)] = 0.01;
    circuit.factor();
    expect(circuit.solve({ tolerance: 1e-8, warm: false }).iterations).toBeLessThanOrEqual(14);
  });
});

describe("a solve in pieces", () => {
  it("ends where one in a go ends, and tells how far it is", () => {
    const whole = uniform(96, 1e-3, 2.5);
    const { iterations } = whole.solve({ tolerance: 1e-10, warm: false });
    const parts = uniform(96, 1e-3, 2.5);
    parts.begin({ tolerance: 1e-10, warm: false });
    const seen: number[] = [];
    while (!parts.iterate(2)) seen.push(parts.progress);
    expect(parts.progress).toBe(1);
    expect(parts.finish().iterations).toBe(iterations);
    expect(parts.columnCurrent.view).toEqual(whole.columnCurrent.view);
    expect(seen.length).toBe(Math.ceil(iterations / 2) - 1);
    expect(seen.every((value, k) => value > (seen[k - 1] ?? 0) && value < 1)).toBe(true);
  });

  it("gives nodes of as far as it got when it is given up", () => {
    const circuit = uniform(96, 1e-3, 2.5);
    circuit.begin({ tolerance: 1e-10, warm: false });
    circuit.iterate(3);
    const { converged, residual, iterations } = circuit.finish();
    expect(converged).toBe(false);
    expect(iterations).toBe(3);
    expect(residual).toBeGreaterThan(1e-10);
    expect(residual).toBeLessThan(0.1);
    expect(circuit.solve({ tolerance: 1e-10, warm: true }).converged).toBe(true);
  });
});

describe("what an array can be", () => {
  it("is dark without voltages, after any solve", () => {
    const circuit = uniform(8, 100e-6, 1);
    circuit.solve(EXACT);
    circuit.rowEnds.firstVoltage.view.fill(0);
    for (const warm of [true, false]) {
      expect(circuit.solve({ tolerance: 1e-8, warm })).toEqual({ iterations: 0, residual: 0, converged: true });
      expect(Array.from(circuit.columnCurrent.view).every((current) => current === 0)).toBe(true);
    }
  });

  it("carries nothing when all cells are open or nothing is connected", () => {
    const circuit = uniform(5, 100e-6, 1);
    circuit.conductance.view.fill(0);
    circuit.factor();
    expect(circuit.solve(EXACT).converged).toBe(true);
    expect(Math.max(...circuit.cellCurrent.view.map(Math.abs))).toBe(0);
    circuit.conductance.view.fill(1e-4);
    circuit.rowEnds.firstConductance.view.fill(0);
    circuit.columnEnds.lastConductance.view.fill(0);
    circuit.factor();
    expect(circuit.solve(EXACT).converged).toBe(true);
    expect(Math.max(...circuit.cellCurrent.view.map(Math.abs))).toBe(0);
  });

  it("recovers from an input that was no number", () => {
    const circuit = uniform(6, 100e-6, 1);
    circuit.solve(EXACT);
    const healthy = circuit.columnCurrent.view.slice();
    const volt = circuit.rowEnds.firstVoltage.view[2] as number;
    circuit.rowEnds.firstVoltage.view[2] = Number.NaN;
    circuit.solve(EXACT);
    circuit.rowEnds.firstVoltage.view[2] = volt;
    circuit.solve({ tolerance: 1e-13, warm: true });
    expect(distance(circuit.columnCurrent.view, healthy)).toBeLessThan(1e-12);
  });

  it("tends to the ideal product without resistance anywhere", () => {
    const circuit = uniform(12, 100e-6, 0);
    const outcome = circuit.solve({ tolerance: 1e-13, warm: false });
    const volts = circuit.rowEnds.firstVoltage.view;
    const ideal = Array.from({ length: 12 }, (_, j) =>
      volts.reduce((sum, volt, i) => sum + volt * (circuit.conductance.view[i * 12 + j] as number), 0),
    );
    expect(outcome.converged).toBe(true);
    expect(distance(circuit.columnCurrent.view, ideal)).toBeLessThan(1e-8);
    // The 1e-6 Ohm that stand for nothing are what is left of the difference.
    expect(distance(circuit.columnCurrent.view, solveExactly(circuit).columnCurrent)).toBeLessThan(1e-12);
    expect(conductanceOf(0)).toBe(1e6);
  });
});
