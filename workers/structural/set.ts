import { z } from "zod";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { integer, real } from "../params/schema";
import { spreadOfNewborns } from "./_newborns";
import { listFor, Selection, seasoned, trim } from "./_selection";
import {
  type BoundTrainingRule,
  reachable,
  type TrainedLayer,
  type TrainingMoment,
  type TrainingRule,
} from "./_structural";

/** SET: from time to time the weights nearest zero are cut on both sides of it, and as many grow elsewhere at random. */

const base = { live: true, group: "rule" } as const;

const schema = z.strictObject({
  zeta: real({
    ...base,
    label: "Part replaced",
    symbol: "\\zeta",
    unit: "1",
    min: 0.05,
    max: 0.5,
    default: 0.3,
    step: 0.01,
    doc: "Of the positive weights and of the negative ones, what part is cut at each rewiring.",
  }),
  interval: integer({
    ...base,
    label: "Steps between rewirings",
    symbol: "\\Delta T",
    unit: "1",
    min: 5,
    max: 1000,
    default: 100,
    scale: "log",
    doc: "In the paper an epoch; what is born needs time to show what it is good for.",
  }),
  // Wide ones would outlast the weights of pixels that have learnt little yet.
  spread: spreadOfNewborns(0.02),
  grace: integer({
    ...base,
    label: "Grace of newborns",
    symbol: "g",
    unit: "1",
    min: 0,
    max: 1000,
    default: 20,
    doc: "Steps of training before a connection may be cut for its small weight; it matters where rewirings follow each other closely.",
  }),
});

export type SetParams = z.output<typeof schema>;

class BoundSet implements BoundTrainingRule<SetParams> {
  readonly probes = 0;
  readonly #kernel: Kernel;
  readonly #random: RandomStream;
  readonly #selection: Selection;
  readonly #positive: Block<"u32">;
  readonly #negative: Block<"u32">;
  #params: SetParams | undefined;

  constructor(
    arena: Arena,
    private readonly layers: readonly TrainedLayer[],
  ) {
    this.#kernel = arena.kernel;
    this.#random = new RandomStream(arena.kernel, arena, "set");
    this.#selection = new Selection(arena, layers, "connections");
    this.#positive = listFor(arena, layers);
    this.#negative = listFor(arena, layers);
  }

  init(params: SetParams, seed: number): void {
    this.#random.seed(seed);
    this.update(params);
  }

  update(params: SetParams): void {
    this.#params = params;
  }

  takeOver({ step }: TrainingMoment): void {
    const { grace } = this.#given();
    for (const layer of this.layers) {
      trim(this.#kernel, this.#selection, layer, { step, grace }, this.#random, this.#positive);
    }
  }

  wantsDense(): boolean {
    return false;
  }

  optimises(): boolean {
    return true;
  }

  apply({ step, end }: TrainingMoment): void {
    const { zeta, interval, spread, grace } = this.#given();
    if (step % interval !== 0 || step >= end) return;
    const part = (there: number): number => Math.floor(zeta * there);
    const oldest = seasoned(step, grace);
    for (const layer of this.layers) {
      const { slots } = layer;
      const weakest = (side: "positive" | "negative", out: Block<"u32">): number =>
        this.#selection.weakest(slots, part, { side, oldest }, this.#random, out);
      const [positive, negative] = [weakest("positive", this.#positive), weakest("negative", this.#negative)];
      this.#kernel.slotsRemoveAll(slots.table, this.#positive.ptr, positive, step + 1);
      this.#kernel.slotsRemoveAll(slots.table, this.#negative.ptr, negative, step + 1);
      slots.changed();
      const born = slots.grow(reachable(layer) - slots.count, step + 1, this.#random.ptr, this.#positive);
      this.#kernel.normalWeights(slots.table, this.#positive.ptr, born, spread, this.#random.ptr);
    }
  }

  #given(): SetParams {
    if (this.#params === undefined) throw new Error("the rule has no parameters yet");
    return this.#params;
  }
}

export const set: TrainingRule<typeof schema, SetParams> = {
  id: "set",
  label: "SET",
  doc: "Sparse evolutionary training: the weights nearest zero are cut and as many connections grow at random.",
  schema,
  equations: [
    {
      tex: "k_\\pm = \\lfloor \\zeta\\, n_\\pm \\rfloor \\text{ nearest } 0 \\text{ of the } n_+ \\text{ weights} \\ge 0 \\text{ and of the } n_- \\text{ weights} < 0 \\text{ die}",
      plain: "of the n+ weights >= 0 and of the n- weights < 0, the floor(zeta n) nearest 0 die",
    },
    {
      tex: "w_{new} \\sim \\mathcal N(0, \\sigma_0^2)",
      plain: "as many are born at random empty places, w ~ N(0, sigma_0^2)",
    },
    {
      tex: "p_l = \\min\\left(1, \\varepsilon \\frac{n_{in} + n_{out}}{n_{in} n_{out}}\\right)",
      plain:
        "density of a layer at the start: min(1, epsilon (n_in + n_out) / (n_in n_out)); epsilon 20 in the authors' code",
    },
  ],
  integrator: "exact: optimiser, then deaths, then births, every so many steps",
  sources: [
    {
      citation: "Mocanu, Mocanu, Stone, Nguyen, Gibescu & Liotta 2018, Nature Communications",
      doi: "10.1038/s41467-018-04316-3",
    },
  ],
  validity: [
    {
      note: "Rewirings come every so many steps; in the paper after each epoch but the last. None comes at the end of a run that has one.",
    },
    {
      note: "Connections from inputs that never fire have no gradient: they keep their first weight and may never be cut, unless weights decay.",
    },
  ],
  score: "The size of the weight, among those of its sign.",
  prune:
    "Every so many steps, the same part of the positive weights and of the negative ones, those nearest zero; newborns within their grace are spared.",
  grow: "As many as are missing, uniformly among all pairs that are not connected, with small random weights.",
  invariants: [
    "Every layer has the same number of connections after every step.",
    "No connection is cut within its grace.",
  ],
  reads: ["weights", "age of connections"],
  writes: ["connections", "weights of newborns"],
  bind: (arena, layers) => new BoundSet(arena, layers),
};
