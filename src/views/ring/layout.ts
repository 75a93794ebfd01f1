import type { GraphData, PopulationSpec, SpikesData } from "../../../workers/protocol";
import type { Point } from "../../ui/canvas";
import { csvTable } from "../csv";
import { lowerBound } from "../scale";

/** Places of nodes on a circle, the edges that touch them, and which of them spiked. */

export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Node 0 stands at the top; numbers rise clockwise. */
export const angleOf = (node: number, nodes: number): number => (2 * Math.PI * node) / nodes - Math.PI / 2;

export const onCircle = ({ x, y, radius }: Circle, angle: number, reach = 1): Point => ({
  x: x + radius * reach * Math.cos(angle),
  y: y + radius * reach * Math.sin(angle),
});

/** Number of the node, shown or not, whose place is nearest in angle to a point. */
export function nodeAt({ x, y }: Circle, nodes: number, at: Point): number {
  const turn = Math.atan2(at.y - y, at.x - x) / (2 * Math.PI) + 0.25;
  return ((Math.round(turn * nodes) % nodes) + nodes) % nodes;
}

/** Index in the sample of the shown node that is nearest along the ring; null when none is shown. */
export function nearestShown(sample: Uint32Array, nodes: number, node: number): number | null {
  if (sample.length === 0) return null;
  const after = lowerBound(sample, node);
  const around = [(after + sample.length - 1) % sample.length, after % sample.length];
  const distance = (index: number): number => {
    const away = Math.abs((sample[index] as number) - node);
    return Math.min(away, nodes - away);
  };
  return around.reduce((best, index) => (distance(index) < distance(best) ? index : best));
}

/** Indices of the edges that begin or end at a node. */
export function edgesOf({ edges }: GraphData, node: number): readonly number[] {
  const found: number[] = [];
  for (let e = 0; 2 * e < edges.length; e++) if (edges[2 * e] === node || edges[2 * e + 1] === node) found.push(e);
  return found;
}

/** Raster row of a shown node. */
export const rowOf = ({ sample, neurons }: GraphData, index: number): number => (neurons ?? sample)[index] as number;

/** Edges by the places of their ends on the ring and by their neurons, empty where a place is not in the sample. */
export function edgesCsv(data: GraphData): string {
  const { sample, neurons, edges, rewired } = data;
  const neuronAt = (node: number): number => {
    if (neurons === undefined) return node;
    const at = lowerBound(sample, node);
    return sample[at] === node ? (neurons[at] as number) : Number.NaN;
  };
  return csvTable(["from", "to", "from_neuron", "to_neuron", "rewired"], rewired.length, (e) => {
    const [from, to] = [edges[2 * e] as number, edges[2 * e + 1] as number];
    return [from, to, neuronAt(from), neuronAt(to), rewired[e] as number];
  });
}

/** Index in the sample by raster row; -1 for rows that are not shown. */
export function indexByRow(data: GraphData): Int32Array {
  const rows = (data.neurons ?? data.sample).reduce((most, row) => Math.max(most, row + 1), 0);
  const index = new Int32Array(rows).fill(-1);
  for (let i = 0; i < data.sample.length; i++) index[rowOf(data, i)] = i;
  return index;
}

/** Index of the population that holds a row; the first where none does. */
export const populationOf = (populations: readonly PopulationSpec[], row: number): number =>
  Math.max(
    0,
    populations.findIndex(({ offset, size }) => row >= offset && row < offset + size),
  );

/**
 * Brightness of every shown node, 1 for a spike at this step, falling to 0 over `length` steps; written into `glow`.
 *
 * @returns number of spikes of shown nodes within the length
 */
export function glowOf(
  { steps, neurons }: SpikesData,
  index: Int32Array,
  now: number,
  length: number,
  glow: Float32Array,
): number {
  glow.fill(0);
  let count = 0;
  const end = lowerBound(steps, now + 1);
  for (let i = lowerBound(steps, now - length + 1); i < end; i++) {
    const row = neurons[i] as number;
    const at = row < index.length ? (index[row] as number) : -1;
    if (at < 0) continue;
    // Later spikes come later, so the brightest overwrites.
    glow[at] = 1 - (now - (steps[i] as number)) / length;
    count++;
  }
  return count;
}
