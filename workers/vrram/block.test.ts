import { describe, expect, it } from "vitest";
import { distance } from "../crossbar/testing";
import { LUMPED_DIFFERENCE, VRRAM } from "../fixtures/vrram";
import { WiringStream } from "../math/random";
import { createKernel } from "../memory/kernel";
import type { BlockShape, PlaneForm } from "./_block";
import { drivePillars, drivePlanes, type PillarSelection, readCell, selectPillars } from "./access";
import { standaloneBlock, type VerticalBlock } from "./block";
import { solveBlockExactly } from "./testing";
import { blockTransfer, pillarsFrom, planesFrom } from "./transfer";

const EXACT = { tolerance: 1e-13, warm: false };
const ACCESS = { on: 2000, off: 1e9 };
const FORMS = ["mesh", "lumped"] as const;

function reference(form: PlaneForm): VerticalBlock {
  const circuit = standaloneBlock({ layers: VRRAM.L, columns: VRRAM.X, rows: VRRAM.Y }, form);
  circuit.conductance.view.set(VRRAM.G_S.flat(2));
  circuit.wires(VRRAM.r_plane_ohm, VRRAM.r_pillar_ohm);
  return circuit;
}

function solved(form: PlaneForm, which: 0 | 1 | 2): VerticalBlock {
  const circuit = reference(form);
  const { v_plane_V, R_access_ohm } = VRRAM.cases[which] as (typeof VRRAM.cases)[0];
  drivePlanes(circuit, v_plane_V, VRRAM.R_driver_ohm);
  circuit.pillarConductance.view.set(R_access_ohm.flat().map((resistance) => 1 / resistance));
  circuit.factor();
  expect(circuit.solve(EXACT).converged).toBe(true);
  return circuit;
}

const uniform = (seed: number, name = "block") => {
  const random = new WiringStream(createKernel(), seed, name);
  return () => random.uniform();
};

function randomBlock(shape: BlockShape, form: PlaneForm, { seed = 1, largest = 50e-6, plane = 2 } = {}): VerticalBlock {
  const circuit = standaloneBlock(shape, form);
  const random = uniform(seed);
  const { view } = circuit.conductance;
  for (let at = 0; at < view.length; at++) view[at] = largest * (0.02 + 0.98 * random());
  circuit.wires(plane, 5);
  selectPillars(circuit, { kind: "all" }, ACCESS);
  drivePlanes(
    circuit,
    Array.from({ length: shape.layers }, () => 0.2 * random()),
    20,
  );
  circuit.factor();
  return circuit;
}

describe("the reference block", () => {
  it.each([0, 1, 2] as const)("case %i: every node and every current", (which) => {
    const expected = VRRAM.cases[which] as (typeof VRRAM.cases)[0];
    const circuit = solved("mesh", which);
    const pillars = expected.I_pillar_A.flat();
    // The reference leaves over 1e-16 A in its nodes.
    const digits = which === 0 ? 1e-11 : 1e-9;
    expect(distance(circuit.pillarCurrent.view, pillars)).toBeLessThan(digits);
    expect(distance(circuit.planeCurrent.view, expected.I_plane_A)).toBeLessThan(digits);
    expect(distance(circuit.cellCurrent.view, expected.I_device_A.flat(2))).toBeLessThan(digits);
    expect(distance(circuit.planeNodes.view, expected.P_V.flat(2))).toBeLessThan(1e-11);
    expect(distance(circuit.pillarNodes.view, expected.Q_V.flat(2))).toBeLessThan(1e-11);
    const exact = solveBlockExactly(circuit);
    circuit.pillarCurrent.view.forEach((current, at) => {
      expect(Math.abs(current - (pillars[at] as number))).toBeLessThan(1e-8 * Math.abs(current) + 1e-16);
      expect(Math.abs(current / (exact.pillarCurrent[at] as number) - 1)).toBeLessThan(1e-9);
    });
  });

  it("planes of one node differ as little as they should", () => {
    const expected = VRRAM.cases[0]?.I_pillar_A.flat() as number[];
    expect(distance(solved("lumped", 0).pillarCurrent.view, expected)).toBeCloseTo(LUMPED_DIFFERENCE, 5);
  });

  it.each(FORMS)("a read with floating planes collects from all layers (%s)", (form) => {
    const currents = (["grounded", "floating"] as const).map((others) => {
      const circuit = reference(form);
      readCell(circuit, { layer: 2, x: 1, y: 1 }, { volts: 0.2, others, driver: 20, access: ACCESS });
      circuit.factor();
      circuit.solve(EXACT);
      return (circuit.pillarCurrent.view[4] as number) * 1e6;
    }) as [number, number];
    const digits = form === "mesh" ? 5 : 2;
    expect(currents[0]).toBeCloseTo(0.17275, digits);
    expect(currents[1]).toBeCloseTo(9.96404, digits);
  });
});

describe("planes of one node", () => {
  const shape = { layers: 5, columns: 6, rows: 7 };

  it("are what nets tend to as their edges get better", () => {
    const lumped = randomBlock(shape, "lumped");
    lumped.solve(EXACT);
    const apart = [1, 1e-2, 1e-4, 0].map((plane) => {
      const mesh = randomBlock(shape, "mesh", { plane });
      expect(mesh.solve(EXACT).converged).toBe(true);
      return distance(mesh.pillarCurrent.view, lumped.pillarCurrent.view);
    });
    apart.slice(1, 3).forEach((value, k) => {
      expect((apart[k] as number) / value).toBeCloseTo(100, -1);
    });
    expect(apart[3]).toBeLessThan(1e-9);
  });

  it("tend to the ideal product without resistance anywhere", () => {
    for (const form of FORMS) {
      const circuit = randomBlock(shape, form, { plane: 0 });
      const volts = Array.from(circuit.planeVoltage.view);
      circuit.wires(0, 0);
      selectPillars(circuit, { kind: "all" }, { on: 0, off: 1e9 });
      drivePlanes(circuit, volts, 0);
      circuit.factor();
      expect(circuit.solve(EXACT).converged).toBe(true);
      const ideal = Float64Array.from({ length: 42 }, (_, at) =>
        volts.reduce((sum, volt, layer) => sum + volt * (circuit.conductance.view[layer * 42 + at] as number), 0),
      );
      expect(distance(circuit.pillarCurrent.view, ideal)).toBeLessThan(1e-8);
      expect(distance(circuit.pillarCurrent.view, solveBlockExactly(circuit).pillarCurrent)).toBeLessThan(1e-12);
    }
  });
});

describe("a single cell", () => {
  it("carries what its series of resistors lets through", () => {
    for (const form of FORMS) {
      const circuit = standaloneBlock({ layers: 4, columns: 1, rows: 1 }, form);
      circuit.conductance.view[2] = 1e-5;
      circuit.wires(2, 5);
      selectPillars(circuit, { kind: "all" }, ACCESS);
      drivePlanes(circuit, [0.1, 0.3, 0.2, -0.1], 20);
      circuit.factor();
      circuit.solve(EXACT);
      const current = 0.2 / (20 + 1e5 + 2 * 5 + 2000);
      expect((circuit.pillarCurrent.view[0] as number) / current).toBeCloseTo(1, 13);
      [1, 1, 1, 0].forEach((part, layer) => {
        expect((circuit.segmentCurrent.view[layer] as number) / current).toBeCloseTo(part, 12);
      });
    }
  });

  it("at the end of a plane sees its edges in series", () => {
    const circuit = standaloneBlock({ layers: 1, columns: 7, rows: 1 }, "mesh");
    circuit.conductance.view[6] = 1e-4;
    circuit.wires(2, 5);
    selectPillars(circuit, { kind: "all" }, ACCESS);
    drivePlanes(circuit, [0.2], 20);
    circuit.factor();
    circuit.solve(EXACT);
    const current = 0.2 / (20 + 6 * 2 + 1e4 + 2000);
    expect((circuit.pillarCurrent.view[6] as number) / current).toBeCloseTo(1, 12);
    const alongX = new Float64Array(7);
    const alongY = new Float64Array(7);
    circuit.edgeCurrents(alongX, alongY);
    alongX.slice(0, 6).forEach((value) => {
      expect(value / current).toBeCloseTo(1, 10);
    });
    expect(alongX[6]).toBe(0);
    expect(alongY).toEqual(new Float64Array(7));
  });
});

describe("selected pillars", () => {
  const conducting = (selection: PillarSelection) => {
    const circuit = randomBlock({ layers: 3, columns: 4, rows: 5 }, "mesh");
    selectPillars(circuit, selection, ACCESS);
    circuit.factor();
    circuit.solve(EXACT);
    return Array.from(circuit.pillarCurrent.view.keys()).filter(
      (at) => (circuit.pillarCurrent.view[at] as number) > 1e-8,
    );
  };

  it("are one, all that share a select line, or all", () => {
    expect(conducting({ kind: "pillar", x: 2, y: 3 })).toEqual([13]);
    expect(conducting({ kind: "row", y: 1 })).toEqual([1, 6, 11, 16]);
    expect(conducting({ kind: "all" })).toHaveLength(20);
  });
});

describe("iterations", () => {
  const shape = { layers: 8, columns: 16, rows: 16 };

  it("stay few: driven, floating, with shorts, in poor planes", () => {
    const circuit = randomBlock(shape, "mesh");
    const solve = () => {
      circuit.factor();
      const { iterations, converged } = circuit.solve({ tolerance: 1e-8, warm: false });
      expect(converged).toBe(true);
      return iterations;
    };
    expect(solve()).toBeLessThanOrEqual(4);
    circuit.planeConductance.view.fill(0, 1);
    expect(solve()).toBeLessThanOrEqual(4);
    selectPillars(circuit, { kind: "pillar", x: 8, y: 8 }, ACCESS);
    expect(solve()).toBeLessThanOrEqual(4);
    const random = uniform(2, "shorts");
    for (let k = 0; k < 20; k++) circuit.conductance.view[Math.floor(random() * 2048)] = 0.01;
    expect(solve()).toBeLessThanOrEqual(7);
    circuit.wires(1000, 5);
    expect(solve()).toBeLessThanOrEqual(11);
  });

  it("follow an edited cell in a step or two", () => {
    const circuit = randomBlock(shape, "mesh");
    circuit.solve({ tolerance: 1e-8, warm: false });
    expect(circuit.solve({ tolerance: 1e-8, warm: true }).iterations).toBe(0);
    circuit.conductance.view[1000] = 1e-3;
    circuit.factor();
    expect(circuit.solve({ tolerance: 1e-4, warm: true }).iterations).toBeLessThanOrEqual(2);
    const dragged = circuit.pillarCurrent.view.slice();
    circuit.solve({ tolerance: 1e-12, warm: false });
    expect(distance(dragged, circuit.pillarCurrent.view)).toBeLessThan(1e-4);
  });
});

describe("what a block can be", () => {
  it.each(FORMS)("dark without voltages, after any solve (%s)", (form) => {
    const circuit = randomBlock({ layers: 3, columns: 4, rows: 5 }, form);
    circuit.solve(EXACT);
    circuit.planeVoltage.view.fill(0);
    for (const warm of [true, false]) {
      expect(circuit.solve({ tolerance: 1e-8, warm })).toEqual({ iterations: 0, residual: 0, converged: true });
      expect(Array.from(circuit.pillarCurrent.view).every((current) => current === 0)).toBe(true);
    }
  });

  it.each(FORMS)("all open, or connected to nothing (%s)", (form) => {
    const circuit = randomBlock({ layers: 3, columns: 4, rows: 5 }, form);
    circuit.conductance.view.fill(0);
    circuit.factor();
    expect(circuit.solve(EXACT).converged).toBe(true);
    expect(Math.max(...circuit.cellCurrent.view.map(Math.abs))).toBe(0);
    circuit.conductance.view.fill(1e-4);
    circuit.planeConductance.view.fill(0);
    circuit.pillarConductance.view.fill(0);
    circuit.factor();
    expect(circuit.solve(EXACT).converged).toBe(true);
    expect(Math.max(...circuit.cellCurrent.view.map(Math.abs))).toBe(0);
  });

  it.each(FORMS)("recovers from an input that was no number (%s)", (form) => {
    const circuit = randomBlock({ layers: 3, columns: 4, rows: 5 }, form, { plane: 1000 });
    circuit.solve(EXACT);
    const healthy = circuit.pillarCurrent.view.slice();
    const volt = circuit.planeVoltage.view[1] as number;
    // Of the others the square is none, or that times the resistance of a plane.
    for (const [bad, forms] of [
      [Number.NaN, FORMS],
      [1e200, FORMS],
      [1e157, ["mesh"]],
    ] as const) {
      circuit.planeVoltage.view[1] = bad;
      const { converged } = circuit.solve(EXACT);
      if (forms.some((one) => one === form)) expect(converged).toBe(false);
    }
    circuit.planeVoltage.view[1] = volt;
    circuit.solve({ tolerance: 1e-13, warm: true });
    expect(distance(circuit.pillarCurrent.view, healthy)).toBeLessThan(1e-12);
  });

  it("as large as the upper limit", () => {
    const circuit = randomBlock({ layers: 32, columns: 64, rows: 64 }, "lumped");
    expect(circuit.solve(EXACT).converged).toBe(true);
    const sum = (view: Float64Array) => view.reduce((a, b) => a + b, 0);
    expect(sum(circuit.planeCurrent.view) / sum(circuit.pillarCurrent.view)).toBeCloseTo(1, 12);
    // Kirchhoff's law at the drivers, which no current was computed from.
    const drop = circuit.planeCurrent.view.map(
      (current, layer) =>
        (circuit.planeVoltage.view[layer] as number) -
        (current * 20) / 64 -
        (circuit.planeNodes.view[layer * 4096] as number),
    );
    expect(Math.max(...drop.map(Math.abs))).toBeLessThan(1e-14);
  });
});

describe("a transfer matrix", () => {
  it.each(FORMS)("multiplies as the block does, both ways (%s)", (form) => {
    const circuit = randomBlock({ layers: 4, columns: 3, rows: 5 }, form);
    const volts = circuit.planeVoltage.view.slice();
    let matrix = new Float64Array();
    const work = blockTransfer(circuit, { tolerance: 1e-13 });
    for (let step = work.next(); ; step = work.next()) {
      if (!step.done) continue;
      matrix = step.value as Float64Array<ArrayBuffer>;
      break;
    }
    expect(circuit.planeVoltage.view).toEqual(volts);
    circuit.solve(EXACT);
    const pillars = new Float64Array(15);
    pillarsFrom(matrix, volts, pillars);
    expect(distance(pillars, circuit.pillarCurrent.view)).toBeLessThan(1e-11);
    const random = uniform(3, "feet");
    const feet = Float64Array.from({ length: 15 }, () => random() - 0.5);
    drivePillars(circuit, feet, 20);
    circuit.factor();
    circuit.solve(EXACT);
    const planes = new Float64Array(4);
    planesFrom(matrix, feet, planes);
    expect(
      distance(
        planes,
        circuit.planeCurrent.view.map((current) => -current),
      ),
    ).toBeLessThan(1e-11);
  });

  it("leaves floating planes out", () => {
    const circuit = randomBlock({ layers: 3, columns: 2, rows: 2 }, "lumped");
    drivePlanes(circuit, [0.1, null, 0.2], 20);
    circuit.pillarVoltage.view.fill(0.5);
    const work = blockTransfer(circuit);
    expect([work.next().value, work.next().value, work.next().value]).toEqual([1 / 3, 2 / 3, 1]);
    const matrix = work.next().value as Float64Array;
    expect(matrix.slice(4, 8)).toEqual(new Float64Array(4));
    // What is on the bit lines has no part in it.
    for (const entry of [...matrix.slice(0, 4), ...matrix.slice(8)]) {
      expect(entry).toBeGreaterThan(0);
      expect(entry).toBeLessThan(50e-6);
    }
    expect(Array.from(circuit.planeVoltage.view)).toEqual([0.1, 0, 0.2]);
    expect(Array.from(circuit.pillarVoltage.view)).toEqual([0.5, 0.5, 0.5, 0.5]);
    selectPillars(circuit, { kind: "all" }, ACCESS);
    expect(Array.from(circuit.pillarVoltage.view)).toEqual([0, 0, 0, 0]);
  });
});
