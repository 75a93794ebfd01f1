import type { ConnectionTable } from "../math/connections";
import { WiringStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { GraphData } from "../protocol";

export interface SmallWorldOptions {
  /** Number of nodes N, more than the largest degree. */
  readonly nodes: number;
  /** Largest k that `rewire` will be asked for; even. */
  readonly maxDegree: number;
  /** Neuron at a place of the ring, one to one; without it neurons are numbered as places. */
  readonly neuronOf?: (position: number) => number;
  /** Delay of every connection in steps, 1 by default. */
  readonly delay?: number;
  readonly seed: number;
}

/**
 * The graph of Watts & Strogatz 1998 (10.1038/30918): a ring whose nodes are joined to their k nearest neighbours, each
 * of the Nk/2 edges then moved with probability p to a random far end. Both directions of an edge are connections.
 *
 * k and p may change at any time: the tables are derived from (seed, N, k, p), not part of the state, so whoever
 * restores a state calls `rewire` with its k and p. Every edge has random draws of its own; from one p to the next
 * hardly any edges change but those that cross.
 */
export class SmallWorld {
  /**
   * Connections between neurons, in single precision. `edges` is the number at the present k; the room is for the
   * largest one. Empty until the first `rewire`.
   */
  readonly table: ConnectionTable;
  readonly nodes: number;
  readonly seed: number;
  readonly #kernel: Kernel;
  readonly #maxDegree: number;
  readonly #neurons: Uint32Array;
  readonly #neuronBlock: Block<"u32">;
  /** [nodes, k/2] far end of the edges that a place owns: to its next places on the right, or where they were moved. */
  readonly #far: Block<"u32">;
  readonly #key: readonly [high: number, low: number];
  #k = 0;
  #p = 0;
  #rewired = 0;
  #revision = 0;

  /** @throws RangeError when the sizes do not allow a ring or `neuronOf` is not one to one. */
  constructor(arena: Arena, options: SmallWorldOptions) {
    const { nodes, maxDegree, delay = 1, seed, neuronOf = (position) => position } = options;
    if (!(isDegree(maxDegree) && maxDegree < nodes))
      throw new RangeError(`a ring of ${nodes} nodes cannot have ${maxDegree} neighbours each`);
    this.nodes = nodes;
    this.seed = seed;
    this.#kernel = arena.kernel;
    this.#maxDegree = maxDegree;
    this.#neurons = new Uint32Array(nodes);
    for (let position = 0; position < nodes; position++) this.#neurons[position] = neuronOf(position);
    if (!isPermutation(this.#neurons)) throw new RangeError("every place of the ring needs a neuron of its own");
    const stream = new WiringStream(arena.kernel, seed, "small world");
    this.#key = [stream.next(), stream.next()];
    this.#neuronBlock = arena.alloc("fixed", "u32", nodes);
    this.#far = arena.alloc("scratch", "u32", nodes * (maxDegree / 2));
    const edges = () => nodes * this.#k;
    this.table = {
      get edges() {
        return edges();
      },
      sources: nodes,
      targets: nodes,
      delays: [delay],
      dense: false,
      rows: arena.alloc("scratch", "u32", nodes + 1),
      targetOffsets: arena.alloc("scratch", "u32", nodes * maxDegree),
      fill: () => this.#tabulate(),
    };
  }

  get k(): number {
    return this.#k;
  }

  get p(): number {
    return this.#p;
  }

  /** Rises with every change of the graph. */
  get revision(): number {
    return this.#revision;
  }

  /** Number of edges that were moved, of Nk/2. */
  get rewired(): number {
    return this.#rewired;
  }

  /**
   * Makes the graph of these k and p in place, if it is not there already.
   * @throws RangeError when k is not even or beyond the largest degree, or p is no probability.
   */
  rewire(k: number, p: number): void {
    if (k === this.#k && p === this.#p) return;
    if (!(isDegree(k) && k <= this.#maxDegree && p >= 0 && p <= 1))
      throw new RangeError(`no small world with k = ${k} (even, at most ${this.#maxDegree}) and p = ${p}`);
    this.#k = k;
    this.#p = p;
    this.#rewired = this.#kernel.wireSmallWorld(this.#far.ptr, this.nodes, k / 2, ...this.#key, p) >>> 0;
    this.#tabulate();
    this.#revision++;
  }

  #tabulate(): void {
    this.#neuronBlock.view.set(this.#neurons);
    const { rows, targetOffsets } = this.table;
    this.#kernel.tabulateSmallWorld(
      this.#far.ptr,
      this.nodes,
      this.#k / 2,
      this.#neuronBlock.ptr,
      rows.ptr,
      targetOffsets.ptr,
    );
  }

  neuronOf(position: number): number {
    return this.#neurons[position] as number;
  }

  /**
   * At most `count` places, evenly spaced on the ring, and the edges that they own: to the right, or where they were
   * moved. So every edge is owned once, and a sample holds the same share of the edges as of the nodes. Nodes are
   * numbered by their places.
   */
  sample(count: number): GraphData {
    const size = Math.min(count, this.nodes);
    const half = this.#k / 2;
    const far = this.#far.view;
    const sample = Uint32Array.from({ length: size }, (_, s) => Math.floor((s * this.nodes) / size));
    const edges = new Uint32Array(size * half * 2);
    const rewired = new Uint32Array(size * half);
    let edge = 0;
    for (const position of sample) {
      for (let j = 0; j < half; j++, edge++) {
        const end = far[position * half + j] as number;
        edges[2 * edge] = position;
        edges[2 * edge + 1] = end;
        rewired[edge] = end === (position + j + 1) % this.nodes ? 0 : 1;
      }
    }
    return { kind: "graph", sample, neurons: sample.map((position) => this.neuronOf(position)), edges, rewired };
  }
}

const isDegree = (k: number): boolean => Number.isInteger(k / 2) && k >= 2;

function isPermutation(values: Uint32Array): boolean {
  const taken = new Uint8Array(values.length);
  for (const value of values) {
    if (value >= values.length || taken[value] === 1) return false;
    taken[value] = 1;
  }
  return true;
}

/** Clustering of the ring without shortcuts, 3 (k - 2) / 4 (k - 1). */
export const ringClustering = (k: number): number => (3 * (k - 2)) / (4 * (k - 1));

/** Transitivity at rewiring p, C(0) (1 - p)^3 for large N (Barrat & Weigt 2000, 10.1007/s100510050067). */
export const expectedClustering = (k: number, p: number): number => ringClustering(k) * (1 - p) * (1 - p) * (1 - p);

/** Mean path length of the ring without shortcuts; near N / 2k. */
export function ringPathLength(nodes: number, k: number): number {
  const half = k / 2;
  // So many nodes on either side; of an even number one more lies opposite.
  const side = Math.floor((nodes - 1) / 2);
  const full = Math.floor(side / half);
  const oneSide = (half * full * (full + 1)) / 2 + (side - full * half) * (full + 1);
  const opposite = nodes % 2 === 0 ? Math.ceil(nodes / 2 / half) : 0;
  return (2 * oneSide + opposite) / (nodes - 1);
}

/** Estimate of the mean path length of a random graph of the same size and degree, ln N / ln k. */
export const randomPathLength = (kernel: Pick<Kernel, "log">, nodes: number, k: number): number =>
  kernel.log(nodes) / kernel.log(k);

/** Clustering of a random graph of the same size and degree. */
export const randomClustering = (nodes: number, k: number): number => k / nodes;
