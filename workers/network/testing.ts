import { Arena } from "../memory/arena";
import { createKernel, type Kernel } from "../memory/kernel";
import type { Precision } from "../neurons/_neuron";
import { type LifParams, lif } from "../neurons/lif";
import type { ParamSchema } from "../params/schema";
import type { SynapseModel } from "../synapses/_synapse";
import { Network } from "./network";
import { type Generator, NeuronPopulation, type Population, SourcePopulation, type SpikeRing } from "./population";

/** Small set-ups for tests: cells with defaults, spike trains, and what spiked when. */

export function lifDefaults(changes: Partial<LifParams> = {}): LifParams {
  return { ...lif.schema.parse({}), ...changes };
}

/** Emits source `index` at the given steps. */
export function train(index: number, steps: readonly number[]): Generator {
  const when = new Set(steps);
  return {
    generate(list, count, step) {
      if (!when.has(step)) return count;
      memory.write(list, count, index);
      return count + 1;
    },
  };
}

/** Where `train` writes; set by `fresh`, because a generator only knows a pointer. */
const memory = {
  kernel: undefined as Kernel | undefined,
  write(list: number, count: number, index: number) {
    if (this.kernel === undefined) throw new Error("no kernel");
    new Uint32Array(this.kernel.memory.buffer, list, count + 1)[count] = index;
  },
};

/** A kernel with an arena of its own; the trains of this test file write into it. */
export function fresh(): { kernel: Kernel; arena: Arena } {
  const kernel = createKernel();
  memory.kernel = kernel;
  return { kernel, arena: new Arena(kernel) };
}

/** A population of identical cells with one receptor, fed by one spike train per source, all to all, weight given. */
export interface CellOptions<P> {
  readonly h: number;
  readonly precision?: Precision;
  readonly size?: number;
  readonly params?: Partial<LifParams>;
  readonly receptor?: { readonly model: SynapseModel<ParamSchema, P>; readonly params: P };
}

export function cells<P>(arena: Arena, options: CellOptions<P>): NeuronPopulation<LifParams> {
  const { h, precision = "f64", size = 1, params, receptor } = options;
  const conductanceBased = receptor?.model.conductanceBased ?? false;
  const population = new NeuronPopulation(arena, "cells", size, precision, lif, lifDefaults(params), h, {
    conductanceBased,
  });
  if (receptor !== undefined) population.receptor("input", receptor.model, receptor.params);
  return population;
}

export function potential(population: NeuronPopulation<LifParams>, index = 0): number {
  return (population.state.variables.v?.view[index] ?? Number.NaN) as number;
}

/** Steps at which the population's neurons spike, as [step, neuron], over the next `steps`. */
export function run(network: Network, watched: Population, kernel: Kernel, steps: number): [number, number][] {
  const out: [number, number][] = [];
  for (let k = 0; k < steps; k++) {
    network.step();
    const ring = watched.ring as SpikeRing;
    const list = new Uint32Array(kernel.memory.buffer, ring.list(network.now), ring.count(network.now));
    for (const neuron of list) out.push([network.now, neuron]);
  }
  return out;
}

export { Network, SourcePopulation };
