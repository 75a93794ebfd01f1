import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { NeuronState, NeuronStepper } from "../neurons/_neuron";
import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import { type Chosen, isDiverged } from "./neuronCells";
import { type StimulusParams, stimulusRange } from "./neuronStimulus";

/**
 * Firing rate against current, measured on cells of its own: each starts from the initial state, gets a constant current
 * for one second and counts by the mean of the intervals that end in the second half, so that onset spikes do not count.
 * A cell that has been silent at the end for more than twice its longest interval has stopped and counts as 0 Hz.
 */

const LENGTH_MS = 1000;
const COUNTED_MS = 500;
/** Cells that are stepped together. */
const BATCH = 8;
/** Evenly spaced currents: the first batch spans the range, the others halve the gaps. */
const POINTS = 7 * BATCH + 1;
/** Steps of one cell in a portion; the costliest model takes about a quarter of a microsecond for one. */
const PORTION = 24_000;
/** Ends of the range of currents, times powers of ten; few, so that the range stands still while a current is dragged. */
const LADDER = [1, 1.5, 2, 3, 4, 6, 8, 10];

/** The smallest of the ladder that is not below `value`. */
function rung(value: number): number {
  let scale = 1;
  while (10 * scale < value) scale *= 10;
  return scale * (LADDER.find((step) => step * scale >= value) ?? 10);
}

/** Currents from coarse to fine, the onsets last. */
function currentsOf(cells: readonly Chosen[], stimulus: StimulusParams): readonly number[] {
  const onsets = cells
    .flatMap(({ model, params }) => model.onsets?.(params) ?? [])
    .map(({ current }) => current)
    .filter(Number.isFinite);
  const high = rung(Math.max(100, 1.6 * stimulusRange(stimulus)[1], ...onsets.map((current) => 2 * current)));
  const lowest = Math.min(0, ...onsets);
  const low = lowest < 0 ? -rung(-1.5 * lowest) : 0;
  const index = Array.from({ length: POINTS }, (_, i) => i);
  const order = [8, 4, 2, 1].flatMap((gap) => index.filter((i) => i % gap === 0 && (gap === 8 || i % (2 * gap) !== 0)));
  const even = order.map((i) => low + ((high - low) * i) / (POINTS - 1));
  const inside = onsets.filter((current) => current > low && current < high).slice(0, BATCH - 1);
  return [...even, ...inside];
}

/** A batch of cells of one model that differ in their current only. */
class Batch {
  readonly #state: NeuronState<unknown>;
  readonly #drive: Block;
  readonly #late: Block<"f64">;
  readonly #list: Block<"u32">;
  #stepper: NeuronStepper | undefined;
  /** Per cell: time of the last spike, longest and sum of the counted intervals (ms), and their number. */
  readonly #last = new Float64Array(BATCH);
  readonly #longest = new Float64Array(BATCH);
  readonly #sum = new Float64Array(BATCH);
  readonly #count = new Float64Array(BATCH);
  readonly #diverged: boolean[] = [];
  readonly #potential: Block;

  constructor(
    arena: Arena,
    private readonly chosen: Pick<Chosen, "model" | "cut">,
    private readonly current: Block<"f64">,
    private readonly h: number,
  ) {
    this.#state = chosen.model.allocate(arena, BATCH, "f64", false);
    this.#potential = this.#state.variables.v as Block;
    this.#drive = arena.alloc("scratch", "f64", BATCH);
    this.#late = arena.alloc("scratch", "f64", BATCH);
    this.#list = arena.alloc("scratch", "u32", BATCH);
  }

  start(params: unknown): void {
    this.#state.init(params);
    this.#state.update(params, this.h);
    this.#stepper ??= this.#state.stepper({ drive: this.#drive, current: this.current, late: this.#late });
    this.#last.fill(Number.NaN);
    for (const numbers of [this.#longest, this.#sum, this.#count]) numbers.fill(0);
    for (let cell = 0; cell < BATCH; cell++) this.#diverged[cell] = false;
  }

  step(step: number): void {
    const spikes = (this.#stepper as NeuronStepper).step(this.#list.ptr, step);
    for (let i = 0; i < spikes; i++) {
      const cell = this.#list.view[i] as number;
      const time = step * this.h - (this.#late.view[i] as number);
      const interval = time - (this.#last[cell] as number);
      this.#last[cell] = time;
      if (time <= LENGTH_MS - COUNTED_MS || Number.isNaN(interval)) continue;
      this.#longest[cell] = Math.max(this.#longest[cell] as number, interval);
      this.#sum[cell] = (this.#sum[cell] as number) + interval;
      this.#count[cell] = (this.#count[cell] as number) + 1;
    }
    const { cut } = this.chosen;
    for (let cell = 0; cell < BATCH; cell++) {
      if (isDiverged(this.#potential.view[cell] as number, cut)) this.#diverged[cell] = true;
    }
  }

  /** Rate of a cell at the end, Hz; NaN when the step is too large for it. */
  rate(cell: number): number {
    if (this.#diverged[cell] === true) return Number.NaN;
    const silent = LENGTH_MS - (this.#last[cell] as number);
    if (this.#count[cell] === 0 || silent > 2 * (this.#longest[cell] as number)) return 0;
    return (1000 * (this.#count[cell] as number)) / (this.#sum[cell] as number);
  }
}

/** What a curve is measured for; equal keys have equal curves. */
interface Task {
  readonly key: string;
  readonly cells: readonly Chosen[];
  readonly currents: readonly number[];
}

/**
 * The curve as a state that grows by a portion with every `take`. After an edit the old points stay until the coarse
 * points of the new curve are there; these are finished even when another edit comes, so that a curve follows a drag.
 */
export class RateCurve implements ChannelSource {
  #current: Block<"f64"> | undefined;
  #batches: Batch[] = [];
  #wanted: Task;
  #running: Task;
  /** Currents measured, and the steps that the batch under way has gone. */
  #measured = 0;
  #gone = 0;
  #points: { readonly current: number; readonly rates: readonly number[] }[] = [];
  /** Task that the points belong to. */
  #shown: Task;
  #portions = 0;

  /** @param cells one cell or two; their models stay, their parameters change by `update` */
  constructor(
    cells: readonly Chosen[],
    stimulus: StimulusParams,
    private readonly h: number,
  ) {
    this.#wanted = this.#running = this.#shown = this.#task(cells, stimulus);
  }

  #task(cells: readonly Chosen[], stimulus: StimulusParams): Task {
    const currents = currentsOf(cells, stimulus);
    return { key: JSON.stringify([cells.map(({ params }) => params), currents]), cells, currents };
  }

  update(cells: readonly Chosen[], stimulus: StimulusParams): void {
    const task = this.#task(cells, stimulus);
    if (task.key === this.#wanted.key) return;
    this.#wanted = task;
    if (this.#measured >= BATCH || (this.#measured === 0 && this.#gone === 0)) this.#restart();
  }

  #restart(): void {
    this.#running = this.#wanted;
    this.#measured = this.#gone = 0;
  }

  get #done(): boolean {
    return this.#running === this.#wanted && this.#measured === this.#running.currents.length;
  }

  get revision(): number {
    return this.#done ? this.#portions : this.#portions + 1;
  }

  take(): CurveData {
    this.#go(Math.ceil(PORTION / (BATCH * this.#running.cells.length)));
    const points = this.#points.toSorted((a, b) => a.current - b.current);
    const theory = this.#shown.cells[0]?.model.rate;
    const series = [
      points.map(({ rates }) => rates[0] as number),
      ...(theory === undefined ? [] : [points.map((p) => theory(this.#shown.cells[0]?.params, p.current))]),
      ...(this.#shown.cells.length < 2 ? [] : [points.map(({ rates }) => rates[1] as number)]),
    ];
    return {
      kind: "curve",
      x: Float32Array.from(points, ({ current }) => current),
      y: Float32Array.from(series.flat()),
    };
  }

  clear(): void {}

  settle(): void {
    if (this.#running !== this.#wanted) this.#restart();
    while (!this.#done) this.#go(Math.round(LENGTH_MS / this.h));
  }

  /** Goes on by `steps` steps of the batch under way, or to its end. */
  #go(steps: number): void {
    if (this.#done) return;
    this.#portions++;
    const { cells, currents } = this.#running;
    const lanes = Math.min(BATCH, currents.length - this.#measured);
    if (this.#gone === 0) this.#startBatch();
    const end = Math.round(LENGTH_MS / this.h);
    const until = Math.min(end, this.#gone + steps);
    for (const batch of this.#batches) for (let step = this.#gone + 1; step <= until; step++) batch.step(step);
    this.#gone = until;
    if (until < end) return;
    if (this.#measured === 0) this.#points = [];
    for (let lane = 0; lane < lanes; lane++) {
      const current = currents[this.#measured + lane] as number;
      this.#points.push({ current, rates: cells.map((_, k) => this.#batches[k]?.rate(lane) ?? Number.NaN) });
    }
    this.#shown = this.#running;
    this.#measured += lanes;
    this.#gone = 0;
    if (this.#running !== this.#wanted) this.#restart();
  }

  #startBatch(): void {
    const { cells, currents } = this.#running;
    const block = this.#current ?? this.#allocate(cells);
    for (let lane = 0; lane < BATCH; lane++) block.view[lane] = currents[this.#measured + lane] ?? 0;
    for (const [k, { params }] of cells.entries()) this.#batches[k]?.start(params);
  }

  /** A kernel and an arena of its own: the simulation's state holds nothing of the curve. */
  #allocate(cells: readonly Chosen[]): Block<"f64"> {
    const arena = new Arena(createKernel());
    const block = arena.alloc("scratch", "f64", BATCH);
    this.#current = block;
    this.#batches = cells.map((chosen) => new Batch(arena, chosen, block, this.h));
    arena.commit();
    return block;
  }
}
