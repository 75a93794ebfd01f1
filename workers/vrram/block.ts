import { LEAST_RESISTANCE, type Outcome, type SolveOptions } from "../crossbar/_solver";
import { Arena, type Block } from "../memory/arena";
import { createKernel, type Kernel } from "../memory/kernel";
import type { BlockCircuit, BlockShape, PlaneForm } from "./_block";
import { PlaneNets } from "./blockNets";

/**
 * Solves a block of vertical RRAM (`workers/kernel/vrram*.ts`). Pillars are eliminated exactly, which leaves a conductance
 * between each two planes: with planes of one node a system of as many equations as there are layers. With nets for planes
 * that is where conjugate gradients start from (`PlaneNets`).
 */

/** A plane or pillar that hangs on nothing is held by this, S, so that every block has one solution; as in a crossbar. */
const LEAK = 1e-18;

export interface BlockOptions {
  /** With a current source beside each cell (`sources`). */
  readonly nonlinear?: boolean;
}

/** A circuit in a memory of its own, for what is computed beside a simulation and thrown away. */
export function standaloneBlock(shape: BlockShape, form: PlaneForm): VerticalBlock {
  const arena = new Arena(createKernel());
  const circuit = new VerticalBlock(arena, shape, form);
  arena.commit();
  return circuit;
}

export class VerticalBlock implements BlockCircuit {
  readonly conductance: Block<"f64">;
  readonly planeConductance: Block<"f64">;
  readonly planeVoltage: Block<"f64">;
  readonly pillarConductance: Block<"f64">;
  readonly pillarVoltage: Block<"f64">;
  readonly planeNodes: Block<"f64">;
  readonly pillarNodes: Block<"f64">;
  readonly cellCurrent: Block<"f64">;
  readonly segmentCurrent: Block<"f64">;
  readonly pillarCurrent: Block<"f64">;
  readonly planeCurrent: Block<"f64">;
  readonly sources: Block<"f64"> | undefined;
  readonly #kernel: Kernel;
  readonly #pillars: number;
  readonly #nets: PlaneNets | undefined;
  /** Conductances with the leak of what floats, and 0 S for the tops of pillars, which end there. */
  readonly #feet: Block<"f64">;
  readonly #drivers: Block<"f64">;
  readonly #open: Block<"f64">;
  /** What bit lines drive into pillars at 0 V, A. */
  readonly #footCurrent: Block<"f64">;
  readonly #factors: Block<"f64">;
  readonly #seen: Block<"f64">;
  readonly #couplings: Block<"f64">;
  readonly #grounds: Block<"f64">;
  readonly #own: Block<"f64">;
  readonly #pivots: Block<"f64">;
  readonly #volts: Block<"f64">;
  readonly #scratch: Block<"f64">;
  planeResistance = 1;
  pillarResistance = 1;

  constructor(
    arena: Arena,
    readonly shape: BlockShape,
    readonly form: PlaneForm,
    { nonlinear = false }: BlockOptions = {},
  ) {
    const { layers, columns, rows } = shape;
    const pillars = columns * rows;
    const block = (length: number) => arena.alloc("scratch", "f64", length);
    this.#kernel = arena.kernel;
    this.#pillars = pillars;
    this.conductance = block(layers * pillars);
    this.planeNodes = block(layers * pillars);
    this.pillarNodes = block(layers * pillars);
    this.cellCurrent = block(layers * pillars);
    this.segmentCurrent = block(layers * pillars);
    this.#factors = block(layers * pillars);
    this.pillarConductance = block(pillars);
    this.pillarVoltage = block(pillars);
    this.pillarCurrent = block(pillars);
    this.#feet = block(pillars);
    this.#open = block(pillars);
    this.#footCurrent = block(pillars);
    this.#seen = block(pillars);
    this.planeConductance = block(layers);
    this.planeVoltage = block(layers);
    this.planeCurrent = block(layers);
    this.#drivers = block(layers);
    this.#grounds = block(layers);
    this.#own = block(layers);
    this.#pivots = block(layers);
    this.#volts = block(layers);
    this.#couplings = block(layers * layers);
    this.#scratch = block(24 * layers + 2 * layers * layers + 8);
    if (nonlinear) this.sources = block(layers * pillars);
    if (form === "mesh") this.#nets = new PlaneNets(arena, shape);
  }

  wires(plane: number, pillar: number): void {
    this.planeResistance = Math.max(plane, LEAST_RESISTANCE);
    this.pillarResistance = Math.max(pillar, LEAST_RESISTANCE);
  }

  factor(): void {
    const { layers, columns, rows } = this.shape;
    const kernel = this.#kernel;
    const held = (conductance: number) => (conductance > 0 ? conductance : LEAK);
    this.planeConductance.view.forEach((conductance, layer) => {
      this.#drivers.view[layer] = held(conductance);
    });
    this.pillarConductance.view.forEach((conductance, pillar) => {
      this.#feet.view[pillar] = held(conductance);
    });
    const wire = 1 / this.pillarResistance;
    kernel.crossbarFactorColumns(
      layers,
      this.#pillars,
      this.conductance.ptr,
      this.#feet.ptr,
      this.#open.ptr,
      wire,
      this.#factors.ptr,
      this.#seen.ptr,
    );
    kernel.vrramCouple(
      layers,
      columns,
      rows,
      this.conductance.ptr,
      this.#factors.ptr,
      this.#feet.ptr,
      wire,
      0,
      this.#couplings.ptr,
      this.#grounds.ptr,
      this.#own.ptr,
      this.#scratch.ptr,
    );
    for (let layer = 0; layer < layers; layer++)
      this.#grounds.view[layer] = (this.#grounds.view[layer] as number) + rows * (this.#drivers.view[layer] as number);
    kernel.vrramEliminate(layers, this.#couplings.ptr, this.#grounds.ptr, this.#pivots.ptr);
    this.#nets?.factor({
      conductance: this.conductance,
      pillarFactors: this.#factors,
      feet: this.#feet,
      drivers: this.#drivers,
      seen: this.#own,
      scratch: this.#scratch,
      planeWire: 1 / this.planeResistance,
      pillarWire: wire,
    });
  }

  solve(options: SolveOptions): Outcome {
    const { layers } = this.shape;
    const kernel = this.#kernel;
    const feet = this.#driveFeet() ? this.#footCurrent.ptr : 0;
    const { view: volts, ptr: voltages } = this.#volts;
    this.planeConductance.view.forEach((conductance, layer) => {
      volts[layer] = this.shape.rows * conductance * (this.planeVoltage.view[layer] as number);
    });
    const sources = this.sources?.ptr ?? 0;
    if (feet !== 0 || sources !== 0) {
      this.#followPlanes(0, 0, feet);
      kernel.vrramInto(layers, this.#pillars, this.conductance.ptr, this.pillarNodes.ptr, sources, voltages);
    }
    kernel.vrramPlanes(layers, this.#couplings.ptr, this.#pivots.ptr, voltages);
    this.#followPlanes(voltages, 0, feet);
    const reference = Math.sqrt(this.#currents(0));
    let outcome: Outcome = { iterations: 0, residual: 0, converged: Number.isFinite(reference) };
    if (this.#nets !== undefined) {
      outcome = this.#nets.solve(this, reference, options);
      const shift = this.#nets.shift.ptr;
      this.#followPlanes(voltages, shift, feet);
      this.#currents(shift);
    }
    this.#spreadPlanes();
    this.pillarCurrent.view.set(this.segmentCurrent.view.subarray(0, this.#pillars));
    return outcome;
  }

  edgeCurrents(alongX: Float64Array, alongY: Float64Array): void {
    const { columns, rows } = this.shape;
    const shift = this.#nets?.shift.view;
    alongX.fill(0);
    alongY.fill(0);
    if (shift === undefined) return;
    for (let at = 0; at < shift.length; at++) {
      const here = shift[at] as number;
      if (Math.floor(at / rows) % columns < columns - 1)
        alongX[at] = (here - (shift[at + rows] as number)) / this.planeResistance;
      if (at % rows < rows - 1) alongY[at] = (here - (shift[at + 1] as number)) / this.planeResistance;
    }
  }

  #driveFeet(): boolean {
    let driven = false;
    this.pillarConductance.view.forEach((conductance, pillar) => {
      const current = conductance * (this.pillarVoltage.view[pillar] as number);
      this.#footCurrent.view[pillar] = current;
      driven ||= current !== 0;
    });
    return driven;
  }

  #followPlanes(volts: number, shift: number, feet: number): void {
    this.#kernel.vrramPillars(
      this.shape.layers,
      this.#pillars,
      this.conductance.ptr,
      this.#factors.ptr,
      1 / this.pillarResistance,
      volts,
      shift,
      feet,
      this.sources?.ptr ?? 0,
      this.pillarNodes.ptr,
    );
  }

  #currents(shift: number): number {
    return this.#kernel.vrramCurrents(
      this.shape.layers,
      this.#pillars,
      this.conductance.ptr,
      this.#volts.ptr,
      shift,
      this.pillarNodes.ptr,
      this.sources?.ptr ?? 0,
      this.cellCurrent.ptr,
      this.segmentCurrent.ptr,
      this.planeCurrent.ptr,
    );
  }

  #spreadPlanes(): void {
    const { view: nodes } = this.planeNodes;
    const shift = this.#nets?.shift.view;
    this.#volts.view.forEach((volt, layer) => {
      const start = layer * this.#pillars;
      if (shift === undefined) nodes.fill(volt, start, start + this.#pillars);
      else for (let at = start; at < start + this.#pillars; at++) nodes[at] = volt + (shift[at] as number);
    });
  }
}
