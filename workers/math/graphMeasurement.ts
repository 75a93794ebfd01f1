import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { ConnectionTable } from "./connections";
import { WiringStream } from "./random";

/** A graph to measure; its table holds both directions of every edge. */
export interface MeasuredGraph {
  readonly table: ConnectionTable;
  readonly seed: number;
  readonly revision: number;
}

/** Nodes whose neighbourhoods are looked at; of smaller graphs all. */
const CLUSTERING_NODES = 2000;
/** Sources of breadth-first searches; of graphs of up to EXACT_NODES nodes all. */
const SOURCES = 64;
const EXACT_NODES = 1000;
/** What one portion does at most: pairs of connections compared, connections followed. */
const PORTION_PAIRS = 200_000;
const PORTION_CONNECTIONS = 500_000;

/**
 * Clustering and path length of an undirected graph, measured in portions of a few milliseconds so that a running
 * simulation is not held up. Large graphs are sampled with a random stream of its own; nothing of it is part of the
 * state. A graph that changes is measured anew from its next portion on.
 *
 * Values are those of the portions so far, NaN before the first.
 */
export class GraphMeasurement {
  readonly #kernel: Kernel;
  readonly #search: Block<"f64">;
  readonly #queue: Block<"u32">;
  readonly #seen: Block<"u32">;
  readonly #nodes: Uint32Array;
  readonly #sources: Uint32Array;
  #revision = -1;
  #nodesDone = 0;
  #links = 0;
  #pairs = 0;
  #localSum = 0;
  #sourcesDone = 0;
  #searching = false;
  #meanLength = 0;
  /** Sum of squared deviations from the mean. */
  #deviations = 0;
  #levels = 0;
  #components = 0;

  constructor(
    arena: Arena,
    private readonly graph: MeasuredGraph,
  ) {
    const { sources: nodes } = graph.table;
    this.#kernel = arena.kernel;
    this.#search = arena.alloc("scratch", "f64", 3);
    this.#queue = arena.alloc("scratch", "u32", nodes);
    this.#seen = arena.alloc("scratch", "u32", nodes);
    const random = new WiringStream(arena.kernel, graph.seed, "graph measures");
    this.#nodes = someOf(nodes, CLUSTERING_NODES, CLUSTERING_NODES, random);
    this.#sources = someOf(nodes, SOURCES, EXACT_NODES, random);
  }

  /** Computes the next portion. @returns true when all is measured */
  advance(): boolean {
    if (this.#revision !== this.graph.revision) this.#restart();
    else if (this.#nodesDone < this.#nodes.length) this.#measureClustering();
    else if (!this.#lengthsDone) this.#measureLengths();
    return this.done;
  }

  /** True when the graph as it is now is measured. */
  get done(): boolean {
    return this.#revision === this.graph.revision && this.#lengthsDone;
  }

  get #lengthsDone(): boolean {
    return this.#sourcesDone === this.#sources.length;
  }

  /** Mean over nodes of the share of their pairs of neighbours that are joined; nodes with fewer than two count as 0. */
  get clustering(): number {
    return this.#localSum / this.#nodesDone;
  }

  /** Share of all pairs of neighbours that are joined: three times the triangles over the paths of length two. */
  get transitivity(): number {
    return this.#links / this.#pairs;
  }

  /** Mean over sources of their mean distance to the nodes that they reach. */
  get pathLength(): number {
    return this.#sourcesDone === 0 ? Number.NaN : this.#meanLength;
  }

  /** Standard error of `pathLength`: from the spread over sources, 0 when every node was one. */
  get pathLengthError(): number {
    const n = this.#sourcesDone;
    if (n === this.#seen.length) return 0;
    return Math.sqrt(this.#deviations / (n - 1) / n);
  }

  /** Longest distance from any source. */
  get levels(): number {
    return this.#sourcesDone === 0 ? Number.NaN : this.#levels;
  }

  /** Number of components that the sources lie in. */
  get components(): number {
    return this.#sourcesDone === 0 ? Number.NaN : this.#components;
  }

  #restart(): void {
    this.#revision = this.graph.revision;
    this.#seen.view.fill(0);
    this.#nodesDone = 0;
    this.#links = 0;
    this.#pairs = 0;
    this.#localSum = 0;
    this.#sourcesDone = 0;
    this.#searching = false;
    this.#meanLength = 0;
    this.#deviations = 0;
    this.#levels = 0;
    this.#components = 0;
  }

  #measureClustering(): void {
    const { rows, targetOffsets } = this.graph.table;
    for (let budget = PORTION_PAIRS; budget > 0 && this.#nodesDone < this.#nodes.length; this.#nodesDone++) {
      const node = this.#nodes[this.#nodesDone] as number;
      const degree = (rows.view[node + 1] as number) - (rows.view[node] as number);
      const links = this.#kernel.linkedNeighbours(rows.ptr, targetOffsets.ptr, node) >>> 0;
      const pairs = (degree * (degree - 1)) / 2;
      this.#links += links;
      this.#pairs += pairs;
      if (pairs > 0) this.#localSum += links / pairs;
      budget -= 2 * degree * degree;
    }
  }

  #measureLengths(): void {
    const { rows, targetOffsets, edges, sources: size } = this.graph.table;
    const search = this.#search.ptr;
    let budget = Math.ceil(PORTION_CONNECTIONS / Math.max(1, edges / size));
    while (budget > 0 && !this.#lengthsDone) {
      const number = this.#sourcesDone + 1;
      if (!this.#searching) {
        const source = this.#sources[this.#sourcesDone] as number;
        if (this.#seen.view[source] === 0) this.#components++;
        this.#kernel.beginSearch(search, this.#queue.ptr, this.#seen.ptr, source, number);
        this.#searching = true;
      }
      const visited = this.#kernel.continueSearch(
        search,
        rows.ptr,
        targetOffsets.ptr,
        this.#queue.ptr,
        this.#seen.ptr,
        number,
        budget,
      );
      if (visited < budget) this.#finishSearch();
      budget -= visited;
    }
  }

  #finishSearch(): void {
    const { view } = this.#search;
    const [, reached, , level] = new Uint32Array(view.buffer, view.byteOffset + 8, 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const mean = reached > 1 ? (view[0] as number) / (reached - 1) : 0;
    this.#sourcesDone++;
    const deviation = mean - this.#meanLength;
    this.#meanLength += deviation / this.#sourcesDone;
    this.#deviations += deviation * (mean - this.#meanLength);
    this.#levels = Math.max(this.#levels, level);
    this.#searching = false;
  }
}

/** `count` different numbers below `size`, at random; all of them when there are at most `all`. */
function someOf(size: number, count: number, all: number, random: WiringStream): Uint32Array {
  if (size <= all) return Uint32Array.from({ length: size }, (_, i) => i);
  const taken = new Set<number>();
  while (taken.size < count) taken.add(random.below(size));
  return Uint32Array.from(taken);
}
