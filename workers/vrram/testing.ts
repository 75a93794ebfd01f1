import type { Selector } from "../crossbar/_selectors";
import { conductanceOf } from "../crossbar/_solver";
import { type Branch, LEAK, solveBranches } from "../crossbar/testing";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { BlockShape, PlaneForm } from "./_block";
import { VerticalBlock } from "./block";
import { SelectorBlock } from "./nonlinear";

/** An exact solution of small blocks, independent of the solver: the dense nodal matrix of all branches. */

export interface ExactBlock {
  readonly planeNodes: Float64Array;
  readonly pillarNodes: Float64Array;
  readonly cellCurrent: Float64Array;
  readonly pillarCurrent: Float64Array;
  readonly planeCurrent: Float64Array;
}

/** Drivers, or the leak of what has none; each with its line. */
interface End extends Branch {
  readonly line: number;
}

/** A block of cells with selectors in a memory of its own, and its circuit. */
export function standaloneSelectors(shape: BlockShape, form: PlaneForm) {
  const arena = new Arena(createKernel());
  const circuit = new VerticalBlock(arena, shape, form, { nonlinear: true });
  const cells = new SelectorBlock(arena, circuit);
  arena.commit();
  return { cells, circuit };
}

interface Net {
  /** Nodes in all. */
  readonly size: number;
  readonly cells: readonly Branch[];
  readonly wires: readonly Branch[];
  readonly planes: readonly End[];
  readonly feet: readonly End[];
}

function netOf(circuit: VerticalBlock): Net {
  const { layers, columns, rows } = circuit.shape;
  const pillars = columns * rows;
  const size = layers * pillars;
  const lumped = circuit.form === "lumped";
  const planeNode = (layer: number, pillar: number) => (lumped ? size + layer : size + layer * pillars + pillar);
  const cells: Branch[] = [];
  const wires: Branch[] = [];
  const planes: End[] = [];
  const feet: End[] = [];
  const planeWire = conductanceOf(circuit.planeResistance);
  const end = (line: number, from: number, conductance: number, volts: number): End =>
    conductance > 0 ? { line, from, to: -1, conductance, volts } : { line, from, to: -1, conductance: LEAK, volts: 0 };
  for (let layer = 0; layer < layers; layer++) {
    for (let at = 0; at < pillars; at++) {
      const cell = layer * pillars + at;
      const plane = planeNode(layer, at);
      cells.push({ from: plane, to: cell, conductance: circuit.conductance.view[cell] as number, volts: 0 });
      if (layer + 1 < layers)
        wires.push({ from: cell, to: cell + pillars, conductance: conductanceOf(circuit.pillarResistance), volts: 0 });
      if (at < rows) {
        const conductance = circuit.planeConductance.view[layer] as number;
        planes.push(end(layer, plane, conductance, circuit.planeVoltage.view[layer] as number));
      }
      if (layer === 0)
        feet.push(end(at, at, circuit.pillarConductance.view[at] as number, circuit.pillarVoltage.view[at] as number));
      if (lumped) continue;
      if (at + rows < pillars) wires.push({ from: plane, to: plane + rows, conductance: planeWire, volts: 0 });
      if ((at + 1) % rows !== 0) wires.push({ from: plane, to: plane + 1, conductance: planeWire, volts: 0 });
    }
  }
  return { size: size + (lumped ? layers : size), cells, wires, planes, feet };
}

/** The net with these cells, and A beside each of them. */
function solveNet({ shape }: VerticalBlock, net: Net, sources?: Float64Array): ExactBlock {
  const { size, cells, wires, planes, feet } = net;
  let injected: Float64Array | undefined;
  if (sources !== undefined) {
    injected = new Float64Array(size);
    for (const [at, { from, to }] of cells.entries()) {
      injected[from] = (injected[from] as number) - (sources[at] as number);
      injected[to] = (injected[to] as number) + (sources[at] as number);
    }
  }
  const { volts, across } = solveBranches(size, [...cells, ...wires, ...planes, ...feet], injected);
  const sums = (ends: readonly End[], lines: number, sign: number) => {
    const out = new Float64Array(lines);
    for (const { line, ...branch } of ends)
      out[line] = (out[line] as number) + sign * branch.conductance * across(branch);
    return out;
  };
  return {
    planeNodes: Float64Array.from(cells, ({ from }) => volts[from] as number),
    pillarNodes: volts.slice(0, cells.length),
    cellCurrent: Float64Array.from(cells, (cell, at) => cell.conductance * across(cell) + (sources?.[at] ?? 0)),
    pillarCurrent: sums(feet, shape.columns * shape.rows, 1),
    planeCurrent: sums(planes, shape.layers, -1),
  };
}

export const solveBlockExactly = (circuit: VerticalBlock): ExactBlock =>
  solveNet(circuit, netOf(circuit), circuit.sources?.view);

/** A cell with a selector: I = G V sinh(a u / V) / sinh(a), with kappa = 2 cosh(a / 2). */
export function bentCurrent(conductance: number, { selectivity, voltage }: Selector, across: number): number {
  const a = 2 * Math.acosh(selectivity / 2);
  return (conductance * voltage * Math.sinh((a * across) / voltage)) / Math.sinh(a);
}

/**
 * The circuit with cells of these conductances (S at the selector's voltage) behind selectors: Newton's method on the dense
 * matrix, which takes as much of a whole step as moves no cell by more than a fifth of that voltage.
 */
export function solveBentExactly(circuit: VerticalBlock, conductance: Float64Array, selector: Selector): ExactBlock {
  const { voltage } = selector;
  const a = 2 * Math.acosh(selector.selectivity / 2);
  const net = netOf(circuit);
  const across = new Float64Array(conductance.length);
  const sources = new Float64Array(conductance.length);
  for (let step = 0; step < 400; step++) {
    const cells = net.cells.map((cell, at) => {
      const [g, volts] = [conductance[at] as number, across[at] as number];
      const slope = (g * a * Math.cosh((a * volts) / voltage)) / Math.sinh(a);
      sources[at] = bentCurrent(g, selector, volts) - slope * volts;
      return { ...cell, conductance: slope };
    });
    const found = solveNet(circuit, { ...net, cells }, sources);
    const move = found.planeNodes.map(
      (volts, at) => volts - (found.pillarNodes[at] as number) - (across[at] as number),
    );
    const largest = move.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    if (largest < 1e-9 * voltage) return found;
    const share = Math.min(1, (0.2 * voltage) / largest);
    for (let at = 0; at < across.length; at++) across[at] = (across[at] as number) + share * (move[at] as number);
  }
  throw new Error("the reference was not solved");
}
