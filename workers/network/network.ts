import type { Arena, Block } from "../memory/arena";
import { type Population, SpikeRing } from "./population";

/** What carries spikes from one population to another. */
export interface Pathway {
  readonly pre: Population;
  /** Steps from a spike to its latest arrival. */
  readonly longestDelay: number;
  /** True when arrivals are added after the step of the population they reach. */
  readonly after: boolean;
  /** Before anything else in a step. */
  decay(step: number): void;
  /** Delivers what arrives at `step`. */
  arrive(step: number): void;
  /** After the populations: lets their spikes of `step` teach. */
  learn(step: number): void;
}

/**
 * Steps populations and projections in the one order that every number of the lab rests on: (1) traces decay and spikes
 * arrive, (2) receptors and neurons advance and spike, (3) postsynaptic spikes teach, traces are marked. Arrivals in a
 * receptor that decays before it takes them in wait until after (2); neurons touch neither weights nor traces, so that
 * plasticity sees no difference.
 */
export class Network {
  readonly #clock: Block<"f64">;
  readonly #before: readonly Pathway[];
  readonly #after: readonly Pathway[];

  constructor(
    arena: Arena,
    readonly populations: readonly Population[],
    readonly projections: readonly Pathway[],
  ) {
    this.#before = projections.filter((projection) => !projection.after);
    this.#after = projections.filter((projection) => projection.after);
    this.#clock = arena.alloc("state", "f64", 1);
    for (const population of populations) {
      const delays = projections.filter((p) => p.pre === population).map((p) => p.longestDelay);
      population.ring = new SpikeRing(arena, population.size, Math.max(1, ...delays));
    }
  }

  get now(): number {
    return this.#clock.view[0] as number;
  }

  step(): void {
    const step = (this.now + 1) >>> 0;
    for (const projection of this.projections) projection.decay(step);
    for (const projection of this.#before) projection.arrive(step);
    for (const population of this.populations) population.step(step);
    for (const projection of this.#after) projection.arrive(step);
    for (const projection of this.projections) projection.learn(step);
    this.#clock.view[0] = step;
  }
}
