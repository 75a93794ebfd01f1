import { z } from "zod";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { choice, integer, real } from "../params/schema";
import { listFor, Selection, seasoned, trim } from "./_selection";
import {
  type BoundTrainingRule,
  reachable,
  type TrainedLayer,
  type TrainingMoment,
  type TrainingRule,
} from "./_structural";

/**
 * RigL: from time to time the smallest weights are dropped and connections grow where the gradient of absent ones is
 * largest. Growth by the running mean of that gradient is that of sparse networks from scratch (SNFS); growth at random is
 * its control.
 */

const base = { live: true, group: "rule" } as const;

const schema = z.strictObject({
  alpha: real({
    ...base,
    label: "Part dropped at first",
    symbol: "\\alpha",
    unit: "1",
    min: 0.05,
    max: 0.5,
    default: 0.3,
    step: 0.01,
    doc: "What part of a layer's connections is dropped at an update, before the schedule lowers it.",
  }),
  interval: integer({
    ...base,
    label: "Steps between updates",
    symbol: "\\Delta T",
    unit: "1",
    min: 10,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "At an update the connections change instead of the weights; often is dear, seldom is slow.",
  }),
  schedule: choice({
    ...base,
    label: "Schedule",
    symbol: "f(t)",
    unit: "1",
    default: "cosine",
    doc: "How the part that is dropped goes on.",
    choices: [
      { value: "cosine", label: "Cosine", doc: "It falls to zero, so that the topology settles." },
      { value: "constant", label: "Constant", doc: "It stays, so that the topology can follow a task that changes." },
    ],
  }),
  until: real({
    ...base,
    when: { path: "schedule", in: ["cosine"] },
    label: "End of rewiring",
    symbol: "T_{end}",
    unit: "%",
    min: 10,
    max: 100,
    default: 75,
    step: 5,
    badge: "unverified",
    doc: "Part of the training after which nothing is rewired any more.",
  }),
  growth: choice({
    ...base,
    label: "Growth by",
    symbol: "g",
    unit: "1",
    default: "gradient",
    doc: "What says where connections grow.",
    choices: [
      { value: "gradient", label: "Gradient", doc: "Of the last batch, of every absent connection: RigL." },
      {
        value: "momentum",
        label: "Momentum",
        doc: "Its running mean, for which every step computes the gradient of every absent connection: SNFS.",
      },
      { value: "random", label: "Chance", doc: "Needs no gradient at all: the control." },
    ],
  }),
  memory: real({
    ...base,
    when: { path: "growth", in: ["momentum"] },
    label: "Memory of the momentum",
    symbol: "\\beta",
    unit: "1",
    min: 0,
    max: 0.99,
    default: 0.9,
    step: 0.01,
    doc: "Part of the running mean that stays at each step.",
  }),
  grace: integer({
    ...base,
    label: "Grace of newborns",
    symbol: "g_0",
    unit: "1",
    min: 0,
    max: 1000,
    default: 20,
    doc: "Steps of training before a connection may be dropped; born with weight 0, it would else be the first to go where updates follow each other closely.",
  }),
});

export type RiglParams = z.output<typeof schema>;

/** Part of the connections that is dropped at `step` of `end`. */
export function droppedPart(kernel: Pick<Kernel, "cos">, params: RiglParams, step: number, end: number): number {
  const { alpha, schedule, until } = params;
  if (schedule === "constant" || end === Number.POSITIVE_INFINITY) return alpha;
  const last = 0.01 * until * end;
  return step >= last ? 0 : 0.5 * alpha * (1 + kernel.cos((Math.PI * step) / last));
}

class BoundRigl implements BoundTrainingRule<RiglParams> {
  readonly #kernel: Kernel;
  readonly #random: RandomStream;
  readonly #weak: Selection;
  readonly #strong: Selection;
  readonly #dropped: Block<"u32">;
  readonly #grown: Block<"u32">;
  readonly #marks: Block<"u8">;
  /** [1] */
  readonly #probes: Block<"f64">;
  /** [sources, targets] of each layer: running mean of the gradients. */
  readonly #means: readonly Block<"f32">[];
  #params: RiglParams | undefined;

  constructor(
    arena: Arena,
    private readonly layers: readonly TrainedLayer[],
  ) {
    this.#kernel = arena.kernel;
    this.#random = new RandomStream(arena.kernel, arena, "rigl");
    this.#weak = new Selection(arena, layers, "connections");
    this.#strong = new Selection(arena, layers, "pairs");
    this.#dropped = listFor(arena, layers);
    this.#grown = listFor(arena, layers);
    this.#marks = arena.alloc("scratch", "u8", this.#dropped.length);
    this.#probes = arena.alloc("state", "f64", 1);
    this.#means = layers.map(({ slots }) => arena.alloc("state", "f32", slots.sources * slots.targets));
  }

  init(params: RiglParams, seed: number): void {
    this.#random.seed(seed);
    this.#probes.view[0] = 0;
    this.#forget();
    this.update(params);
  }

  update(params: RiglParams): void {
    this.#params = params;
  }

  get probes(): number {
    return this.#probes.view[0] as number;
  }

  takeOver({ step }: TrainingMoment): void {
    const { grace } = this.#given();
    this.#forget();
    for (const layer of this.layers) {
      trim(this.#kernel, this.#weak, layer, { step, grace }, this.#random, this.#dropped);
    }
  }

  wantsDense(moment: TrainingMoment): boolean {
    const { growth } = this.#given();
    return growth === "momentum" || (growth === "gradient" && this.#due(moment));
  }

  optimises(moment: TrainingMoment): boolean {
    return !this.#due(moment);
  }

  apply(moment: TrainingMoment, dense: readonly Block<"f32">[] | null): void {
    const { growth, memory } = this.#given();
    if (dense !== null) this.#count();
    if (growth === "momentum" && dense !== null) {
      for (const [k, { view, ptr }] of this.#means.entries())
        this.#kernel.runningMean(view.length, ptr, (dense[k] as Block<"f32">).ptr, 1 - memory);
    }
    if (!this.#due(moment)) return;
    const scores = growth === "momentum" ? this.#means : growth === "gradient" ? dense : null;
    for (const [k, layer] of this.layers.entries()) this.#rewire(moment, layer, scores?.[k] ?? null);
  }

  #rewire({ step, end }: TrainingMoment, layer: TrainedLayer, scores: Block<"f32"> | null): void {
    const params = this.#given();
    const kernel = this.#kernel;
    const { slots } = layer;
    const most = reachable(layer);
    const part = droppedPart(kernel, params, step, end);
    const oldest = seasoned(step, params.grace);
    const wanted = (there: number): number => Math.max(Math.floor(part * there), there - most);
    const drops = this.#weak.weakest(slots, wanted, { oldest }, this.#random, this.#dropped);
    const missing = most - (slots.count - drops);
    if (scores === null) {
      kernel.slotsRemoveAll(slots.table, this.#dropped.ptr, drops, step + 1);
      slots.grow(missing, step + 1, this.#random.ptr, this.#grown);
    } else {
      kernel.markSlots(this.#dropped.ptr, drops, this.#marks.ptr);
      const grows = this.#strong.largest(slots, scores, this.#marks, missing, this.#random, this.#grown);
      kernel.exchange(slots.table, this.#dropped.ptr, drops, this.#marks.ptr, this.#grown.ptr, grows, step + 1);
    }
    slots.changed();
  }

  /** An update also fills up a layer that has lost connections by other hands, even after the end of the schedule. */
  #due({ step, end }: TrainingMoment): boolean {
    const params = this.#given();
    if (step % params.interval !== 0) return false;
    if (droppedPart(this.#kernel, params, step, end) > 0) return true;
    return this.layers.some((layer) => layer.slots.count !== reachable(layer));
  }

  #count(): void {
    const absent = this.layers.reduce((sum, { slots }) => sum + slots.potential - slots.count, 0);
    this.#probes.view[0] = this.probes + absent;
  }

  /** Gradients of another time say nothing about this one. */
  #forget(): void {
    for (const { view } of this.#means) view.fill(0);
  }

  #given(): RiglParams {
    if (this.#params === undefined) throw new Error("the rule has no parameters yet");
    return this.#params;
  }
}

export const rigl: TrainingRule<typeof schema, RiglParams> = {
  id: "rigl",
  label: "RigL",
  doc: "The smallest weights are dropped, and connections grow where the gradient says that one is missed most.",
  schema,
  equations: [
    {
      tex: "k = \\lfloor f(t)\\, n \\rfloor, \\quad f(t) = \\frac{\\alpha}{2} \\left(1 + \\cos \\frac{\\pi t}{T_{end}}\\right)",
      plain: "k = floor(f(t) n), f(t) = alpha/2 (1 + cos(pi t / T_end)), every Delta T steps",
    },
    {
      tex: "\\text{drop: } k \\text{ smallest } |w|; \\quad \\text{grow: } k \\text{ largest } \\left|\\frac{\\partial E}{\\partial w}\\right| \\text{ of what is not kept}",
      plain: "drop the k smallest |w|; grow the k largest |dE/dw| among all pairs that are not kept, with w = 0",
    },
  ],
  integrator: "exact: at an update deaths and births stand in place of the optimiser's step",
  sources: [
    {
      citation: "Evci, Gale, Menick, Castro & Elsen 2020, International Conference on Machine Learning",
      doi: "10.48550/arXiv.1911.11134",
    },
    { citation: "Dettmers & Zettlemoyer 2019 (growth by momentum)", doi: "10.48550/arXiv.1907.04840" },
  ],
  validity: [
    { note: "A connection dropped and grown at the same update stays as it was, weight, momentum and age." },
    { note: "Equal weights are dropped by lot; the authors add noise of 1e-5 to all of them." },
    {
      note: "With momentum only the growth is that of Dettmers & Zettlemoyer: connections are not moved between layers.",
    },
    {
      note: "That rewiring ends after 75 % of the training is a common choice, not confirmed as the rule's.",
      badge: "unverified",
    },
    {
      note: "Connections from inputs that never fire have no gradient: they keep their first weight and may never be dropped, unless weights decay.",
    },
  ],
  score: "Of a connection the size of its weight; of an absent one the size of its gradient.",
  prune: "At every update, the smallest weights of each layer; newborns within their grace are spared.",
  grow: "As many, where the gradient of absent or just dropped connections is largest, with weight 0.",
  invariants: [
    "Every layer has the same number of connections after every step.",
    "What grows has a gradient at least as large as anything that does not.",
    "No connection is dropped within its grace.",
  ],
  reads: ["weights", "age of connections", "gradients of absent connections"],
  writes: ["connections"],
  bind: (arena, layers) => new BoundRigl(arena, layers),
};
