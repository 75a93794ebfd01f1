import { z } from "zod";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { choice, real } from "../params/schema";
import { listFor, Selection, trim } from "./_selection";
import { LayerSigns } from "./_signs";
import {
  type BoundTrainingRule,
  reachable,
  type TrainedLayer,
  type TrainingMoment,
  type TrainingRule,
} from "./_structural";

/**
 * DEEP R: connections whose sign is fixed walk at random under gradient, an L1 pressure and noise, and one that would change
 * its sign is moved elsewhere.
 *
 * Order of a step: gradient, optimiser, drift and noise, deaths, births. Every step ends with as many connections as the
 * layers are to have. A newborn sees its first gradient before it can die.
 */

/** Size of a new connection in the authors' code. */
const FIRST = 1e-12;

const base = { live: true, group: "rule" } as const;

const schema = z.strictObject({
  alpha: real({
    ...base,
    label: "L1 pressure",
    symbol: "\\alpha",
    unit: "1",
    min: 1e-7,
    max: 1,
    default: 0.02,
    scale: "log",
    doc: "Pulls every connection towards zero at the learning rate times this: the more, the more of them are moved. Adam, whose steps are large however small the gradient, needs far more than plain descent.",
  }),
  temperature: real({
    ...base,
    label: "Temperature",
    symbol: "T",
    unit: "1",
    min: 1e-13,
    max: 1e-2,
    default: 1e-6,
    scale: "log",
    doc: "Strength of the random walk: the network explores, rather than settling where the gradient leaves it.",
  }),
  scope: choice({
    ...base,
    label: "Constant number",
    symbol: "K",
    unit: "1",
    default: "layer",
    doc: "Where the number of connections is held constant.",
    choices: [
      { value: "layer", label: "In every layer", doc: "A connection that dies is replaced in its own layer." },
      {
        value: "network",
        label: "In the network",
        doc: "It is replaced in a layer drawn in proportion to what each is to have: connections move between layers.",
      },
    ],
  }),
});

export type DeepRParams = z.output<typeof schema>;

/** Where the authors' code stands: 784-300-100-10, learning rate 0.5 times 0.8 per epoch, batches of 10. */
export const DEEP_R_AUTHORS = { alpha: 1e-5, temperature: 2.5e-11, batch: 10, rate: 0.5, decay: 0.8 } as const;

class BoundDeepR implements BoundTrainingRule<DeepRParams> {
  readonly probes = 0;
  readonly #kernel: Kernel;
  readonly #random: RandomStream;
  readonly #signs: readonly LayerSigns[];
  readonly #selection: Selection;
  readonly #list: Block<"u32">;
  #params: DeepRParams | undefined;

  constructor(
    arena: Arena,
    private readonly layers: readonly TrainedLayer[],
  ) {
    this.#kernel = arena.kernel;
    this.#random = new RandomStream(arena.kernel, arena, "deep r");
    this.#signs = layers.map((layer) => new LayerSigns(arena, layer));
    this.#selection = new Selection(arena, layers, "connections");
    this.#list = listFor(arena, layers);
  }

  init(params: DeepRParams, seed: number): void {
    this.#random.seed(seed);
    for (const signs of this.#signs) signs.seed(seed);
    this.update(params);
  }

  update(params: DeepRParams): void {
    this.#params = params;
  }

  takeOver(moment: TrainingMoment): void {
    for (const signs of this.#signs) signs.read(true);
    this.#trim(moment.step);
    this.#grow(moment.step);
  }

  wantsDense(): boolean {
    return false;
  }

  optimises(): boolean {
    return true;
  }

  apply({ step, rate }: TrainingMoment): void {
    const { alpha, temperature } = this.#given();
    const noise = Math.sqrt(2 * rate * temperature);
    for (const [k, { slots }] of this.layers.entries()) {
      const signs = this.#signs[k] as LayerSigns;
      signs.read(false);
      this.#kernel.deepRStep(slots.table, signs.field.ptr, rate * alpha, noise, this.#random.ptr, step + 1);
      slots.changed();
    }
    this.#trim(step);
    this.#grow(step);
  }

  #given(): DeepRParams {
    if (this.#params === undefined) throw new Error("the rule has no parameters yet");
    return this.#params;
  }

  get #global(): boolean {
    return this.#given().scope === "network";
  }

  /** Connections the network has beyond what it is to have; negative where they are missing. */
  #excess(): number {
    return this.layers.reduce((sum, layer) => sum + layer.slots.count - reachable(layer), 0);
  }

  #trim(step: number): void {
    let excess = this.#global ? this.#excess() : Number.POSITIVE_INFINITY;
    for (const layer of this.layers) {
      const { count } = layer.slots;
      if (excess <= 0) return;
      const most = Math.max(reachable(layer), count - excess);
      trim(this.#kernel, this.#selection, layer, { step, grace: 0 }, this.#random, this.#list, most);
      excess -= count - layer.slots.count;
    }
  }

  #grow(step: number): void {
    const wanted = this.#global
      ? this.#shares(-this.#excess())
      : this.layers.map((layer) => reachable(layer) - layer.slots.count);
    for (const [k, { slots }] of this.layers.entries()) {
      const born = slots.grow(wanted[k] as number, step + 1, this.#random.ptr, this.#list);
      this.#signs[k]?.born(this.#list, born, FIRST);
    }
  }

  /** How many of `births` fall on each layer, drawn one by one in proportion to the quotas of those with room. */
  #shares(births: number): number[] {
    const shares = this.layers.map(() => 0);
    const room = this.layers.map(({ slots }) => Math.min(slots.potential, slots.capacity) - slots.count);
    for (let left = births; left > 0; left--) {
      const weights = this.layers.map(({ quota }, k) => ((shares[k] as number) < (room[k] as number) ? quota : 0));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      if (sum === 0) return shares;
      let draw = this.#random.below(sum);
      const k = weights.findIndex((weight) => {
        draw -= weight;
        return draw < 0;
      });
      shares[k] = (shares[k] as number) + 1;
    }
    return shares;
  }
}

export const deepR: TrainingRule<typeof schema, DeepRParams> = {
  id: "deepR",
  label: "DEEP R",
  doc: "A connection whose weight would change its sign is cut, and another one grows at random: rewiring as sampling.",
  schema,
  equations: [
    {
      tex: "\\theta_k \\leftarrow \\theta_k - \\eta \\frac{\\partial E}{\\partial \\theta_k} - \\eta\\alpha + \\sqrt{2 \\eta T}\\, \\nu_k, \\quad w_k = s_k \\theta_k",
      plain: "theta_k <- theta_k - eta dE/dtheta_k - eta alpha + sqrt(2 eta T) N(0,1); w_k = s_k theta_k",
    },
    { tex: "\\theta_k < 0 \\Rightarrow k \\text{ dormant}", plain: "theta_k < 0: connection k becomes dormant" },
    {
      tex: "\\text{while } |\\{k : \\text{active}\\}| < K: \\text{activate a dormant } k \\text{ at random, } \\theta_k = 10^{-12}",
      plain: "while fewer than K are active: activate a dormant k at random with theta_k = 1e-12",
    },
  ],
  integrator: "one step of Langevin dynamics per batch: optimiser, then drift and noise, then deaths, then births",
  sources: [
    {
      citation: "Bellec, Kappel, Maass & Legenstein 2018, International Conference on Learning Representations",
      doi: "10.48550/arXiv.1711.05136",
    },
    {
      citation: "Kappel, Habenschuss, Legenstein & Maass 2015, PLOS Computational Biology",
      doi: "10.1371/journal.pcbi.1004485",
    },
  ],
  validity: [
    {
      note: "It samples from the posterior of networks with plain gradient descent only; with momentum or Adam, drift and noise are added to their steps unscaled.",
    },
    {
      note: "When the rule takes over, a connection keeps the sign its weight has while it lives; the fixed random sign of a pair counts for what is born.",
    },
    { note: "Biases are trained by the optimiser alone." },
  ],
  score: "The weight itself, taken with its fixed sign: how far it is from changing it.",
  prune: "At every step, every connection whose weight would change its sign.",
  grow: "As many as have died, uniformly among all pairs that are not connected, with weights next to zero.",
  invariants: [
    "The number of connections is the same after every step.",
    "A weight never changes its sign while the rule is at work.",
    "What is not connected has no gradient and does not drift.",
  ],
  reads: ["weights", "learning rate"],
  writes: ["weights", "connections"],
  bind: (arena, layers) => new BoundDeepR(arena, layers),
};
