import { GraphMeasurement } from "../math/graphMeasurement";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { ringClustering, ringPathLength, SmallWorld } from "../topology/smallWorld";

/** Nodes of the graphs that stand for larger ones. */
export const CURVE_NODES = 2000;
/** Graphs averaged at every p. */
const GRAPHS = 4;
/** Powers of ten from the smallest p to 1, and points for each. */
const DECADES = 4;
const PER_DECADE = 4;

interface Realisation {
  readonly graph: SmallWorld;
  readonly measurement: GraphMeasurement;
}

/**
 * Clustering and path length of small worlds over the whole range of p, relative to the ring: figure 2 of Watts &
 * Strogatz 1998 (10.1038/30918). Measured in portions on graphs of at most `CURVE_NODES` nodes, in a memory of its own.
 * Clustering hardly depends on the number of nodes; paths shorten from p near 1 / (N k) on, so that those of a larger
 * graph do at a smaller p.
 */
export class SmallWorldCurve {
  /** Nodes of the graphs measured. */
  readonly nodes: number;
  /** Rewiring probabilities, ascending in equal ratios up to 1. */
  readonly p: Float64Array;
  /** [p] transitivity and mean path length over those of the ring, means of the graphs so far; NaN where none is. */
  readonly clustering: Float64Array;
  readonly pathLength: Float64Array;
  readonly #graphs: readonly Realisation[];
  #k = 0;
  #measured = 0;
  #revision = 0;

  /** `nodes` and `maxDegree` as those of the graph that the curve is for. */
  constructor(options: { readonly nodes: number; readonly maxDegree: number; readonly seed: number }) {
    const { maxDegree, seed } = options;
    this.nodes = Math.min(options.nodes, CURVE_NODES);
    const kernel = createKernel();
    const arena = new Arena(kernel);
    this.#graphs = Array.from({ length: GRAPHS }, (_, i) => {
      const graph = new SmallWorld(arena, { nodes: this.nodes, maxDegree, seed: (seed + i) >>> 0 });
      return { graph, measurement: new GraphMeasurement(arena, graph) };
    });
    arena.commit();
    const last = DECADES * PER_DECADE;
    this.p = Float64Array.from({ length: last + 1 }, (_, i) => kernel.pow(10, (i - last) / PER_DECADE));
    this.clustering = new Float64Array(last + 1).fill(Number.NaN);
    this.pathLength = new Float64Array(last + 1).fill(Number.NaN);
  }

  get k(): number {
    return this.#k;
  }

  /** Rises with every point that is measured. */
  get revision(): number {
    return this.#revision;
  }

  get done(): boolean {
    return this.#measured === this.p.length * GRAPHS;
  }

  /** Begins anew for this k, unless the curve is for it already. */
  start(k: number): void {
    if (k === this.#k) return;
    this.#k = k;
    this.#measured = 0;
    this.#revision++;
    this.clustering.fill(Number.NaN);
    this.pathLength.fill(Number.NaN);
  }

  /** Computes the next portion, a few milliseconds. @returns true when the curve is complete */
  advance(): boolean {
    if (this.#k === 0 || this.done) return this.done;
    const point = this.#measured % this.p.length;
    const round = Math.floor(this.#measured / this.p.length);
    const { graph, measurement } = this.#graphs[round] as Realisation;
    graph.rewire(this.#k, this.p[point] as number);
    if (measurement.advance()) {
      average(this.clustering, point, round, measurement.transitivity / ringClustering(this.#k));
      average(this.pathLength, point, round, measurement.pathLength / ringPathLength(this.nodes, this.#k));
      this.#measured++;
      this.#revision++;
    }
    return this.done;
  }
}

/** Takes a value into a mean of `count` before it. */
function average(means: Float64Array, at: number, count: number, value: number): void {
  const before = count === 0 ? value : (means[at] as number);
  means[at] = before + (value - before) / (count + 1);
}
