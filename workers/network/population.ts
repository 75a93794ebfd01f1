import type { Arena, Block } from "../memory/arena";
import type { NeuronModel, NeuronState, NeuronStepper, Precision } from "../neurons/_neuron";
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

/** Adds to the inputs of a neuron population before it steps, e.g. a Poisson background. */
export interface Drive {
  apply(): void;
}

/** Neurons of one model with named receptors. */
export class NeuronPopulation<P extends Membrane> implements Population {
  ring: SpikeRing | undefined;
  readonly state: NeuronState<P>;
  readonly drive: Block;
  readonly drives: Drive[] = [];
  readonly #conductance: Block | undefined;
  readonly #reversal: Block | undefined;
  readonly #receptors = new Map<string, { state: ReceptorState<never>; params: unknown }>();
  #steppers: (() => void)[] = [];
  #neuron: NeuronStepper | undefined;
  #params: P;

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
    this.#params = params;
    this.state = model.allocate(arena, size, precision, conductanceBased);
    this.drive = arena.alloc("scratch", precision, size);
    this.#conductance = conductanceBased ? arena.alloc("scratch", precision, size) : undefined;
    this.#reversal = conductanceBased ? arena.alloc("scratch", precision, size) : undefined;
  }

  /** Adds a receptor; its arrivals are what projections write to. */
  receptor<Q>(name: string, model: SynapseModel<ParamSchema, Q>, params: Q): ReceptorState<Q> {
    const state = model.allocate(this.arena, this.size, this.precision, this.drive);
    this.#receptors.set(name, { state: state as ReceptorState<never>, params });
    return state;
  }

  arrivals(name: string): Block {
    const receptor = this.#receptors.get(name);
    if (receptor === undefined) throw new Error(`population ${this.name} has no receptor ${name}`);
    return receptor.state.arrivals;
  }

  /** After the commit of the arena. */
  init(): void {
    this.state.init(this.#params);
    this.update(this.#params);
    const ports = { drive: this.drive, conductance: this.#conductance, reversal: this.#reversal };
    for (const { state } of this.#receptors.values()) {
      const stepper = state.stepper(ports);
      if (stepper !== null) this.#steppers.push(stepper);
    }
    this.#neuron = this.state.stepper(ports);
  }

  /** Takes over parameters of the neurons and, by receptor, of the synapses. */
  update(params: P, receptors: Readonly<Record<string, unknown>> = {}): void {
    this.#params = params;
    this.state.update(params, this.h);
    for (const [name, receptor] of this.#receptors) {
      receptor.params = receptors[name] ?? receptor.params;
      receptor.state.update(receptor.params as never, params, this.h);
    }
  }

  step(step: number): void {
    for (const drive of this.drives) drive.apply();
    for (const receptor of this.#steppers) receptor();
    const ring = this.ring as SpikeRing;
    ring.setCount(step, (this.#neuron as NeuronStepper).step(ring.list(step)));
  }
}
