import { z } from "zod";
import { RandomStream } from "../math/random";
import type { ConnectionSlots } from "../math/slots";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { choice, integer, real } from "../params/schema";
import { AdjacencyLists } from "./_lists";
import { spreadOfNewborns } from "./_newborns";
import { listFor, Selection, seasoned, trim } from "./_selection";
import {
  type BoundTrainingRule,
  reachable,
  type TrainedLayer,
  type TrainingMoment,
  type TrainingRule,
} from "./_structural";

/**
 * Grooming of adjacency lists under a budget of memory: a slow pass cuts what is weak, packs the lists, and grants the space
 * that became free to the sources that asked for more, first come, first served.
 */

/** Bytes of an entry (8-bit weight, 8-bit tag, 16-bit target) and of the header of a list. */
export const ENTRY_BYTES = 4;
export const HEADER_BYTES = 4;

const base = { live: true, group: "rule" } as const;

const schema = z.strictObject({
  budget: real({
    ...base,
    label: "Memory budget",
    symbol: "M",
    unit: "%",
    min: 10,
    max: 100,
    default: 100,
    step: 5,
    doc: "Entries that fit into the memory, in percent of those the layer is to have; what is weakest leaves when it shrinks.",
  }),
  interval: integer({
    ...base,
    label: "Steps between passes",
    symbol: "\\Delta T",
    unit: "1",
    min: 10,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "The pass runs in the background of the chip, far slower than learning.",
  }),
  judged: choice({
    ...base,
    label: "Judged by",
    symbol: "v",
    unit: "1",
    default: "tag",
    doc: "What says that an entry is weak.",
    choices: [
      { value: "tag", label: "Tag", doc: "Running mean of |w dE/dw|: how much the error would miss the connection." },
      { value: "weight", label: "Weight", doc: "Its size; connections from silent inputs then stay for ever." },
    ],
  }),
  floor: real({
    ...base,
    label: "Floor",
    symbol: "\\phi",
    unit: "1",
    min: 0.005,
    max: 1,
    default: 0.1,
    scale: "log",
    doc: "Entries below this part of their layer's mean are cut.",
  }),
  ask: integer({
    ...base,
    label: "Entries asked for",
    symbol: "a",
    unit: "1",
    min: 1,
    max: 16,
    default: 2,
    doc: "A source asks for so many when its entries are tagged above the mean of the layer; one without entries asks for one.",
  }),
  memory: integer({
    ...base,
    label: "Memory of the tag",
    symbol: "\\tau",
    unit: "1",
    min: 1,
    max: 1000,
    default: 50,
    scale: "log",
    doc: "Steps over which a tag is averaged.",
  }),
  spread: spreadOfNewborns(0.1),
  grace: integer({
    ...base,
    label: "Grace of newborns",
    symbol: "g",
    unit: "1",
    min: 0,
    max: 1000,
    default: 100,
    doc: "Steps before an entry may be cut: its tag has to fill first.",
  }),
});

export type GroomingParams = z.output<typeof schema>;

/** A groomed network, with what its lists take. */
export interface BoundGrooming extends BoundTrainingRule<GroomingParams> {
  /** B, all layers. */
  readonly used: number;
  readonly budget: number;
  /** Sources that wait for entries. */
  readonly waiting: number;
  /** Lists of a layer. */
  lists(layer: number): AdjacencyLists;
}

class Groomer implements BoundGrooming {
  readonly probes = 0;
  readonly #kernel: Kernel;
  readonly #random: RandomStream;
  readonly #selection: Selection;
  readonly #list: Block<"u32">;
  readonly #tags: readonly Block<"f32">[];
  readonly #lists: readonly AdjacencyLists[];
  #params: GroomingParams | undefined;

  constructor(
    arena: Arena,
    private readonly layers: readonly TrainedLayer[],
  ) {
    this.#kernel = arena.kernel;
    this.#random = new RandomStream(arena.kernel, arena, "grooming");
    this.#selection = new Selection(arena, layers, "connections");
    this.#list = listFor(arena, layers);
    this.#tags = layers.map(({ slots }) => slots.field());
    this.#lists = layers.map(({ slots }) => new AdjacencyLists(arena, slots));
  }

  init(params: GroomingParams, seed: number): void {
    this.#random.seed(seed);
    for (const lists of this.#lists) lists.clear();
    this.update(params);
  }

  update(params: GroomingParams): void {
    this.#params = params;
  }

  lists(layer: number): AdjacencyLists {
    return this.#lists[layer] as AdjacencyLists;
  }

  get used(): number {
    return this.#bytes(({ slots }) => slots.count);
  }

  get budget(): number {
    return this.#bytes((layer) => this.#entries(layer));
  }

  get waiting(): number {
    return this.#lists.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  /** Takes the lists as they are; a budget too small for them holds at once. */
  takeOver({ step }: TrainingMoment): void {
    for (const [k, layer] of this.layers.entries()) {
      (this.#tags[k] as Block<"f32">).view.fill(0);
      // Nobody has judged the connections yet but by their weights.
      this.#fit(layer, step);
      this.lists(k).clear();
      this.lists(k).pack();
    }
  }

  wantsDense(): boolean {
    return false;
  }

  optimises(): boolean {
    return true;
  }

  apply({ step }: TrainingMoment): void {
    const { interval, memory } = this.#given();
    for (const [k, { slots, gradient }] of this.layers.entries())
      this.#kernel.tagConnections(slots.table, (this.#tags[k] as Block<"f32">).ptr, gradient.ptr, 1 / memory);
    if (step % interval !== 0) return;
    for (const k of this.layers.keys()) this.#pass(k, step);
  }

  #pass(k: number, step: number): void {
    const layer = this.layers[k] as TrainedLayer;
    const lists = this.lists(k);
    const { judged, floor, grace } = this.#given();
    const { slots } = layer;
    const tags = this.#tags[k] as Block<"f32">;
    const values = judged === "tag" ? tags : slots.weight;
    const least = floor * this.#meanSize(slots, values);
    const oldest = seasoned(step, grace);
    if (oldest >= 0) {
      const small = this.#kernel.smallLive(slots.table, values.ptr, least, oldest, this.#list.ptr);
      this.#kernel.slotsRemoveAll(slots.table, this.#list.ptr, small, step + 1);
      slots.changed();
    }
    this.#fit(layer, step, values);
    lists.pack();
    this.#ask(slots, lists, tags);
    this.#grant(layer, lists, step);
    lists.pack();
  }

  /** Cuts what is weakest until the budget holds. */
  #fit(layer: TrainedLayer, step: number, values?: Block<"f32">): void {
    const { grace } = this.#given();
    const how = { step, grace, ...(values && { values }) };
    trim(this.#kernel, this.#selection, layer, how, this.#random, this.#list, this.#entries(layer));
  }

  /** Sources whose entries are tagged above the mean ask, from the first to the last. */
  #ask(slots: ConnectionSlots, lists: AdjacencyLists, tags: Block<"f32">): void {
    const { ask } = this.#given();
    const mean = this.#meanSize(slots, tags);
    const rows = lists.rows.view;
    const sums = lists.sums(tags);
    for (let source = 0; source < slots.sources; source++) {
      if (slots.isBarred("pre", source)) continue;
      const length = (rows[source + 1] as number) - (rows[source] as number);
      if (length === 0) lists.ask(source, 1);
      else if ((sums[source] as number) > mean * length) lists.ask(source, ask);
    }
  }

  #grant({ slots, ...layer }: TrainedLayer, lists: AdjacencyLists, step: number): void {
    const { spread } = this.#given();
    let pool = this.#entries({ slots, ...layer }) - slots.count;
    while (pool > 0 && lists.waiting > 0) {
      const source = lists.first();
      const target = this.#vacantTarget(slots, source);
      if (target < 0) {
        lists.served(true);
        continue;
      }
      slots.add(source, target, spread * this.#random.normal(), step + 1);
      lists.served();
      pool--;
    }
  }

  /**
   * A target that the source does not reach yet, each with equal probability, or -1. Of a list that is far from full a few
   * draws find one.
   */
  #vacantTarget(slots: ConnectionSlots, source: number): number {
    for (let tries = 0; tries < 8; tries++) {
      const target = this.#random.below(slots.targets);
      if (slots.vacant(source, target)) return target;
    }
    let vacant = 0;
    for (let j = 0; j < slots.targets; j++) if (slots.vacant(source, j)) vacant++;
    if (vacant === 0) return -1;
    let skip = this.#random.below(vacant);
    for (let j = 0; ; j++) if (slots.vacant(source, j) && skip-- === 0) return j;
  }

  #entries(layer: TrainedLayer): number {
    return Math.min(reachable(layer), Math.floor(0.01 * this.#given().budget * layer.quota));
  }

  /** Mean size of the values of the connections there are; 0 without any. */
  #meanSize(slots: ConnectionSlots, values: Block<"f32">): number {
    return this.#kernel.sizeOfLive(slots.table, values.ptr) / Math.max(1, slots.count);
  }

  #bytes(entries: (layer: TrainedLayer) => number): number {
    return this.layers.reduce(
      (sum, layer) => sum + HEADER_BYTES * layer.slots.sources + ENTRY_BYTES * entries(layer),
      0,
    );
  }

  #given(): GroomingParams {
    if (this.#params === undefined) throw new Error("the rule has no parameters yet");
    return this.#params;
  }
}

export const grooming: TrainingRule<typeof schema, GroomingParams> & {
  bind(arena: Arena, layers: readonly TrainedLayer[]): BoundGrooming;
} = {
  id: "grooming",
  label: "List grooming",
  doc: "Each source keeps a packed list of connections in a fixed memory; a slow pass cuts the weak and grants their space.",
  schema,
  equations: [
    {
      tex: "v_k \\leftarrow v_k + (|w_k\\, \\partial E / \\partial w_k| - v_k)/\\tau",
      plain: "tag: v_k <- v_k + (|w_k dE/dw_k| - v_k) / tau at every step",
    },
    {
      tex: "v_k < \\phi \\langle v \\rangle \\Rightarrow k \\text{ dies}",
      plain: "pass: entries with v_k < phi mean(v) die",
    },
    {
      tex: "4\\,\\mathrm B\\, (n_{lists} + n_{entries}) \\le M",
      plain: "4 B (lists + entries) <= M: free entries go to the sources that asked, first come, first served",
    },
  ],
  integrator: "tags at every step; a pass of cutting, packing and granting every so many steps",
  sources: [{ citation: "Davies et al. 2018, IEEE Micro (the chip; not the pass)", doi: "10.1109/MM.2018.112130359" }],
  validity: [
    {
      note: "The pass is a design of this lab: a grooming algorithm of the chip's maker was not found.",
      badge: "unverified",
    },
    {
      note: "An entry counts 4 bytes (8-bit weight and tag, 16-bit target) and a list 4 bytes more; weights are trained in full precision all the same.",
    },
  ],
  score: "The tag, a running mean of how much the error depends on the connection, or the size of the weight.",
  prune:
    "At every pass, entries far below their layer's mean, newborns within their grace excepted; when the budget shrinks, the weakest.",
  grow: "From sources whose entries are tagged above the mean, in the order in which they asked, to random targets, as far as the memory reaches.",
  invariants: [
    "The lists never take more memory than the budget after a pass.",
    "Packing keeps the order of every list and loses no connection.",
    "Who asked first is served first.",
  ],
  reads: ["weights", "gradients", "age of connections"],
  writes: ["connections", "weights of newborns", "tags"],
  bind: (arena, layers) => new Groomer(arena, layers),
};
