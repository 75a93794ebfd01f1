import type { Kernel } from "../memory/kernel";
import type { PlaneForm } from "../vrram/_block";
import type { VerticalBlock } from "../vrram/block";
import type { BlockCells } from "./vrramCells";
import type { VrramParams } from "./vrramParams";
import { BlockSolver, bends } from "./vrramSolver";
import { connect, type Terminals, terminalsOf } from "./vrramTerminals";

/**
 * The block as a circuit, solved when somebody looks. Planes of one node are solved at once and exactly; nets of resistors, and
 * cells behind selectors, quickly at first, better as soon as nothing has changed between two looks. Nothing of it is part of
 * the state.
 */

/** Residuals of nets: while something changes, at rest, and for those who take only once. */
const TOLERANCE = { quick: 1e-4, rest: 1e-8, exact: 1e-13 } as const;
type Quality = keyof typeof TOLERANCE;
const RANK: Readonly<Record<Quality, number>> = { quick: 1, rest: 2, exact: 3 };

/** Parameters that neither the devices nor what they hang on depend on. */
const LOOKS = /^(view|density|write|threshold|carve)(\.|$)/;
/** Those that change the conductances of cells. */
const DEVICES = /^(faults\.|cell\.age$|noise\.|taper$|read\.volts$)/;
const ADDRESS = /^read\.(layer|x|y)$/;

export class BlockView {
  readonly #solvers = new Map<string, BlockSolver>();
  /** [sites] conductances, S. */
  readonly conductance: Float64Array;
  #terminals: Terminals;
  #devicesStale = true;
  #stale: "circuit" | "inputs" | "nothing" = "circuit";
  #warm: BlockSolver | null = null;
  #rank = 0;
  #solutions = 0;
  #cells = 0;
  #around = 0;
  #looks = 0;
  /** False where the last solution is not one. */
  converged = true;

  constructor(
    private readonly kernel: Kernel,
    private readonly devices: BlockCells,
    private readonly modes: () => Uint8Array,
    private readonly seed: number,
    private readonly step: () => number,
    private params: VrramParams,
  ) {
    const { layers, columns, rows } = params.block;
    this.conductance = new Float64Array(layers * columns * rows);
    this.#terminals = { planes: [], feet: new Float64Array(0), selection: { kind: "all" }, transposed: false };
  }

  /** Number of the present solution; what is computed from one is valid while it stays. */
  get solution(): number {
    return this.#solutions;
  }

  /** True where the present solution can be made better, or there is none. */
  get improvable(): boolean {
    return this.#rank < RANK.rest;
  }

  get solved(): boolean {
    return this.#rank > 0;
  }

  /** Rises with every change of devices. */
  get cells(): number {
    return this.#cells;
  }

  /** Rises with every change of devices, wires and what they are asked, inputs that follow the steps aside. */
  get around(): number {
    return this.#around;
  }

  /** Rises with every change of what is shown of a solution. */
  get looks(): number {
    return this.#looks;
  }

  /** True where cells do not obey Ohm. */
  get bent(): boolean {
    return bends(this.params);
  }

  get circuit(): VerticalBlock {
    return this.#solver("view", this.params.circuit.form, this.bent).circuit;
  }

  /** A block for whatever is tried out beside, with planes of one node. */
  probe(bent: boolean): BlockSolver {
    return this.#solver("probe", "lumped", bent);
  }

  /** Each made when it is first needed. */
  #solver(use: "view" | "probe", form: PlaneForm, bent: boolean): BlockSolver {
    const key = `${use} ${form} ${bent}`;
    const made = this.#solvers.get(key) ?? new BlockSolver(this.params.block, form, bent);
    this.#solvers.set(key, made);
    return made;
  }

  /** Of the last solution. */
  get terminals(): Terminals {
    return this.#terminals;
  }

  update(params: VrramParams, paths: readonly string[]): void {
    const before = this.params;
    this.params = params;
    this.#looks++;
    const alone = params.read.what === "cell" || params.read.select !== "all" || params.read.input === "oneHot";
    const matters = (path: string): boolean => !LOOKS.test(path) && (alone || !ADDRESS.test(path));
    if (before.circuit.form !== params.circuit.form || bends(before) !== bends(params)) this.#warm = null;
    if (paths.some((path) => DEVICES.test(path))) this.touch("devices");
    else if (paths.some(matters)) this.touch("circuit");
    else if (paths.some((path) => ADDRESS.test(path))) this.#around++;
  }

  /** Something changed: the devices, what they hang on, or only the inputs of the next step. */
  touch(what: "devices" | "circuit" | "inputs"): void {
    this.#rank = 0;
    if (what === "inputs") {
      if (this.#stale === "nothing") this.#stale = "inputs";
      return;
    }
    this.#stale = "circuit";
    this.#around++;
    if (what === "circuit") return;
    this.#devicesStale = true;
    this.#cells++;
  }

  /** The state was overwritten: what was solved tells nothing about it. */
  forget(): void {
    this.#warm = null;
    this.touch("devices");
  }

  /** [sites] S as they are read now. */
  present(): Float64Array {
    if (this.#devicesStale) this.devices.read(this.params.read.volts, this.step(), this.conductance);
    this.#devicesStale = false;
    return this.conductance;
  }

  solve(quality: Quality): void {
    if (this.#rank >= RANK[quality]) return;
    const { params } = this;
    const solver = this.#solver("view", params.circuit.form, this.bent);
    if (this.#stale !== "nothing") {
      if (this.#stale === "circuit") solver.conductance.set(this.present());
      this.#terminals = terminalsOf(this.kernel, params, this.modes(), this.seed, this.step());
      connect(solver.circuit, params, this.#terminals);
      if (this.#stale === "circuit") solver.touch();
      this.#stale = "nothing";
    }
    const warm = this.#warm === solver && quality !== "exact";
    this.converged = solver.solve(params, { tolerance: TOLERANCE[quality], warm });
    this.#warm = this.converged ? solver : null;
    this.#rank = params.circuit.form === "lumped" && !this.bent ? RANK.exact : RANK[quality];
    this.#solutions++;
  }
}
