import type { Arena, Block } from "../memory/arena";
import type { CellModel, NeuronState, NeuronStepper } from "../neurons/_neuron";
import { adex } from "../neurons/adex";
import { hodgkinHuxley } from "../neurons/hodgkinHuxley";
import { izhikevich } from "../neurons/izhikevich";
import { lif } from "../neurons/lif";
import type { ParamSchema } from "../params/schema";
import type { CellId, NeuronParams } from "./neuronParams";

/** The cells of the bench: which model, with which parameters, and how one of them is stepped and read. */

/** A model whose parameters only the model itself understands. */
export type AnyModel = CellModel<ParamSchema, unknown>;

/** What the bench knows of a model beside its contract. */
interface Entry {
  readonly model: AnyModel;
  /** Potential at which a spike is cut and reset, mV; models without reset have none. */
  readonly cut?: (params: never) => number;
  /** Potentials worth a line in the picture. */
  readonly guides: (params: never) => readonly { readonly value: number; readonly label: string }[];
}

const entry = <S extends ParamSchema, P>(
  model: CellModel<S, P>,
  rest: { readonly cut?: (params: P) => number; readonly guides: (params: P) => ReturnType<Entry["guides"]> },
): Entry => ({ ...rest, model: model as unknown as AnyModel }) as Entry;

const CELLS: Readonly<Record<CellId, Entry>> = {
  lif: entry(lif, {
    cut: ({ threshold }) => threshold,
    guides: ({ threshold }) => [{ value: threshold, label: "threshold" }],
  }),
  adex: entry(adex, {
    cut: ({ peak }) => peak,
    guides: ({ vT }) => [{ value: vT, label: "threshold" }],
  }),
  izhikevich: entry(izhikevich, { cut: () => 30, guides: () => [] }),
  hodgkinHuxley: entry(hodgkinHuxley, { guides: () => [] }),
};

/** A cell as the parameters of the experiment describe it. */
export interface Chosen {
  readonly model: AnyModel;
  /** Parameters of the model; its own constant current is 0, because the bench injects. */
  readonly params: unknown;
  readonly cut: number | null;
  readonly guides: readonly { readonly value: number; readonly label: string }[];
}

function choose(id: CellId, group: NeuronParams[CellId]): Chosen {
  const { model, cut, guides } = CELLS[id];
  const params = { ...group, current: 0 } as never;
  return { model, params, cut: cut?.(params) ?? null, guides: guides(params) };
}

export const firstCell = (params: NeuronParams): Chosen => choose(params.model, params[params.model]);

/** The cell beside the first one; null for none. */
export function secondCell({ second }: NeuronParams): Chosen | null {
  return second.model === "none" ? null : choose(second.model, second[second.model]);
}

/** The first cell integrated as exactly as its model allows. */
export function convergedCell(params: NeuronParams): Chosen & { readonly substeps: number } {
  const first = firstCell(params);
  const { params: own, substeps } = first.model.converged(first.params, params.dt);
  return { ...first, params: own, substeps };
}

/** Potentials beyond which an integration counts as diverged, mV; the models hold them there. */
const DIVERGED = 1000;
/** True when an integration left every sensible range; above the cut of a spike any potential is sensible. */
export const isDiverged = (potential: number, cut: number | null): boolean =>
  potential <= -DIVERGED || (potential >= DIVERGED && cut === null);

/** Spike times that a cell keeps, for intervals and rates. */
const KEPT = 128;
/** Places of what a cell counts. */
const COUNT = 0;
const FIRST = 1;
const OUT = 2;
/** When the stimulus last came on or changed (ms), and the number of spikes before. */
const ONSET = 3;
const BEFORE = 4;
const COUNTS = 5;

/** One cell in double precision with what it did so far. */
export class Cell {
  readonly variables: Readonly<Record<string, Block>>;
  /** How long before the end of the last step each of its spikes came, ms; valid until the next step. */
  readonly late: number[] = [];
  readonly #state: NeuronState<unknown>;
  readonly #drive: Block;
  readonly #late: Block<"f64">;
  readonly #list: Block<"u32">;
  readonly #times: Block<"f64">;
  readonly #counts: Block<"f64">;
  readonly #potential: Block;
  readonly #until: Block | undefined;
  #stepper: NeuronStepper | undefined;

  /**
   * @param chosen its model, and whether spikes are cut
   * @param substeps steps of the cell in a step of the bench
   */
  constructor(
    arena: Arena,
    private readonly chosen: Pick<Chosen, "model" | "cut">,
    private readonly current: Block<"f64">,
    private readonly h: number,
    private readonly substeps = 1,
  ) {
    this.#state = chosen.model.allocate(arena, 1, "f64", false);
    this.variables = this.#state.variables;
    this.#potential = this.variables.v as Block;
    this.#until = this.variables.until;
    this.#drive = arena.alloc("scratch", "f64", 1);
    this.#late = arena.alloc("scratch", "f64", 1);
    this.#list = arena.alloc("scratch", "u32", 1);
    this.#times = arena.alloc("state", "f64", KEPT);
    this.#counts = arena.alloc("state", "f64", COUNTS);
  }

  /** After the commit of the arena. */
  init(params: unknown): void {
    this.#state.init(params);
    this.#stepper = this.#state.stepper({ drive: this.#drive, current: this.current, late: this.#late });
  }

  update(params: unknown): void {
    this.#state.update(params, this.h / this.substeps);
  }

  /** Goes to the end of step number `step`. */
  step(step: number): void {
    this.late.length = 0;
    if (this.substeps === 1) this.#substep(step, step, 0);
    else {
      for (let k = 1; k <= this.substeps; k++) this.#substep(step, k, (this.substeps - k) * (this.h / this.substeps));
      // Substeps are numbered anew in every step, so that their numbers stay small however long the run.
      const until = this.#until?.view;
      if (until !== undefined) until[0] = Math.max(0, (until[0] as number) - this.substeps);
    }
    if (this.diverged) this.#counts.view[OUT] = step;
  }

  #substep(step: number, number: number, left: number): void {
    if ((this.#stepper as NeuronStepper).step(this.#list.ptr, number) === 0) return;
    const late = left + (this.#late.view[0] as number);
    this.#late.view[0] = 0;
    const counts = this.#counts.view;
    const time = step * this.h - late;
    this.late.push(late);
    this.#times.view[this.spikes % KEPT] = time;
    if (this.spikes === counts[BEFORE]) counts[FIRST] = time;
    counts[COUNT] = this.spikes + 1;
  }

  get potential(): number {
    return this.#potential.view[0] as number;
  }

  /** Spikes so far. */
  get spikes(): number {
    return this.#counts.view[COUNT] as number;
  }

  /** From `time` (ms) on, latencies count from there. */
  begin(time: number): void {
    this.#counts.view[ONSET] = time;
    this.#counts.view[BEFORE] = this.spikes;
  }

  /** Time from the latest beginning to the first spike after it (ms), NaN before that spike. */
  get latency(): number {
    const counts = this.#counts.view;
    return this.spikes === counts[BEFORE] ? Number.NaN : (counts[FIRST] as number) - (counts[ONSET] as number);
  }

  /** Time of spike number `index` from 0 (ms), NaN where it is unknown or forgotten. */
  timeOf(index: number): number {
    if (index < 0 || index >= this.spikes || index < this.spikes - KEPT) return Number.NaN;
    return this.#times.view[index % KEPT] as number;
  }

  /** Interval between the last two spikes (ms), NaN without any. */
  get interval(): number {
    return this.timeOf(this.spikes - 1) - this.timeOf(this.spikes - 2);
  }

  /** Inverse mean of the intervals that ended within `window` ms before `now` (Hz), of more than 127 the last; 0 for none. */
  rate(now: number, window: number): number {
    const last = this.spikes - 1;
    let from = last;
    while (this.timeOf(from) > now - window && this.timeOf(from - 1) <= this.timeOf(from)) from--;
    return from < last ? (1000 * (last - from)) / (this.timeOf(last) - this.timeOf(from)) : 0;
  }

  get diverged(): boolean {
    return isDiverged(this.potential, this.chosen.cut);
  }

  /** Last step at whose end the integration had left every sensible range, 0 for none. */
  get lastDiverged(): number {
    return this.#counts.view[OUT] as number;
  }
}
