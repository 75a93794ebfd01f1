import { wireCurrents } from "../crossbar/currents";
import { halfSelect, WRITE_PULSE } from "../crossbar/disturb";
import { bitTopsPerWatt, energyWithin, operations, topsPerWatt } from "../crossbar/energy";
import { HEALTHY, SHORT, STUCK_ON } from "../crossbar/faults";
import { sneakLoops } from "../crossbar/sneak";
import type { Kernel } from "../memory/kernel";
import { scalarSource } from "../network/record";
import type { ChannelSource } from "./_experiment";
import type { CrossbarArray } from "./crossbarArray";
import { CELL_FLAG } from "./crossbarChannels";
import type { CircuitView } from "./crossbarCircuit";
import { sqnrSource } from "./crossbarCurves";
import { DriftCurve } from "./crossbarDrift";
import type { CrossbarInputs } from "./crossbarInputs";
import type { Interventions } from "./crossbarInterventions";
import { MarginCurve } from "./crossbarMargin";
import type { CrossbarOutputs } from "./crossbarOutputs";
import type { CrossbarParams } from "./crossbarParams";
import { type CrossbarSize, selectedCell } from "./crossbarSize";
import { leading, perDevices, resting, solved } from "./crossbarSources";

/** Publishers of the array, its currents and its readouts. */

/** Sneak paths that are drawn. */
const LOOPS = 5;
/** Part of the current read that a path must carry to be drawn. */
const LEAST_SHARE = 1e-4;

/** V of a write of the scheme shown, onto cells that switch as a Poisson process. */
const WRITE_VOLTS = 3.5;

export interface CrossbarParts {
  readonly kernel: Kernel;
  readonly seed: number;
  readonly size: CrossbarSize;
  readonly array: CrossbarArray;
  readonly inputs: CrossbarInputs;
  readonly view: CircuitView;
  readonly outputs: CrossbarOutputs;
  readonly interventions: Interventions;
  params(): CrossbarParams;
}

type Sources = Readonly<Record<string, ChannelSource>>;

/** The selected cell as (row, column of the array). */
function placeOf({ params, size, array }: CrossbarParts) {
  const { row, column } = selectedCell(params(), size);
  return { row, column: array.carriers.view[column] as number };
}

function flagsOf(parts: CrossbarParts): Uint8Array {
  const { array, size } = parts;
  const marks = new Uint8Array(array.target.length);
  const carries = array.carries();
  const codes = array.codes();
  for (let cell = 0; cell < marks.length; cell++) {
    const fault = codes[cell] as number;
    if (array.pruned.view[cell] === 1) marks[cell] = CELL_FLAG.pruned;
    else if (fault !== HEALTHY) {
      marks[cell] = fault === STUCK_ON || fault === SHORT ? CELL_FLAG.stuckOn : CELL_FLAG.stuckOff;
    } else if (carries[cell % size.width] === 0) marks[cell] = CELL_FLAG.spare;
  }
  if (parts.params().scheme !== "multiply") {
    const { row, column } = placeOf(parts);
    marks[row * size.width + column] ||= CELL_FLAG.selected;
  }
  return marks;
}

/** Sneak paths worth drawing: closed transistors leave nothing of them. */
function worstLoops(parts: CrossbarParts) {
  const { circuit } = parts.view;
  const place = placeOf(parts);
  const least = LEAST_SHARE * Math.abs(circuit.columnCurrent.view[place.column] as number);
  return sneakLoops(circuit, place, LOOPS).filter(({ current }) => current >= least);
}

/** Maps over the cells. */
function maps(parts: CrossbarParts): Sources {
  const { view, array } = parts;
  const cells = array.target.length;
  const wires = { row: new Float64Array(cells), column: new Float64Array(cells), solution: -1 };
  const inWires = (): typeof wires => {
    if (wires.solution !== view.solution) {
      wireCurrents(view.circuit, wires.row, wires.column);
      wires.solution = view.solution;
    }
    return wires;
  };
  const map = (values: () => ArrayLike<number>) =>
    resting(view, cells, () => ({ kind: "matrix", values: Float32Array.from(values()) }));
  let flags: { version: number; marks: Uint8Array } = { version: -1, marks: new Uint8Array(0) };
  return {
    conductance: {
      ...solved(view, () => {
        if (flags.version !== view.marks) flags = { version: view.marks, marks: flagsOf(parts) };
        return { kind: "matrix", values: Float32Array.from(view.devices.view), flags: flags.marks.slice() };
      }),
      get revision() {
        return view.marks;
      },
    },
    rowNodes: map(() => view.circuit.rowNodes.view),
    columnNodes: map(() => view.circuit.columnNodes.view),
    cellCurrent: map(() => view.circuit.cellCurrent.view),
    rowWire: map(() => inWires().row),
    columnWire: map(() => inWires().column),
    sneak: resting(view, cells, () => {
      const loops = parts.params().scheme === "multiply" ? [] : worstLoops(parts);
      return {
        kind: "paths",
        cells: Uint32Array.from(loops.flatMap((loop) => loop.cells.flat())),
        values: Float32Array.from(loops, (loop) => loop.current),
      };
    }),
  };
}

/** Inputs and outputs along the edges; the first of them leads. */
function edges({ view, outputs, inputs }: CrossbarParts): Sources {
  const take =
    (values: Float64Array): ChannelSource["take"] =>
    () => {
      outputs.refresh();
      return { kind: "vector", values: Float32Array.from(values), exact: values.slice() };
    };
  return {
    "current.out": leading(view, take(outputs.out)),
    "current.ideal": solved(view, take(outputs.ideal)),
    error: solved(view, take(outputs.error)),
    errors: solved(view, take(outputs.spread)),
    input: solved(view, take(inputs.volts)),
  };
}

/** Read margin of the selected cell, and what a write of it does to others; NaN while the array multiplies. */
function selection(parts: CrossbarParts): Sources {
  const { view, array, kernel } = parts;
  const margin = (): number => {
    const { low, high } = array.ends;
    const on = view.reading(high);
    return (on - view.reading(low)) / on;
  };
  const disturbed = (): number => {
    // Voltages of a write in the same scheme: those of the read, scaled.
    const scale = (WRITE_PULSE.scale * parts.params().input.voltage) / WRITE_VOLTS;
    const place = placeOf(parts);
    const { expected, probability } = halfSelect(kernel, view.circuit, place, { ...WRITE_PULSE, scale });
    if (parts.params().cell.access !== "transistor") return expected;
    // Closed transistors take the voltage of all other rows.
    const first = place.row * parts.size.width;
    return probability.subarray(first, first + parts.size.width).reduce((sum, chance) => sum + chance, 0);
  };
  const number = (value: () => number) =>
    resting(view, 0, () => ({
      kind: "scalar",
      value: parts.params().scheme === "multiply" ? Number.NaN : value(),
    }));
  return { readMargin: number(margin), disturb: number(disturbed) };
}

function readouts({ kernel, view, outputs, size, array, interventions, params }: CrossbarParts): Sources {
  const after = (value: () => number) =>
    resting(view, array.target.length, () => {
      outputs.refresh();
      return { kind: "scalar", value: value() };
    });
  const multiplies = (): boolean => params().scheme === "multiply";
  const efficiency = (): number =>
    multiplies()
      ? topsPerWatt(operations(size.rows * size.columns), energyWithin(outputs.energy, params().energy.boundary))
      : Number.NaN;
  const perBit = (): number => {
    const { converter, nonIdeal } = params();
    // Without rounding there is no number of bits.
    if (converter.dac === 0 || !nonIdeal.levels.on) return Number.NaN;
    return bitTopsPerWatt(efficiency(), converter.dac, kernel.log(nonIdeal.levels.count) / kernel.log(2));
  };
  return {
    productError: solved(view, () => {
      outputs.refresh();
      return { kind: "scalar", value: outputs.productError };
    }),
    alpha: solved(view, () => {
      const factors = array.factors.view;
      return { kind: "scalar", value: factors.reduce((sum, factor) => sum + factor, 0) / factors.length };
    }),
    loss: after(() => (multiplies() ? outputs.loss : Number.NaN)),
    clipped: after(() => outputs.clipped),
    faultCount: perDevices(view, () => ({ kind: "scalar", value: array.faultCount })),
    foundCount: perDevices(view, () => ({ kind: "scalar", value: interventions.foundCount })),
    power: after(() => outputs.power),
    delay: scalarSource(() => outputs.delay),
    energyTotal: after(() => outputs.energy.total),
    energyArray: after(() => outputs.energy.array),
    energyAdc: after(() => outputs.energy.adc),
    energyDac: after(() => outputs.energy.dac),
    energyLeak: after(() => outputs.energy.leakage),
    efficiency: after(efficiency),
    bitEfficiency: after(perBit),
    iterations: after(() => view.iterations),
    residual: after(() => view.residual),
    unsolved: solved(view, () => ({ kind: "scalar", value: view.converged ? 0 : 1 })),
  };
}

export const crossbarSources = (parts: CrossbarParts): Sources => ({
  ...edges(parts),
  margin: new MarginCurve(parts.array, parts.params),
  sqnr: sqnrSource(parts.kernel, parts.view, parts.outputs, parts.params),
  drift: new DriftCurve(parts.kernel, parts.seed, parts.size, parts.array, parts.params),
  ...maps(parts),
  ...selection(parts),
  ...readouts(parts),
});
