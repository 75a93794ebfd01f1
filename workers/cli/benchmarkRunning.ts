import type { Arena } from "../memory/arena";
import { Network } from "../network/network";
import type { Population, SpikeRing } from "../network/population";
import type { Projection } from "../network/projection";

/** A built network of the benchmark, ready to run. */
export interface Running {
  readonly neurons: number;
  readonly synapses: number;
  readonly stepMs: number;
  /** All but wiring and weights, per neuron; absent where they are not told apart. */
  readonly bytesPerNeuron?: number;
  readonly bytesPerSynapse: number;
  /** Advances and returns the spikes and synaptic events it saw. */
  advance(steps: number): { readonly spikes: number; readonly events: number };
}

/** Neurons that are wired among themselves: commits the arena, lets `fill` write what the run starts from, and runs. */
export function runningNetwork(
  arena: Arena,
  population: Population & { init(): void },
  projections: readonly Projection[],
  stepMs: number,
  fill: () => void,
): Running {
  const network = new Network(arena, [population], projections);
  arena.commit();
  for (const { table } of projections) table.fill();
  population.init();
  fill();
  const total = (["fixed", "state", "scratch"] as const).reduce((sum, segment) => sum + arena.bytes(segment), 0);
  const wiring = projections.flatMap(({ table, weights }) => [
    table.rows,
    table.targetOffsets,
    ...[table.columns, table.columnEdges, table.columnTraces].filter((block) => block !== undefined),
    weights,
  ]);
  const synapticBytes = wiring.reduce((sum, { bytes }) => sum + bytes, 0);
  const synapses = projections.reduce((sum, { table }) => sum + table.edges, 0);
  const neurons = population.size;
  return {
    neurons,
    synapses,
    stepMs,
    bytesPerNeuron: (total - synapticBytes) / neurons,
    bytesPerSynapse: synapticBytes / synapses,
    advance(steps) {
      let spikes = 0;
      for (let k = 0; k < steps; k++) {
        network.step();
        spikes += (population.ring as SpikeRing).count(network.now);
      }
      return { spikes, events: (spikes * synapses) / neurons };
    },
  };
}
