import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BlockShape } from "./_block";
import { GrowthScores } from "./carveGrowth";
import { CellTopology, type FanLimits } from "./carveTopology";
import { LineTransfer, type LineWires } from "./carveTransfer";

/**
 * A block of lines and pillars that learns to name pictures while a sparse circuit is carved out of it. A picture is the
 * voltages of the lines; bit lines 2p and 2p + 1 pull for and against class p mod classes, and softmax of the scaled
 * differences of their currents names it. Gradients are outer products of inputs and errors; conductances follow them inside
 * their window. In between the weakest cells are switched off and as many others on, where their score is best.
 *
 * After Mocanu et al. 2018 (10.1038/s41467-018-04316-3) and Evci et al. 2020 (arXiv:1911.11134), with limits on fans.
 */

export type Growth = "random" | "gradient" | "correlation";

export interface CarveRule {
  readonly limits: FanLimits;
  /** Cells that should take part. */
  readonly wanted: number;
  /** Share of them that a rewiring prunes, and steps between two. */
  readonly zeta: number;
  readonly interval: number;
  /** Steps for which a newborn is not pruned. */
  readonly grace: number;
  readonly growth: Growth;
  /** Nothing is pruned and nothing grows. */
  readonly frozen: boolean;
}

export interface CarveLearning {
  readonly rate: number;
  readonly momentum: number;
  /** Scores are (I+ - I-) gain / (V G_on). */
  readonly gain: number;
  readonly forward: "circuit" | "ideal";
}

/** µS; levels of 0 or 1 mean any conductance. */
export interface CellWindow {
  readonly on: number;
  readonly off: number;
  readonly levels: number;
  /** Standard deviation of a write in parts of the window. */
  readonly spread: number;
  /** What a broken cell conducts, by the code of its fault. */
  readonly broken: readonly number[];
}

export interface CarveSettings {
  readonly rule: CarveRule;
  readonly learning: CarveLearning;
  readonly cells: CellWindow;
  readonly wires: LineWires;
}

/** Where cells start, in parts of the window, evenly up to this. */
const FIRST = 0.2;
/** What stands for any conductance where writes leave noise behind: a cell is written when it would change by so much. */
const FINEST = 257;

/** Places of `#numbers`. */
const WRITES = 0;
/** 1 after cells grew as far as they could, until something changes that lets in more. */
const SETTLED = 1;

export class Carving {
  readonly topology: CellTopology;
  /** [batch, layers, rows] in [0, 1], and [batch] classes: filled in before `train` and `name`. Scratch. */
  readonly inputs: Block<"f32">;
  readonly labels: Block<"u8">;
  /** [batch, classes] probabilities, and [batch] the likeliest class, of the last examples. */
  readonly scores: Block<"f32">;
  readonly names: Block<"u8">;
  /** [sites] dE/dg of the last batch, g in parts of the window; scratch. */
  readonly gradient: Block<"f32">;
  /** [sites] what each active cell should be, and what it is, in parts of the window. */
  readonly wanted: Block<"f32">;
  readonly parts: Block<"f32">;
  /** [sites] µS of every cell, broken or not. Scratch. */
  readonly cells: Block<"f32">;
  readonly #told: Block<"f32">;
  readonly #velocity: Block<"f32">;
  readonly #growth: GrowthScores;
  readonly #sums: Block<"f32">;
  readonly #errors: Block<"f32">;
  readonly #broken: Block<"f32">;
  readonly #numbers: Block<"f64">;
  readonly #transfer: LineTransfer;
  readonly #noise: RandomStream;
  #settings: CarveSettings;
  /** Conductances have changed since they were last solved for. */
  #stale = true;

  /** Before the commit. */
  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    readonly shape: BlockShape,
    readonly batch: number,
    readonly classes: number,
    settings: CarveSettings,
  ) {
    const { layers, columns, rows } = shape;
    const sites = layers * columns * rows;
    const state = (length: number) => arena.alloc("state", "f32", length);
    const scratch = (length: number) => arena.alloc("scratch", "f32", length);
    this.#settings = settings;
    this.topology = new CellTopology(kernel, arena, shape, (site) => this.#clear(site));
    this.wanted = state(sites);
    this.parts = state(sites);
    this.#told = state(sites);
    this.#velocity = state(sites);
    this.#growth = new GrowthScores(kernel, arena, shape);
    this.#numbers = arena.alloc("state", "f64", 2);
    this.#noise = new RandomStream(kernel, arena, "carve writes");
    this.inputs = scratch(batch * layers * rows);
    this.labels = arena.alloc("scratch", "u8", batch);
    this.scores = scratch(batch * classes);
    this.names = arena.alloc("scratch", "u8", batch);
    this.gradient = scratch(sites);
    this.cells = scratch(sites);
    this.#sums = scratch(batch * columns);
    this.#errors = scratch(batch * columns);
    this.#broken = scratch(settings.cells.broken.length);
    this.#transfer = new LineTransfer(kernel, arena, shape);
  }

  /**
   * After the commit: cells at random among those that are whole.
   * @param codes [sites] 0, or what is wrong with a cell
   */
  init(seed: number, codes: Uint8Array): void {
    const { rule } = this.#settings;
    this.#noise.seed(seed);
    this.topology.breakCells(codes, 0);
    this.topology.init(seed, rule.wanted, rule.limits);
    for (let site = 0; site < this.wanted.length; site++) {
      if (this.topology.active.view[site] === 1) this.wanted.view[site] = FIRST * this.#noise.uniform();
    }
    this.#numbers.view[SETTLED] = 1;
    this.#write();
    this.#stale = true;
  }

  /** After the state was overwritten. */
  restore(): void {
    this.topology.restore();
    this.#stale = true;
  }

  /** Cells written since the count was last cleared. */
  get writes(): number {
    return this.#numbers.view[WRITES] as number;
  }

  clearCounts(): void {
    this.#numbers.view[WRITES] = 0;
    this.topology.clearCounts();
  }

  /**
   * Limits that are tightened hold at once.
   * @param step the first step that feels it
   */
  update(settings: CarveSettings, step: number): void {
    this.#settings = settings;
    this.topology.limits = settings.rule.limits;
    this.topology.trim(this.wanted.view, step);
    this.#touch();
  }

  /**
   * Cells break or are mended.
   * @param codes [sites] 0, or what is wrong with a cell
   * @param step the first step that feels it
   */
  breakCells(codes: Uint8Array, step: number): void {
    if (this.topology.breakCells(codes, step)) this.#touch();
  }

  /** [layers, columns, rows] µS from line to bit line, as the forward product sees them. */
  get transfer(): Block<"f32"> {
    this.#prepare();
    return this.#settings.learning.forward === "circuit" ? this.#transfer.conductance : this.cells;
  }

  /** Brings `cells` up to date. */
  refresh(): void {
    this.#prepare();
  }

  /** Names the first `count` examples of `inputs`. */
  name(count: number): void {
    const { kernel, classes } = this;
    const { layers, columns, rows } = this.shape;
    const { learning, cells } = this.#settings;
    const g = this.transfer.ptr;
    kernel.vrramCarveForward(count, layers, columns, rows, this.inputs.ptr, g, this.#sums.ptr);
    const scale = learning.gain / cells.on;
    kernel.vrramCarveNames(count, columns, classes, this.#sums.ptr, scale, this.scores.ptr, this.names.ptr);
  }

  /**
   * Names the first `count` examples and fills `gradient` with that of their mean cross-entropy.
   * @returns the mean cross-entropy in nats
   */
  differentiate(count: number): number {
    this.name(count);
    const { kernel, classes } = this;
    const { layers, columns, rows } = this.shape;
    const { learning, cells } = this.#settings;
    const scale = (learning.gain * (cells.on - cells.off)) / cells.on;
    const loss = kernel.vrramCarveErrors(
      count,
      columns,
      classes,
      this.scores.ptr,
      this.labels.ptr,
      scale,
      this.#errors.ptr,
    );
    kernel.vrramCarveGradient(count, layers, columns, rows, this.inputs.ptr, this.#errors.ptr, this.gradient.ptr);
    return loss / count;
  }

  /**
   * One step of learning from the first `count` examples, and of rewiring where one is due.
   * @param step its number, from 1 on
   * @returns mean cross-entropy of the examples before it, in nats
   */
  train(count: number, step: number): number {
    const loss = this.differentiate(count);
    const { rule } = this.#settings;
    this.#growth.observe(count, this.gradient, this.inputs, this.#errors, Math.min(1, 2 / (rule.interval + 1)));
    this.#learn();
    if (!rule.frozen) this.#rewire(step);
    this.#stale = true;
    return loss;
  }

  /** Cells that are missing are looked for anew. */
  #touch(): void {
    this.#numbers.view[SETTLED] = 0;
    this.#stale = true;
  }

  #prepare(): void {
    if (!this.#stale) return;
    this.#stale = false;
    const { cells, wires, learning } = this.#settings;
    this.#broken.view.set(cells.broken);
    this.kernel.vrramCarveConductances(
      this.cells.length,
      this.topology.active.ptr,
      this.topology.faults.ptr,
      this.parts.ptr,
      cells.off,
      cells.on - cells.off,
      this.#broken.ptr,
      this.cells.ptr,
    );
    if (learning.forward === "circuit") this.#transfer.solve(this.cells, wires);
  }

  #learn(): void {
    const { rate, momentum } = this.#settings.learning;
    this.kernel.vrramCarveDescend(
      this.wanted.length,
      this.topology.active.ptr,
      this.gradient.ptr,
      rate,
      momentum,
      this.#velocity.ptr,
      this.wanted.ptr,
    );
    this.#write();
  }

  #write(): void {
    const { levels, spread } = this.#settings.cells;
    const steps = levels > 1 ? levels : spread > 0 ? FINEST : 0;
    const written = this.kernel.vrramCarveWrite(
      this.wanted.length,
      this.topology.active.ptr,
      this.wanted.ptr,
      steps,
      spread,
      this.#noise.ptr,
      this.#told.ptr,
      this.parts.ptr,
    );
    this.#numbers.view[WRITES] = this.writes + written;
  }

  #rewire(step: number): void {
    const { rule } = this.#settings;
    const { topology } = this;
    const due = step % rule.interval === 0;
    if (due) {
      topology.prune(Math.floor(rule.zeta * topology.count), this.wanted.view, step - rule.grace, step);
    }
    const surplus = topology.count - rule.wanted;
    if (surplus > 0) topology.prune(surplus, this.wanted.view, step, step);
    if (surplus < 0 && (due || this.#numbers.view[SETTLED] === 0)) {
      topology.grow(-surplus, this.#scores(rule.growth), Math.max(0, step - rule.interval), step);
    }
    this.#numbers.view[SETTLED] = 1;
  }

  /** [sites] how much each cell would help. */
  #scores(growth: Growth): Float32Array {
    if (growth === "random") return this.topology.randomScores();
    return growth === "gradient" ? this.#growth.byGradient() : this.#growth.byCorrelation();
  }

  /** A cell that was born starts as one that is off. */
  #clear(site: number): void {
    this.wanted.view[site] = 0;
    this.parts.view[site] = 0;
    this.#told.view[site] = 0;
    this.#velocity.view[site] = 0;
  }
}
