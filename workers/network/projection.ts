import { type ConnectionTable, type Delay, declareTable, type Topology } from "../math/connections";
import type { WiringStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import { bytesOf, type Precision } from "../neurons/_neuron";
import { type BoundRule, SpikeTraces } from "../plasticity/_plasticity";
import type { Pathway } from "./network";
import type { Population, SpikeRing } from "./population";

/** A table to be drawn, or one that is made and filled elsewhere. */
type Wiring =
  | { readonly topology: Topology; readonly random: WiringStream; readonly delay: Delay }
  | { readonly table: ConnectionTable };

export type ProjectionOptions = Wiring & {
  readonly precision: Precision;
  readonly plastic?: boolean;
  /** One weight per synapse, or one per source for all its synapses; the latter cannot be plastic. */
  readonly weight?: "each" | "bySource";
};

/**
 * Synapses from one population to a receptor of another. The delay is axonal: a spike reaches the synapse after it, and
 * acts, and is paired by plasticity, at that moment.
 */
export class Projection implements Pathway {
  readonly table: ConnectionTable;
  /** [edges], or [sources] with `weight: "bySource"`, which then live in scratch memory: write them at every update. */
  readonly weights: Block;
  /** True when arrivals are added after the step of the population they reach. */
  readonly after: boolean;
  readonly traces: SpikeTraces | undefined;
  /** Factor from stored weight to what arrives, e.g. the largest conductance. */
  scale = 1;
  /** False: the rule does not touch a weight; traces go on. */
  plasticityOn = true;
  /** The rule at work; may be exchanged between two steps. */
  rule: BoundRule | undefined;
  readonly #bySource: boolean;
  readonly #targetBytes: number;
  readonly #deliver: (list: number, count: number, delayClass: number) => void;
  /** Sum of weight changes before bounds since the start; part of the state. */
  readonly #changes: Block<"f64">;

  constructor(
    arena: Arena,
    readonly pre: Population,
    readonly post: Population,
    input: () => Block,
    options: ProjectionOptions,
  ) {
    const { precision, plastic = false } = options;
    const bySource = options.weight === "bySource";
    if (bySource && plastic) throw new Error("a plastic projection needs a weight for each of its synapses");
    this.table =
      "table" in options
        ? options.table
        : declareTable(arena, options.topology, { ...options, bytes: bytesOf(precision), plastic });
    this.#bySource = bySource;
    this.#targetBytes = bytesOf(precision);
    this.weights = bySource
      ? arena.alloc("scratch", precision, this.table.sources)
      : arena.alloc(plastic ? "state" : "fixed", precision, this.table.edges);
    this.after = post.takesAfter?.(input()) ?? false;
    this.traces = plastic ? new SpikeTraces(arena, this.table, precision) : undefined;
    this.#changes = arena.alloc("state", "f64", 1);
    const { kernel } = arena;
    const each = precision === "f32" ? kernel.propagate32 : kernel.propagate64;
    const one = precision === "f32" ? kernel.propagateBySource32 : kernel.propagateBySource64;
    const propagate = bySource ? one : each;
    const { rows, targetOffsets, delays } = this.table;
    this.#deliver = (list, count, delayClass) =>
      propagate(
        list,
        count,
        rows.ptr,
        delays.length,
        delayClass,
        targetOffsets.ptr,
        this.weights.ptr,
        input().ptr,
        this.scale,
      );
  }

  get longestDelay(): number {
    return Math.max(...this.table.delays);
  }

  /** Before anything else in a step. */
  decay(step: number): void {
    this.traces?.decay();
    this.traces?.stamp(step);
  }

  /** Delivers what arrives at `step` and lets it depress. */
  arrive(step: number): void {
    const ring = this.pre.ring as SpikeRing;
    const { delays } = this.table;
    for (let c = 0; c < delays.length; c++) {
      const emitted = step - (delays[c] as number);
      const count = ring.count(emitted);
      if (count === 0) continue;
      const list = ring.list(emitted);
      this.#deliver(list, count, c);
      if (this.rule !== undefined && this.plasticityOn) this.#add(this.rule.arrivals(list, count, c));
    }
  }

  /** Lets the postsynaptic spikes of `step` potentiate; marks traces last, so that coincident spikes do not pair. */
  learn(step: number): void {
    const { traces } = this;
    if (traces === undefined) return;
    const ring = this.post.ring as SpikeRing;
    const count = ring.count(step);
    if (count > 0) {
      if (this.rule !== undefined && this.plasticityOn) this.#add(this.rule.post(ring.list(step), count));
      traces.markPost(ring.list(step), count, step);
    }
    const { delays } = this.table;
    const source = this.pre.ring as SpikeRing;
    for (let c = 0; c < delays.length; c++) {
      const emitted = step - (delays[c] as number);
      const arrived = source.count(emitted);
      if (arrived > 0) traces.markArrivals(source.list(emitted), arrived, c, step);
    }
  }

  /**
   * What a spike of each of the sources [from, to) now adds to each of the targets, as a matrix [targets, sources];
   * synapses between the same two neurons add up.
   */
  dense(targets: readonly [from: number, to: number], sources: readonly [from: number, to: number]): Float32Array {
    const { rows, targetOffsets, delays } = this.table;
    const width = sources[1] - sources[0];
    const matrix = new Float32Array((targets[1] - targets[0]) * width);
    for (let source = sources[0]; source < sources[1]; source++) {
      const end = rows.view[(source + 1) * delays.length] as number;
      for (let edge = rows.view[source * delays.length] as number; edge < end; edge++) {
        const target = (targetOffsets.view[edge] as number) / this.#targetBytes;
        if (target < targets[0] || target >= targets[1]) continue;
        const at = (target - targets[0]) * width + source - sources[0];
        const weight = this.weights.view[this.#bySource ? source : edge] as number;
        matrix[at] = (matrix[at] as number) + weight * this.scale;
      }
    }
    return matrix;
  }

  #add(change: number): void {
    const total = this.#changes.view;
    total[0] = (total[0] as number) + change;
  }

  get changes(): number {
    return this.#changes.view[0] as number;
  }
}
