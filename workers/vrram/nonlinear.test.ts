import { describe, expect, it } from "vitest";
import type { Selector } from "../crossbar/_selectors";
import { distance } from "../crossbar/testing";
import { VRRAM } from "../fixtures/vrram";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { BlockShape, PlaneForm } from "./_block";
import { drivePillars, drivePlanes, readCell, selectPillars } from "./access";
import { standaloneBlock, VerticalBlock } from "./block";
import { SelectorBlock } from "./nonlinear";
import { bentCurrent, solveBentExactly, standaloneSelectors } from "./testing";

const TOLERANCE = 1e-13;
const ACCESS = { on: 2000, off: 1e9 };
const REFERENCE = { layers: VRRAM.L, columns: VRRAM.X, rows: VRRAM.Y };
const selector = (selectivity: number): Selector => ({ selectivity, voltage: 0.2 });

type Drive = (circuit: VerticalBlock) => void;

/** What planes and pillars of a block of any size hang on. */
const DRIVES: Readonly<Record<string, Drive>> = {
  "a product": (circuit) => {
    selectPillars(circuit, { kind: "all" }, ACCESS);
    drivePlanes(
      circuit,
      Array.from({ length: circuit.shape.layers }, (_, layer) => [0.2, 0.1, 0.15, 0.05][layer % 4] as number),
      20,
    );
  },
  "a select line, a plane floating, a plane below 0 V": (circuit) => {
    selectPillars(circuit, { kind: "row", y: 1 }, ACCESS);
    drivePlanes(
      circuit,
      Array.from({ length: circuit.shape.layers }, (_, layer) => [0.2, null, -0.15][layer % 3] as number | null),
      20,
    );
  },
  "a read, others grounded": (circuit) =>
    readCell(circuit, { layer: 2, x: 1, y: 1 }, { volts: 0.2, others: "grounded", driver: 20, access: ACCESS }),
  "a read, others floating": (circuit) =>
    readCell(circuit, { layer: 2, x: 1, y: 1 }, { volts: 0.2, others: "floating", driver: 20, access: ACCESS }),
  "the transposed product": (circuit) => {
    selectPillars(circuit, { kind: "all" }, ACCESS);
    drivePillars(
      circuit,
      Float64Array.from(circuit.pillarVoltage.view, (_, at) => 0.2 * Math.cos(at)),
      20,
    );
  },
};

type Bent = ReturnType<typeof standaloneSelectors>;

function reference(form: PlaneForm): Bent {
  const bent = standaloneSelectors(REFERENCE, form);
  bent.cells.conductance.view.set(VRRAM.G_S.flat(2));
  bent.circuit.wires(VRRAM.r_plane_ohm, VRRAM.r_pillar_ohm);
  return bent;
}

/** Cells of 1 to 50 uS, now and then a short or an open. */
function wild(shape: BlockShape, form: PlaneForm, plane = 30): Bent {
  const bent = standaloneSelectors(shape, form);
  const random = new WiringStream(createKernel(), 3, "cells");
  const { view } = bent.cells.conductance;
  for (let at = 0; at < view.length; at++) {
    const lot = random.uniform();
    view[at] = lot < 0.03 ? 0 : lot > 0.99 ? 0.01 : 1e-6 + 49e-6 * random.uniform();
  }
  bent.circuit.wires(plane, 5);
  return bent;
}

const largest = (values: Iterable<number>) => Array.from(values, Math.abs).reduce((a, b) => Math.max(a, b), 0);
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** Largest current that is left over at a node of a plane or a pillar, and of the law of a cell, over the largest of a cell. */
function leftOver(
  { circuit, cells: { conductance } }: Bent,
  bent: Selector,
): readonly [kirchhoff: number, law: number] {
  const { layers, columns, rows } = circuit.shape;
  const pillars = columns * rows;
  const { view: current } = circuit.cellCurrent;
  const rest: number[] = [];
  for (let at = 0; at < pillars; at++) {
    for (let layer = 0; layer < layers; layer++) {
      const here = layer * pillars + at;
      const volts = (site: number) => circuit.pillarNodes.view[site] as number;
      const up = layer + 1 < layers ? (volts(here + pillars) - volts(here)) / circuit.pillarResistance : 0;
      const down =
        layer > 0
          ? (volts(here) - volts(here - pillars)) / circuit.pillarResistance
          : (circuit.pillarConductance.view[at] as number) * (volts(here) - (circuit.pillarVoltage.view[at] as number));
      rest.push((current[here] as number) + up - down);
    }
  }
  const alongX = new Float64Array(current.length);
  const alongY = new Float64Array(current.length);
  circuit.edgeCurrents(alongX, alongY);
  for (let layer = 0; layer < layers; layer++) {
    const driver = (at: number): number =>
      (circuit.planeConductance.view[layer] as number) *
      ((circuit.planeVoltage.view[layer] as number) - (circuit.planeNodes.view[at] as number));
    let sum = 0;
    for (let at = layer * pillars; at < (layer + 1) * pillars; at++) {
      const [x, y] = [Math.floor(at / rows) % columns, at % rows];
      const into = (x > 0 ? (alongX[at - rows] as number) : driver(at)) + (y > 0 ? (alongY[at - 1] as number) : 0);
      const left = into - (alongX[at] as number) - (alongY[at] as number) - (current[at] as number);
      sum += left;
      if (circuit.form === "mesh") rest.push(left);
    }
    if (circuit.form === "lumped") rest.push(sum);
  }
  const law = current.map((flow, at) => {
    const across = (circuit.planeNodes.view[at] as number) - (circuit.pillarNodes.view[at] as number);
    return flow - bentCurrent(conductance.view[at] as number, bent, across);
  });
  const scale = largest(current);
  return [largest(rest) / scale, largest(law) / scale];
}

describe.each(["lumped", "mesh"] as const)("a block of cells with selectors (%s)", (form) => {
  it.each(Object.entries(DRIVES))("is solved as the dense matrix says: %s", (_, drive) => {
    const { cells, circuit } = reference(form);
    drive(circuit);
    const volts = [circuit.planeVoltage.view.slice(), circuit.pillarVoltage.view.slice()];
    for (const selectivity of [10, 1000]) {
      expect(cells.solve(selector(selectivity), TOLERANCE).converged).toBe(true);
      const exact = solveBentExactly(circuit, cells.conductance.view, selector(selectivity));
      expect(distance(circuit.cellCurrent.view, exact.cellCurrent)).toBeLessThan(1e-9);
      expect(distance(circuit.pillarCurrent.view, exact.pillarCurrent)).toBeLessThan(1e-9);
      expect(distance(circuit.planeCurrent.view, exact.planeCurrent)).toBeLessThan(1e-9);
      expect(distance(circuit.planeNodes.view, exact.planeNodes)).toBeLessThan(1e-9);
      expect(distance(circuit.pillarNodes.view, exact.pillarNodes)).toBeLessThan(1e-9);
    }
    expect([circuit.planeVoltage.view, circuit.pillarVoltage.view]).toEqual(volts);
  });

  it.each(Object.entries(DRIVES))("obeys its law in every cell and Kirchhoff at every node: %s", (_, drive) => {
    const { cells, circuit } = wild({ layers: 5, columns: 6, rows: 7 }, form);
    drive(circuit);
    for (const selectivity of [3, 1e5]) {
      expect(cells.solve(selector(selectivity), TOLERANCE).converged).toBe(true);
      const [kirchhoff, law] = leftOver({ cells, circuit }, selector(selectivity));
      expect(law).toBeLessThan(1e-9);
      expect(kirchhoff).toBeLessThan(1e-9);
      const [planes, pillars] = [circuit.planeCurrent.view, circuit.pillarCurrent.view];
      const scale = largest([...planes, ...pillars]);
      expect(Math.abs(total(planes) - total(pillars))).toBeLessThan(1e-9 * scale);
    }
  });

  it("is the linear block at a selectivity of two", () => {
    const { cells, circuit } = wild({ layers: 4, columns: 5, rows: 3 }, form);
    const plain = standaloneBlock({ layers: 4, columns: 5, rows: 3 }, form);
    plain.conductance.view.set(cells.conductance.view);
    plain.wires(30, 5);
    for (const drive of Object.values(DRIVES)) {
      drive(plain);
      plain.factor();
      plain.solve({ tolerance: TOLERANCE, warm: false });
      drive(circuit);
      cells.solve(selector(2), TOLERANCE);
      expect(distance(circuit.cellCurrent.view, plain.cellCurrent.view)).toBeLessThan(1e-11);
      cells.solve(selector(2 + 1e-6), TOLERANCE);
      const apart = distance(circuit.cellCurrent.view, plain.cellCurrent.view);
      expect(apart).toBeGreaterThan(1e-12);
      expect(apart).toBeLessThan(1e-5);
    }
  });

  it("is followed from a solution close by to the same answer, and found again from one far away", () => {
    const { cells, circuit } = wild({ layers: 6, columns: 8, rows: 8 }, form);
    const drive = (scale: number) => {
      selectPillars(circuit, { kind: "all" }, ACCESS);
      drivePlanes(
        circuit,
        Array.from({ length: 6 }, (_, layer) => scale * Math.cos(layer)),
        20,
      );
    };
    drive(0.2);
    const cold = cells.solve(selector(300), TOLERANCE);
    cells.conductance.view[100] = 1e-4;
    const warm = cells.solve(selector(300), TOLERANCE, true);
    expect(warm.converged).toBe(true);
    expect(warm.steps).toBeLessThan(cold.steps / 2);
    const close = circuit.cellCurrent.view.slice();
    cells.solve(selector(300), TOLERANCE);
    expect(distance(close, circuit.cellCurrent.view)).toBeLessThan(1e-10);
    const again = circuit.cellCurrent.view.slice();
    cells.solve(selector(300), TOLERANCE);
    expect(circuit.cellCurrent.view).toEqual(again);
    drive(-0.7);
    expect(cells.solve(selector(300), TOLERANCE, true).converged).toBe(true);
    const far = circuit.cellCurrent.view.slice();
    cells.solve(selector(300), TOLERANCE);
    expect(distance(far, circuit.cellCurrent.view)).toBeLessThan(1e-9);
  });

  it("is given up where numbers end, and found again afterwards", () => {
    const { cells, circuit } = reference(form);
    const solve = (volts: number) => {
      selectPillars(circuit, { kind: "all" }, { on: 2, off: 1e9 });
      drivePlanes(circuit, [volts, -volts, volts, 0], 2);
      return cells.solve(selector(1000), 1e-12);
    };
    const far = solve(30);
    expect(far.converged).toBe(true);
    expect(far.steps).toBeLessThan(60);
    expect(leftOver({ cells, circuit }, selector(1000))[0]).toBeLessThan(1e-9);
    const hopeless = solve(1e200);
    expect(hopeless.converged).toBe(false);
    expect(hopeless.steps).toBeLessThanOrEqual(200);
    expect(solve(0.2).converged).toBe(true);
    expect(leftOver({ cells, circuit }, selector(1000))[0]).toBeLessThan(1e-9);
  });

  it("keeps sneak currents out of a read among floating planes, which drown it without selectors", () => {
    const read = (others: "grounded" | "floating", selectivity: number): number => {
      const { cells, circuit } = standaloneSelectors({ layers: 8, columns: 8, rows: 8 }, form);
      cells.conductance.view.fill(50e-6);
      cells.conductance.view[3 * 64 + 4 * 8 + 5] = 1e-6;
      circuit.wires(2, 5);
      readCell(circuit, { layer: 3, x: 4, y: 5 }, { volts: 0.2, others, driver: 20, access: ACCESS });
      expect(cells.solve(selector(selectivity), 1e-12).converged).toBe(true);
      return (circuit.pillarCurrent.view[4 * 8 + 5] as number) / 0.2e-6;
    };
    const floating = [2, 10, 100, 1000, 1e4].map((selectivity) => read("floating", selectivity));
    expect(floating[0]).toBeGreaterThan(50);
    expect(floating.every((current, k) => k === 0 || current < (floating[k - 1] as number))).toBe(true);
    const sneak = floating.map((current) => current - 1);
    expect(sneak[3]).toBeLessThan((sneak[0] as number) / 100);
    expect(floating[4]).toBeCloseTo(1, 1);
    // Nothing is lost where the other planes are held.
    expect(read("grounded", 1000)).toBeCloseTo(1, 1);
  });
});

describe("a block of selectors", () => {
  it("wants a circuit that was made for them", () => {
    const arena = new Arena(createKernel());
    const plain = new VerticalBlock(arena, REFERENCE, "lumped");
    expect(() => new SelectorBlock(arena, plain)).toThrow("not made for nonlinear");
  });
});
