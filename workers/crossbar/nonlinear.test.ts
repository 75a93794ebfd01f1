import { describe, expect, it } from "vitest";
import { CROSSBARS } from "../fixtures/crossbar";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { gateRows, leakOf, type Selector, SelectorArray, steepness } from "./nonlinear";
import { driveLines, type ReadArray, readMargin } from "./schemes";
import { Crossbar, standaloneCrossbar } from "./solver";
import { distance, solveExactly } from "./testing";

const WORST = {
  on: 100e-6,
  off: 1e-6,
  voltage: 0.2,
  rowWire: 1,
  columnWire: 1,
  source: 10,
  sink: 100,
  sides: "one",
} as const;

function selectors(rows: number, columns: number): { readonly array: SelectorArray; readonly circuit: Crossbar } {
  const arena = new Arena(createKernel());
  const circuit = new Crossbar(arena, rows, columns, { nonlinear: true });
  const array = new SelectorArray(arena, circuit);
  arena.commit();
  return { array, circuit };
}

describe("selectors", () => {
  it.each(CROSSBARS.selector.cases)("n = $n, kappa = $kappa: currents of the reference", (reference) => {
    const { array, circuit } = selectors(reference.n, reference.n);
    const outcomes: { steps: number; lastStage: number; converged: boolean }[] = [];
    const selector: Selector = { selectivity: reference.kappa, voltage: 0.2 };
    const readable: ReadArray = {
      circuit,
      conductance: array.conductance,
      solve: () => outcomes.push(array.solve(selector, 1e-13)),
    };
    const reading = readMargin(readable, "half", WORST);
    expect(steepness(reference.kappa)).toBeCloseTo(reference.a, 9);
    expect(reading.on / reference.I_on_A).toBeCloseTo(1, 9);
    expect(reading.off / reference.I_off_A).toBeCloseTo(1, 9);
    expect(reading.margin).toBeCloseTo(reference.margin, 9);
    for (const { converged, lastStage, steps } of outcomes) {
      expect(converged).toBe(true);
      expect(lastStage).toBeLessThanOrEqual(9);
      expect(steps).toBeLessThanOrEqual(40);
    }
  });

  it("obey their law in every cell, and Kirchhoff, in an array of all sorts of cells", () => {
    const { array, circuit } = selectors(7, 5);
    array.conductance.view.forEach((_, at, view) => {
      view[at] = at % 11 === 0 ? 0 : at % 13 === 5 ? 0.01 : 1e-6 * (1 + ((17 * at) % 90));
    });
    circuit.wires(2, 3);
    driveLines(circuit, [0.3, -0.1, 0.2, 0, 0.25, -0.3, 0.1], { source: 20, sink: 50, sides: "one" });
    const volts = circuit.rowEnds.firstVoltage.view.slice();
    const selector = { selectivity: 40, voltage: 0.2 };
    const { converged } = array.solve(selector, 1e-13);
    expect(converged).toBe(true);
    expect(circuit.rowEnds.firstVoltage.view).toEqual(volts);
    const a = steepness(40);
    const law = circuit.cellCurrent.view.map((_, at) => {
      const across = (circuit.rowNodes.view[at] as number) - (circuit.columnNodes.view[at] as number);
      return ((array.conductance.view[at] as number) * 0.2 * Math.sinh((a * across) / 0.2)) / Math.sinh(a);
    });
    expect(distance(circuit.cellCurrent.view, law)).toBeLessThan(1e-9);
    // The last linear circuit, with its sources, by the dense solver.
    const exact = solveExactly(circuit, circuit.sources?.view);
    expect(distance(circuit.cellCurrent.view, exact.cellCurrent)).toBeLessThan(1e-10);
  });

  it("are followed from a solution close by, to the same answer, and found again from one far away", () => {
    const { array, circuit } = selectors(24, 24);
    array.conductance.view.forEach((_, at, view) => {
      view[at] = 1e-6 * (1 + ((17 * at) % 90));
    });
    circuit.wires(2, 3);
    const selector = { selectivity: 300, voltage: 0.2 };
    const drive = (volt: (row: number) => number) =>
      driveLines(
        circuit,
        Float64Array.from({ length: 24 }, (_, i) => volt(i)),
        { source: 9, sink: 9, sides: "one" },
      );
    drive((i) => 0.2 * Math.cos(i));
    const cold = array.solve(selector, 1e-13);
    array.conductance.view[100] = 1e-4;
    const warm = array.solve(selector, 1e-13, true);
    expect(warm.steps).toBeLessThan(cold.steps / 2);
    const close = circuit.columnCurrent.view.slice();
    array.solve(selector, 1e-13);
    expect(distance(close, circuit.columnCurrent.view)).toBeLessThan(1e-10);
    drive((i) => -1.5 * Math.sin(5 * i));
    expect(array.solve(selector, 1e-13, true).converged).toBe(true);
    const far = circuit.columnCurrent.view.slice();
    array.solve(selector, 1e-13);
    expect(distance(far, circuit.columnCurrent.view)).toBeLessThan(1e-9);
  });

  it("keep their digits against the current as well", () => {
    const { array, circuit } = selectors(1, 1);
    array.conductance.view.fill(5e-5);
    circuit.wires(0, 0);
    const current = (volt: number): number => {
      driveLines(circuit, [volt], { source: 0, sink: 0, sides: "one" });
      array.solve({ selectivity: 1e5, voltage: 0.2 }, 1e-13);
      return circuit.cellCurrent.view[0] as number;
    };
    expect(current(-0.2) / -1e-5).toBeCloseTo(1, 8);
    expect(current(-0.25) / -current(0.25)).toBeCloseTo(1, 12);
  });

  it("are found at five times their voltage too, in small steps, and given up where numbers end", () => {
    const { array, circuit } = selectors(6, 6);
    array.conductance.view.forEach((_, at, view) => {
      view[at] = 1e-6 * (1 + ((17 * at) % 90));
    });
    const solve = (volt: number) => {
      circuit.wires(2, 2);
      const volts = Float64Array.from({ length: 6 }, (_, i) => volt * Math.cos(i));
      driveLines(circuit, volts, { source: 2, sink: 2, sides: "one" });
      return array.solve({ selectivity: 1000, voltage: 0.2 }, 1e-12);
    };
    const outcome = solve(1);
    expect(outcome.converged).toBe(true);
    expect(outcome.lastStage).toBeLessThanOrEqual(10);
    const far = solve(100);
    expect(far.converged).toBe(true);
    expect(far.steps).toBeLessThanOrEqual(100);
    const hopeless = solve(1e200);
    expect(hopeless.converged).toBe(false);
    expect(hopeless.steps).toBeLessThanOrEqual(300);
    expect(solve(0.2).converged).toBe(true);
  });

  it("are resistors at a selectivity of two", () => {
    const { array, circuit } = selectors(4, 4);
    array.conductance.view.fill(5e-5);
    circuit.wires(1, 1);
    driveLines(circuit, [0.2, 0.1, 0.05, 0.15], { source: 5, sink: 5, sides: "one" });
    array.solve({ selectivity: 2, voltage: 0.2 }, 1e-13);
    const bent = circuit.columnCurrent.view.slice();
    array.solve({ selectivity: 2 + 1e-6, voltage: 0.2 }, 1e-13);
    expect(distance(circuit.columnCurrent.view, bent)).toBeLessThan(1e-5);
    const plain = standaloneCrossbar(4, 4);
    plain.conductance.view.fill(5e-5);
    plain.wires(1, 1);
    driveLines(plain, [0.2, 0.1, 0.05, 0.15], { source: 5, sink: 5, sides: "one" });
    plain.factor();
    plain.solve({ tolerance: 1e-13, warm: false });
    expect(distance(bent, plain.columnCurrent.view)).toBeLessThan(1e-12);
  });

  it("want a circuit that was made for them", () => {
    const arena = new Arena(createKernel());
    expect(() => new SelectorArray(arena, new Crossbar(arena, 2, 2))).toThrow("not made for nonlinear");
  });
});

describe("access transistors", () => {
  it("cap a cell in a row that is on and cut it off in one that is not", () => {
    const circuit = standaloneCrossbar(2, 3);
    const leak = leakOf(5e-12, 0.2);
    const bare = Float64Array.from([1e-4, 0, 1e-2, 1e-4, 0, 1e-2]);
    gateRows(circuit, bare, (row) => row === 0, { resistance: 10e3, leak });
    const expected = [1 / (1e4 + 1e4), 0, 1 / (100 + 1e4), 1 / (1e4 + 1 / leak), 0, 1 / (100 + 1 / leak)];
    circuit.conductance.view.forEach((g, at) => {
      const value = expected[at] as number;
      if (value === 0) expect(g).toBe(0);
      else expect(g / value).toBeCloseTo(1, 12);
    });
    expect(leak).toBeCloseTo(2.5e-11, 15);
  });

  it("let a cell be read that sneak currents would drown", () => {
    const n = 16;
    const circuit = standaloneCrossbar(n, n);
    const transistor = { resistance: 10e3, leak: leakOf(10e-12, 0.2) };
    const read = (gated: boolean) => {
      const bare = standaloneCrossbar(n, n).conductance;
      const array: ReadArray = {
        circuit,
        conductance: bare,
        solve: () => {
          gateRows(circuit, bare.view, (row) => !gated || row === 0, transistor);
          circuit.factor();
          return circuit.solve({ tolerance: 1e-12, warm: false });
        },
      };
      return readMargin(array, "floating", WORST).margin;
    };
    expect(read(true)).toBeGreaterThan(0.95);
    expect(read(false)).toBeLessThan(0.2);
  });
});
