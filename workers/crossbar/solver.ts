import { Arena, type Block } from "../memory/arena";
import { createKernel, type Kernel } from "../memory/kernel";
import { LEAST_RESISTANCE, type LineEnds, type NortonCircuit, type Outcome, type SolveOptions } from "./_solver";

/**
 * Solves a crossbar with wires (`workers/kernel/crossbarSolve.ts`): conjugate gradients on the column nodes, row nodes
 * eliminated, columns without cells between them as the preconditioner. Measured against the right-hand side of the Schur
 * complement, which is made of cell currents: the outputs are then right to a few times the tolerance, however good the wires
 * are.
 */

/**
 * A line that hangs on nothing is held by this, S, so that every array has one solution: too little to be seen in the tenth
 * digit of an output, while factors free of subtractions still carry it.
 */
const LEAK = 1e-18;

export interface CrossbarOptions {
  /** With a current source beside each cell (`sources`). */
  readonly nonlinear?: boolean;
}

interface Ends extends LineEnds {
  /** Conductances with the leak of floating lines, and what the ends drive in at 0 V on the line, A. */
  readonly first: Block<"f64">;
  readonly last: Block<"f64">;
  readonly firstCurrent: Block<"f64">;
  readonly lastCurrent: Block<"f64">;
}

function endsOf(arena: Arena, lines: number): Ends {
  const block = () => arena.alloc("scratch", "f64", lines);
  return {
    firstConductance: block(),
    firstVoltage: block(),
    lastConductance: block(),
    lastVoltage: block(),
    first: block(),
    last: block(),
    firstCurrent: block(),
    lastCurrent: block(),
  };
}

function leak(ends: Ends): void {
  const { view: first } = ends.first;
  const { view: last } = ends.last;
  first.set(ends.firstConductance.view);
  last.set(ends.lastConductance.view);
  for (let i = 0; i < first.length; i++) if (!((first[i] as number) + (last[i] as number) > 0)) first[i] = LEAK;
}

function drive(ends: Ends): void {
  for (let i = 0; i < ends.first.length; i++) {
    ends.firstCurrent.view[i] = (ends.firstConductance.view[i] as number) * (ends.firstVoltage.view[i] as number);
    ends.lastCurrent.view[i] = (ends.lastConductance.view[i] as number) * (ends.lastVoltage.view[i] as number);
  }
}

/** A circuit in a memory of its own, for what is computed beside a simulation and thrown away. */
export function standaloneCrossbar(rows: number, columns: number, options?: CrossbarOptions): Crossbar {
  const arena = new Arena(createKernel());
  const circuit = new Crossbar(arena, rows, columns, options);
  arena.commit();
  return circuit;
}

export class Crossbar implements NortonCircuit {
  readonly conductance: Block<"f64">;
  readonly rowEnds: LineEnds;
  readonly columnEnds: LineEnds;
  readonly rowNodes: Block<"f64">;
  readonly columnNodes: Block<"f64">;
  readonly cellCurrent: Block<"f64">;
  readonly columnCurrent: Block<"f64">;
  readonly rowCurrent: Block<"f64">;
  readonly sources: Block<"f64"> | undefined;
  readonly #kernel: Kernel;
  readonly #rowEnds: Ends;
  readonly #columnEnds: Ends;
  readonly #rowFactor: Block<"f64">;
  readonly #columnFactor: Block<"f64">;
  readonly #residual: Block<"f64">;
  readonly #direction: Block<"f64">;
  readonly #scratch: Block<"f64">;
  readonly #products: Block<"f64">;
  rowResistance = 1;
  columnResistance = 1;
  #tolerance = 0;
  #reference = 0;
  #norm = 0;
  #startNorm = 0;
  /** r.z of this direction and of the one before; 0 before the first. */
  #energy = 0;
  #lastEnergy = 0;
  #iterations = 0;
  #converged = false;
  #done = true;

  constructor(
    arena: Arena,
    readonly rows: number,
    readonly columns: number,
    options: CrossbarOptions = {},
  ) {
    const cells = () => arena.alloc("scratch", "f64", rows * columns);
    const even = columns + (columns % 2);
    this.#kernel = arena.kernel;
    this.conductance = cells();
    this.rowNodes = cells();
    this.columnNodes = cells();
    this.cellCurrent = cells();
    this.#columnFactor = cells();
    this.#residual = cells();
    this.#direction = cells();
    this.#rowFactor = arena.alloc("scratch", "f64", Math.ceil(rows / 4) * 4 * even);
    this.#scratch = arena.alloc("scratch", "f64", 8 * even);
    this.#products = arena.alloc("scratch", "f64", 2);
    this.columnCurrent = arena.alloc("scratch", "f64", columns);
    this.rowCurrent = arena.alloc("scratch", "f64", rows);
    this.#rowEnds = this.rowEnds = endsOf(arena, rows);
    this.#columnEnds = this.columnEnds = endsOf(arena, columns);
    if (options.nonlinear) this.sources = cells();
  }

  wires(row: number, column: number): void {
    this.rowResistance = Math.max(row, LEAST_RESISTANCE);
    this.columnResistance = Math.max(column, LEAST_RESISTANCE);
  }

  factor(): void {
    const { rows, columns, conductance } = this;
    leak(this.#rowEnds);
    leak(this.#columnEnds);
    this.#kernel.crossbarFactorRows(
      rows,
      columns,
      conductance.ptr,
      this.#rowEnds.first.ptr,
      this.#rowEnds.last.ptr,
      1 / this.rowResistance,
      this.#rowFactor.ptr,
    );
    this.#kernel.crossbarFactorColumns(
      rows,
      columns,
      conductance.ptr,
      this.#columnEnds.first.ptr,
      this.#columnEnds.last.ptr,
      1 / this.columnResistance,
      this.#columnFactor.ptr,
      this.#scratch.ptr,
    );
  }

  solve(options: SolveOptions): Outcome {
    this.begin(options);
    this.iterate(Number.POSITIVE_INFINITY);
    return this.finish();
  }

  begin({ tolerance, warm }: SolveOptions): void {
    drive(this.#rowEnds);
    drive(this.#columnEnds);
    this.#tolerance = tolerance;
    this.#iterations = 0;
    this.#converged = false;
    this.#done = false;
    // Column wires at the voltages of their ends: what is left over there is made of cell currents alone.
    this.#rest(this.#direction);
    this.#reference = this.#balance(this.#direction, this.#residual, false);
    let norm = this.#reference;
    if (warm) norm = this.#balance(this.columnNodes, this.#residual, false);
    if (!warm || !Number.isFinite(norm) || this.#reference === 0) {
      this.columnNodes.view.set(this.#direction.view);
      if (warm) norm = this.#balance(this.columnNodes, this.#residual, false);
    }
    this.#startNorm = norm;
    this.#start(norm);
  }

  iterate(limit: number): boolean {
    for (let k = 0; k < limit && !this.#done; k++) this.#step();
    return this.#done;
  }

  finish(): Outcome {
    // Row nodes, and the true residual, at the column nodes as they are.
    this.#norm = this.#balance(this.columnNodes, this.#residual, true);
    this.#done = true;
    this.#kernel.crossbarCurrents(
      this.rows,
      this.columns,
      this.conductance.ptr,
      this.rowNodes.ptr,
      this.columnNodes.ptr,
      this.sources?.ptr ?? 0,
      this.cellCurrent.ptr,
      this.rowCurrent.ptr,
      this.columnCurrent.ptr,
    );
    const residual = this.#reference > 0 ? this.#norm / this.#reference : 0;
    return { iterations: this.#iterations, residual, converged: this.#converged };
  }

  get progress(): number {
    if (this.#done) return 1;
    const whole = Math.log(this.#startNorm / (this.#tolerance * this.#reference));
    const rest = Math.log(this.#norm / (this.#tolerance * this.#reference));
    return whole > 0 ? Math.min(1, Math.max(0, 1 - rest / whole)) : 1;
  }

  /** Voltages of columns through which nothing flows. */
  #rest(nodes: Block<"f64">): void {
    const { firstConductance, firstVoltage, lastConductance, lastVoltage } = this.columnEnds;
    const line = nodes.view.subarray(0, this.columns);
    for (let j = 0; j < this.columns; j++) {
      const first = firstConductance.view[j] as number;
      const last = lastConductance.view[j] as number;
      const current = first * (firstVoltage.view[j] as number) + last * (lastVoltage.view[j] as number);
      line[j] = first + last > 0 ? current / (first + last) : 0;
    }
    for (let filled = this.columns; filled < nodes.length; filled *= 2) nodes.view.copyWithin(filled, 0, filled);
  }

  /** What Kirchhoff leaves over at column voltages `nodes`; its norm. */
  #balance(nodes: Block<"f64">, out: Block<"f64">, keepRows: boolean): number {
    const { firstCurrent, lastCurrent } = this.#rowEnds;
    const rows = keepRows ? this.rowNodes.ptr : 0;
    const { ptr } = nodes;
    this.#multiply(ptr, out.ptr, firstCurrent.ptr, lastCurrent.ptr, this.sources?.ptr ?? 0, 0, 0, rows);
    this.#endColumns(ptr, out.ptr, this.#columnEnds.firstCurrent.ptr, this.#columnEnds.lastCurrent.ptr);
    return Math.sqrt(this.#kernel.crossbarSquares(out.length, out.ptr));
  }

  #multiply(
    x: number,
    out: number,
    first: number,
    last: number,
    sources: number,
    direction: number,
    beta: number,
    rows: number,
  ): number {
    return this.#kernel.crossbarResidual(
      this.rows,
      this.columns,
      this.conductance.ptr,
      this.#rowFactor.ptr,
      1 / this.rowResistance,
      1 / this.columnResistance,
      x,
      out,
      first,
      last,
      sources,
      direction,
      beta,
      rows,
      this.#scratch.ptr,
    );
  }

  #endColumns(x: number, out: number, first: number, last: number): number {
    const below = (this.rows - 1) * this.columns * 8;
    const { columns } = this;
    return (
      this.#kernel.crossbarColumnEnd(columns, x, out, this.#columnEnds.first.ptr, first) +
      this.#kernel.crossbarColumnEnd(columns, x + below, out + below, this.#columnEnds.last.ptr, last)
    );
  }

  /** Takes the residual as it stands for the start of the sequence of directions. */
  #start(norm: number): void {
    this.#norm = norm;
    this.#lastEnergy = 0;
    if (this.#reached()) this.#arrive();
    else this.#advance(0, this.#residual.ptr);
  }

  #reached(): boolean {
    return this.#norm <= this.#tolerance * this.#reference;
  }

  #advance(alpha: number, change: number): void {
    const { rows, columns } = this;
    this.#kernel.crossbarPrecondition(
      rows,
      columns,
      this.#columnFactor.ptr,
      1 / this.columnResistance,
      this.columnNodes.ptr,
      this.#direction.ptr,
      this.#residual.ptr,
      change,
      alpha,
      this.rowNodes.ptr,
      this.#products.ptr,
    );
    const [squares, energy] = this.#products.view as unknown as readonly [number, number];
    this.#norm = Math.sqrt(squares);
    this.#energy = energy;
  }

  #step(): void {
    // Until the end the blocks of row nodes and cell currents hold the preconditioned residual and the product.
    const change = this.cellCurrent.ptr;
    const direction = this.#direction.ptr;
    const beta = this.#lastEnergy > 0 ? this.#energy / this.#lastEnergy : 0;
    const curvature = -(
      this.#multiply(direction, change, 0, 0, 0, this.rowNodes.ptr, beta, 0) + this.#endColumns(direction, change, 0, 0)
    );
    if (!(curvature > 0) || !(this.#energy > 0)) {
      // Nothing left to go along: the residual is rounding.
      this.#done = true;
      return;
    }
    this.#lastEnergy = this.#energy;
    this.#iterations++;
    this.#advance(this.#energy / curvature, change);
    if (this.#reached()) this.#arrive();
    else if (this.#iterations >= 200 + 4 * (this.rows + this.columns)) this.#done = true;
  }

  #arrive(): void {
    this.#converged = true;
    this.#done = true;
  }
}
