import type { PopulationSpec } from "../../../workers/protocol";
import type { Region } from "./rasterise";

/** Rows of a raster and the neurons that they stand for: one and the same, unless the raster shows several runs. */

export const populationAt = (populations: readonly PopulationSpec[], row: number): PopulationSpec | undefined =>
  populations.find(({ offset, size }) => row >= offset && row < offset + size);

/** Number of the neuron of a row. */
export function neuronOf(populations: readonly PopulationSpec[], row: number): number {
  const population = populationAt(populations, row);
  return population?.first === undefined ? row : population.first + row - population.offset;
}

/** All rows of a neuron. */
export const rowsOfNeuron = (populations: readonly PopulationSpec[], neuron: number): readonly number[] =>
  populations.flatMap(({ offset, size, first = offset }) =>
    neuron >= first && neuron < first + size ? [offset + neuron - first] : [],
  );

/** The neurons of a stretch of rows, with those between them where it reaches from one run into another. */
export function neuronsOf(populations: readonly PopulationSpec[], { from, to }: Region): Region {
  const ends = [neuronOf(populations, from), neuronOf(populations, to - 1)];
  return { from: Math.min(...ends), to: Math.max(...ends) + 1 };
}
