import type { Outcome, SolveOptions } from "../crossbar/_solver";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BlockCircuit, BlockShape } from "./_block";

/**
 * Planes as nets of resistors: how far their nodes are from the voltages that the planes would have without resistance, by
 * conjugate gradients (`workers/kernel/vrramMesh.ts`). These small differences are the unknowns, so that good wires cost no
 * digits. The residual is measured against the cell currents: outputs are right to a few times the tolerance.
 */

/** What the block knows when its conductances or wires have changed. */
export interface NetInputs {
  readonly conductance: Block<"f64">;
  /** [layers, pillars], of `crossbarFactorColumns`. */
  readonly pillarFactors: Block<"f64">;
  /** S, leaks of floating pillars and planes included: [pillars], and [layers] of each driver. */
  readonly feet: Block<"f64">;
  readonly drivers: Block<"f64">;
  /** [layers] S that all cells of a plane offer it while all else is held. */
  readonly seen: Block<"f64">;
  readonly scratch: Block<"f64">;
  /** S of an edge of a plane and of a piece of pillar. */
  readonly planeWire: number;
  readonly pillarWire: number;
}

export class PlaneNets {
  /** [layers, columns, rows] V from the voltage of the plane without resistance. */
  readonly shift: Block<"f64">;
  readonly #kernel: Kernel;
  readonly #padded: number;
  readonly #load: Block<"f64">;
  readonly #residual: Block<"f64">;
  readonly #direction: Block<"f64">;
  readonly #modes: Block<"f64">;
  readonly #lineFactors: Block<"f64">;
  readonly #forward: Block<"f64">;
  readonly #backward: Block<"f64">;
  readonly #eigen: Block<"f64">;
  readonly #mean: Block<"f64">;
  readonly #profile: Block<"f64">;
  readonly #held: Block<"f64">;
  readonly #modelled: Block<"f64">;
  readonly #own: Block<"f64">;
  readonly #couplings: Block<"f64">;
  readonly #pivots: Block<"f64">;
  readonly #parts: Block<"f64">;
  readonly #share: Block<"f64">;
  #inputs: NetInputs | undefined;
  #cosines = false;

  constructor(
    arena: Arena,
    readonly shape: BlockShape,
  ) {
    const { layers, columns, rows } = shape;
    const block = (length: number) => arena.alloc("scratch", "f64", length);
    const padded = 4 * Math.ceil(rows / 4);
    this.#kernel = arena.kernel;
    this.#padded = padded;
    this.shift = block(layers * columns * rows);
    this.#load = block(layers * columns * rows);
    this.#residual = block(layers * columns * rows);
    this.#direction = block(layers * columns * rows);
    this.#modes = block(layers * columns * padded);
    this.#lineFactors = block(layers * columns * padded);
    this.#forward = block(rows * padded);
    this.#backward = block(rows * padded);
    this.#eigen = block(padded);
    this.#profile = block(layers * columns);
    this.#mean = block(layers);
    this.#held = block(layers);
    this.#modelled = block(layers);
    this.#own = block(layers);
    this.#pivots = block(layers);
    this.#parts = block(layers);
    this.#share = block(layers);
    this.#couplings = block(layers * layers);
  }

  factor(inputs: NetInputs): void {
    const { layers, columns, rows } = this.shape;
    const kernel = this.#kernel;
    const padded = this.#padded;
    this.#inputs = inputs;
    if (!this.#cosines) kernel.vrramCosines(rows, padded, this.#forward.ptr, this.#backward.ptr, this.#eigen.ptr);
    this.#cosines = true;
    inputs.seen.view.forEach((seen, layer) => {
      this.#mean.view[layer] = seen / (columns * rows);
    });
    const { ptr: factors } = this.#lineFactors;
    const { ptr: mean } = this.#mean;
    const { ptr: drivers } = inputs.drivers;
    const { planeWire, pillarWire } = inputs;
    kernel.vrramFactorLines(layers, columns, padded, this.#eigen.ptr, mean, drivers, planeWire, factors);
    kernel.vrramProfiles(
      layers,
      columns,
      rows,
      padded,
      factors,
      mean,
      drivers,
      planeWire,
      this.#profile.ptr,
      this.#held.ptr,
      this.#modelled.ptr,
    );
    kernel.vrramCouple(
      layers,
      columns,
      rows,
      inputs.conductance.ptr,
      inputs.pillarFactors.ptr,
      inputs.feet.ptr,
      pillarWire,
      this.#profile.ptr,
      this.#couplings.ptr,
      0,
      this.#own.ptr,
      inputs.scratch.ptr,
    );
    kernel.vrramJoin(layers, this.#couplings.ptr, this.#held.ptr, this.#own.ptr, this.#pivots.ptr);
  }

  /**
   * After the block's currents at planes of one voltage; `reference`: their norm, A. Until the block computes them anew its
   * nodes and cell currents serve as vectors.
   */
  solve(block: BlockCircuit, reference: number, { tolerance, warm }: SolveOptions): Outcome {
    const { layers, columns, rows } = this.shape;
    const kernel = this.#kernel;
    const size = this.shift.length;
    const { ptr: shift } = this.shift;
    const { ptr: residual } = this.#residual;
    const { ptr: direction } = this.#direction;
    const { ptr: loads } = this.#load;
    const { ptr: change } = block.cellCurrent;
    const { ptr: corrected } = block.planeNodes;
    kernel.vrramLoad(layers, columns, rows, block.cellCurrent.ptr, block.planeCurrent.ptr, loads);
    const rest = () => {
      this.#balance(block, shift, loads, residual);
      return Math.sqrt(kernel.vrramDot(size, residual, residual));
    };
    if (!warm || reference === 0) this.shift.view.fill(0);
    let norm = rest();
    if (!Number.isFinite(norm)) {
      this.shift.view.fill(0);
      norm = rest();
    }
    this.#direction.view.fill(0);
    let iterations = 0;
    let before = 0;
    while (!(norm <= tolerance * reference) && iterations < 200 + 4 * (layers + columns + rows)) {
      this.#correct(residual, corrected);
      const energy = kernel.vrramDot(size, residual, corrected);
      kernel.vrramTurn(size, direction, corrected, before > 0 ? energy / before : 0);
      const curvature = -this.#balance(block, direction, 0, change);
      // Nothing left to go along: the residual is rounding, or no number.
      if (!(curvature > 0) || !(energy > 0)) break;
      norm = Math.sqrt(kernel.vrramAdvance(size, shift, direction, residual, change, energy / curvature));
      before = energy;
      iterations++;
    }
    const converged = norm <= tolerance * reference && Number.isFinite(reference);
    norm = rest();
    return { iterations, residual: reference > 0 ? norm / reference : 0, converged };
  }

  #balance(block: BlockCircuit, nodes: number, loads: number, out: number): number {
    const { layers, columns, rows } = this.shape;
    const inputs = this.#inputs as NetInputs;
    const { ptr: conductance } = inputs.conductance;
    const { ptr: pillars } = block.pillarNodes;
    this.#kernel.vrramPillars(
      layers,
      columns * rows,
      conductance,
      inputs.pillarFactors.ptr,
      inputs.pillarWire,
      0,
      nodes,
      0,
      0,
      pillars,
    );
    return this.#kernel.vrramBalance(
      layers,
      columns,
      rows,
      conductance,
      pillars,
      nodes,
      inputs.planeWire,
      inputs.drivers.ptr,
      loads,
      out,
    );
  }

  /** The preconditioner. */
  #correct(residual: number, out: number): void {
    const { layers, columns, rows } = this.shape;
    const kernel = this.#kernel;
    const padded = this.#padded;
    const { ptr: modes } = this.#modes;
    const { ptr: profile } = this.#profile;
    kernel.vrramTransform(layers * columns, rows, residual, rows, this.#forward.ptr, padded, modes, padded, padded);
    kernel.vrramProject(layers, columns, rows, padded, profile, modes, this.#parts.ptr);
    kernel.vrramLines(layers, columns, padded, this.#lineFactors.ptr, (this.#inputs as NetInputs).planeWire, modes);
    this.#share.view.set(this.#parts.view);
    kernel.vrramPlanes(layers, this.#couplings.ptr, this.#pivots.ptr, this.#share.ptr);
    kernel.vrramSpread(
      layers,
      columns,
      rows,
      padded,
      profile,
      this.#share.ptr,
      this.#parts.ptr,
      this.#modelled.ptr,
      modes,
    );
    kernel.vrramTransform(layers * columns, rows, modes, padded, this.#backward.ptr, padded, out, rows, rows);
  }
}
