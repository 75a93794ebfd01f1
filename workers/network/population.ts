import type { Arena, Block } from "../memory/arena";
import { DEAD, type NeuronModel, type NeuronState, type NeuronStepper, type Precision } from "../neurons/_neuron";
import type { ParamSchema } from "../params/schema";
import type { Membrane, ReceptorState, SynapseModel } from "../synapses/_synapse";

/**
 * Spikes of the last steps of a population, one list per step in a ring, so that every delay finds the list it needs.
 */
export class SpikeRing {
  readonly #lists: Block<"u32">;
  readonly #counts: Block<"u32">;
  /** The number of slots is a power of two, so that a step finds its slot without a division. */
  readonly #mask: number;

  /** `depth` = longest delay in steps. */
  constructor(
    arena: Arena,
    readonly size: number,
    depth: number,
  ) {
    const slots = 2 ** (32 - Math.clz32(depth));
    this.#mask = slots - 1;
    this.#lists = arena.alloc("state", "u32", size * slots);
    this.#counts = arena.alloc("state", "u32", slots);
  }

  list(step: number): number {
    return this.#lists.ptr + (step & this.#mask) * this.size * 4;
  }

  /** Number of spikes at `step`; 0 before the start. */
  count(step: number): number {
    return step < 1 ? 0 : (this.#counts.view[step & this.#mask] as number);
  }

  setCount(step: number, count: number): void {
    this.#counts.view[step & this.#mask] = count;
  }
}

/** Anything that spikes: `step` fills the ring's list of that step. */
export interface Population {
  readonly name: string;
  readonly size: number;
  /** Set once, when the longest delay is known. */
  ring: SpikeRing | undefined;
  /** True when what arrives in `input` is to be added after the population's step, not before it. */
  takesAfter?(input: Block): boolean;
  step(step: number): void;
}

/** Writes spikes into a list after `count` entries and returns the new count. */
export interface Generator {
  generate(list: number, count: number, step: number): number;
}

/** A population without dynamics of its own: Poisson sources, spike trains. */
export class SourcePopulation implements Population {
  ring: SpikeRing | undefined;

  constructor(
    readonly name: string,
    readonly size: number,
    readonly generators: readonly Generator[],
  ) {}

  step(step: number): void {
    const ring = this.ring as SpikeRing;
    const list = ring.list(step);
    let count = 0;
    for (const generator of this.generators) count = generator.generate(list, count, step);
    ring.setCount(step, count);
  }
}

/** Adds to an input of a neuron population once per step, e.g. a Poisson background. */
export interface Drive {
  /** The population's `drive` or the arrivals of one of its receptors. */
  readonly input: Block;
  apply(step: number): void;
}

interface Receptor {
  readonly state: ReceptorState<never>;
  params: unknown;
}

const isMembrane = (params: unknown): params is Membrane =>
  typeof params === "object" && params !== null && "capacitance" in params && "tauM" in params;

/** Neurons of one model with named receptors. */
export class NeuronPopulation<P> implements Population {
  ring: SpikeRing | undefined;
  readonly state: NeuronState<P>;
  readonly drives: Drive[] = [];
  readonly #drive: Block;
  /** False while nobody has asked for the drive: nothing is ever in it then, and no step needs to look. */
  #driven = false;
  readonly #conductance: Block | undefined;
  readonly #reversal: Block | undefined;
  readonly #receptors = new Map<string, Receptor>();
  /** Inputs that are added to after the step. */
  readonly #late = new Set<Block>();
  #steppers: (() => void)[] = [];
  #neuron: NeuronStepper | undefined;
  readonly #start: () => void;
  readonly #passive: boolean;

  constructor(
    readonly arena: Arena,
    readonly name: string,
    readonly size: number,
    readonly precision: Precision,
    model: NeuronModel<ParamSchema, P>,
    params: P,
    private readonly h: number,
    options: { conductanceBased?: boolean } = {},
  ) {
    const conductanceBased = options.conductanceBased ?? false;
    this.state = model.allocate(arena, size, precision, conductanceBased);
    this.#passive = isMembrane(params);
    this.#start = () => {
      this.state.init(params);
      this.update(params);
    };
    this.#drive = arena.alloc("scratch", precision, size);
    this.#conductance = conductanceBased ? arena.alloc("scratch", precision, size) : undefined;
    this.#reversal = conductanceBased ? arena.alloc("scratch", precision, size) : undefined;
  }

  /**
   * Adds a receptor; its arrivals are what projections write to.
   * @throws Error when the synapse needs a passive membrane and the neuron's parameters have no capacitance and tauM.
   */
  receptor<Q>(name: string, model: SynapseModel<ParamSchema, Q>, params: Q): ReceptorState<Q> {
    if (model.weightUnit === "pA" && !this.#passive)
      throw new Error(`population ${this.name}: ${model.id} needs a membrane with capacitance and time constant`);
    const state = model.allocate(this.arena, this.size, this.precision, this.#drive);
    this.#receptors.set(name, { state: state as ReceptorState<never>, params });
    if (state.arrivals === this.#drive) this.#driven = true;
    if (state.decaysFirst) this.#late.add(state.arrivals);
    return state;
  }

  arrivals(name: string): Block {
    const receptor = this.#receptors.get(name);
    if (receptor === undefined) throw new Error(`population ${this.name} has no receptor ${name}`);
    return receptor.state.arrivals;
  }

  takesAfter(input: Block): boolean {
    return this.#late.has(input);
  }

  /** Input of the next step in the unit of the neuron model, lost on held neurons; zero again after the step. */
  get drive(): Block {
    if (!this.#driven) {
      this.#driven = true;
      if (this.#neuron !== undefined) this.#bind();
    }
    return this.#drive;
  }

  /** After the commit of the arena. */
  init(): void {
    this.#start();
    this.#bind();
  }

  #bind(): void {
    const states = [...this.#receptors.values()].map(({ state }) => state);
    const fusible = states.map((state) => state.fusible).filter((receptor) => receptor !== undefined);
    const fused = fusible.length === states.length && this.state.fused?.(fusible, this.#drive, this.#driven);
    const ports = { drive: this.#drive, conductance: this.#conductance, reversal: this.#reversal };
    const steppers = fused ? [] : states.map((state) => state.stepper(ports));
    this.#steppers = steppers.filter((stepper) => stepper !== null);
    this.#neuron = fused || this.state.stepper(ports);
  }

  /** Takes over parameters of the neurons and, by receptor, of the synapses. */
  update(params: P, receptors: Readonly<Record<string, unknown>> = {}): void {
    this.state.update(params, this.h);
    for (const [name, receptor] of this.#receptors) {
      receptor.params = receptors[name] ?? receptor.params;
      receptor.state.update(receptor.params as never, params as unknown as Membrane, this.h);
    }
  }

  step(step: number): void {
    for (const drive of this.drives) if (!this.#late.has(drive.input)) drive.apply(step);
    for (const receptor of this.#steppers) receptor();
    const ring = this.ring as SpikeRing;
    ring.setCount(step, (this.#neuron as NeuronStepper).step(ring.list(step), step));
    for (const drive of this.drives) if (this.#late.has(drive.input)) drive.apply(step);
  }

  get #until(): Block<"i32"> {
    return this.state.variables.until as Block<"i32">;
  }

  /** Holds the neurons of [from, to) up to and including step `untilStep`; never shortens a longer hold. */
  hold(from: number, to: number, untilStep: number): void {
    const until = this.#until.view;
    for (let i = from; i < to; i++) until[i] = Math.max(until[i] as number, untilStep);
  }

  /** Silences a neuron for good. */
  kill(index: number): void {
    this.#until.view[index] = DEAD;
  }

  aliveCount(): number {
    let count = 0;
    for (const until of this.#until.view) if (until !== DEAD) count++;
    return count;
  }
}
