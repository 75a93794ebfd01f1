import { describe, expect, it } from "vitest";
import { LineCircuit } from "../experiments/vrramCarveCircuit";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { BlockShape } from "./_block";
import { drivePlanes, selectPillars } from "./access";
import { standaloneBlock } from "./block";
import { LineTransfer, type LineWires } from "./carveTransfer";
import { solveBlockExactly } from "./testing";

const WIRES: LineWires = { driver: 300, pillar: 40, access: 2500 };

function built(shape: BlockShape, seed: number) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const transfer = new LineTransfer(kernel, arena, shape);
  const circuit = new LineCircuit(arena, shape);
  const cells = arena.alloc("scratch", "f32", shape.layers * shape.columns * shape.rows);
  arena.commit();
  const random = new WiringStream(kernel, seed, "lines");
  for (let at = 0; at < cells.length; at++) {
    // Opens, shorts, and what lies between: everything a block that is carved can hold.
    const draw = random.uniform();
    cells.view[at] = draw < 0.1 ? 0 : draw < 0.15 ? 1e4 : 0.5 + 80 * random.uniform();
  }
  const volts = Float64Array.from({ length: shape.layers * shape.rows }, () => 0.2 * random.uniform());
  return { transfer, circuit, cells, volts };
}

/** Pillar currents of one slice by the dense nodal matrix of all its branches. */
function exactSlice({ layers, columns, rows }: BlockShape, cells: ArrayLike<number>, volts: Float64Array, y: number) {
  const slice = standaloneBlock({ layers, columns, rows: 1 }, "lumped");
  slice.wires(0, WIRES.pillar);
  selectPillars(slice, { kind: "all" }, { on: WIRES.access, off: WIRES.access });
  const lines = Array.from({ length: layers }, (_, layer) => volts[layer * rows + y] as number);
  drivePlanes(slice, lines, WIRES.driver);
  for (let at = 0; at < layers * columns; at++) slice.conductance.view[at] = (cells[at * rows + y] as number) * 1e-6;
  return solveBlockExactly(slice);
}

const largest = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

describe("lines and pillars of the same y", () => {
  it.each([
    { layers: 8, columns: 6, rows: 4 },
    { layers: 2, columns: 5, rows: 7 },
    { layers: 1, columns: 4, rows: 5 },
    { layers: 5, columns: 7, rows: 9 },
  ])("carry what the nodal matrix says: $layers x $columns x $rows", (shape) => {
    const { transfer, circuit, cells, volts } = built(shape, 3);
    const { layers, columns, rows } = shape;
    transfer.solve(cells, WIRES);
    circuit.solve(cells.view, volts, WIRES);
    const g = transfer.conductance.view;
    for (let y = 0; y < rows; y++) {
      const exact = exactSlice(shape, cells.view, volts, y);
      const scale = largest(exact.pillarCurrent);
      for (let x = 0; x < columns; x++) {
        const wanted = exact.pillarCurrent[x] as number;
        let fast = 0;
        for (let layer = 0; layer < layers; layer++)
          fast += 1e-6 * (g[(layer * columns + x) * rows + y] as number) * (volts[layer * rows + y] as number);
        expect(Math.abs(fast - wanted) / scale).toBeLessThan(3e-6);
        expect(Math.abs((circuit.pillarCurrent[x * rows + y] as number) - wanted) / scale).toBeLessThan(1e-10);
        expect(Math.abs((circuit.segmentCurrent[x * rows + y] as number) - wanted) / scale).toBeLessThan(1e-10);
      }
      for (let layer = 0; layer < layers; layer++) {
        const into = circuit.lineCurrent[layer * rows + y] as number;
        expect(Math.abs(into - (exact.planeCurrent[layer] as number)) / scale).toBeLessThan(1e-10);
        for (let x = 0; x < columns; x++) {
          const cell = circuit.cellCurrent[(layer * columns + x) * rows + y] as number;
          expect(Math.abs(cell - (exact.cellCurrent[layer * columns + x] as number)) / scale).toBeLessThan(1e-10);
        }
      }
    }
  });

  it("multiply by their cells where wires cost nothing, and by less where they do", () => {
    const shape = { layers: 6, columns: 6, rows: 8 };
    const { transfer, cells } = built(shape, 4);
    for (let at = 0; at < cells.length; at++) cells.view[at] = 1 + (at % 7);
    transfer.solve(cells, { driver: 0, pillar: 0, access: 0 });
    const ideal = transfer.conductance.view.slice();
    ideal.forEach((conductance, at) => {
      expect(conductance / (cells.view[at] as number)).toBeCloseTo(1, 5);
    });
    transfer.solve(cells, WIRES);
    transfer.conductance.view.forEach((conductance, at) => {
      expect(conductance).toBeLessThan(ideal[at] as number);
    });
  });

  it("do not feel the cells of other slices", () => {
    const shape = { layers: 4, columns: 5, rows: 6 };
    const { transfer, cells } = built(shape, 5);
    transfer.solve(cells, WIRES);
    const before = transfer.conductance.view.slice();
    // Slice 5 goes through the lanes twice, as six are no multiple of four.
    for (let at = 2; at < cells.length; at += shape.rows) cells.view[at] = 33;
    transfer.solve(cells, WIRES);
    const changed = new Set<number>();
    transfer.conductance.view.forEach((conductance, at) => {
      if (conductance !== before[at]) changed.add(at % shape.rows);
    });
    expect([...changed]).toEqual([2]);
  });
});
