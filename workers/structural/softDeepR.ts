import { z } from "zod";
import { RandomStream, VectorStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { real } from "../params/schema";
import { LayerSigns } from "./_signs";
import type { BoundTrainingRule, TrainedLayer, TrainingMoment, TrainingRule } from "./_structural";

/**
 * Soft DEEP R: every pair has a parameter theta that lives on while it is below zero. Dormant ones walk at random above a
 * floor and come back by themselves, so that the number of connections fluctuates.
 */

const base = { live: true, group: "rule" } as const;

const schema = z.strictObject({
  alpha: real({
    ...base,
    label: "L1 pressure",
    symbol: "\\alpha",
    unit: "1",
    min: 1e-7,
    max: 10,
    default: 0.01,
    scale: "log",
    doc: "Pulls every connection towards zero at the learning rate times this; it does not act on dormant ones.",
  }),
  temperature: real({
    ...base,
    label: "Temperature",
    symbol: "T",
    unit: "1",
    min: 1e-13,
    max: 1,
    default: 1e-8,
    scale: "log",
    doc: "Strength of the random walk of connected and dormant pairs.",
  }),
  floor: real({
    ...base,
    label: "Depth of the floor",
    symbol: "|\\theta_{min}|",
    unit: "1",
    min: 1e-5,
    max: 1,
    default: 0.02,
    scale: "log",
    doc: "How far below zero a dormant pair may walk: the deeper, the longer it stays away and the fewer are connected.",
  }),
});

export type SoftDeepRParams = z.output<typeof schema>;

/** Part of the pairs that are connected in the long run where there is no gradient. */
export const stationaryPart = ({ alpha, temperature, floor }: SoftDeepRParams): number =>
  temperature / alpha / (temperature / alpha + floor);

class BoundSoftDeepR implements BoundTrainingRule<SoftDeepRParams> {
  readonly probes = 0;
  readonly #kernel: Kernel;
  readonly #random: RandomStream;
  readonly #walk: VectorStream;
  readonly #signs: readonly LayerSigns[];
  /** [sources, targets] of each layer. */
  readonly #thetas: readonly Block<"f32">[];
  readonly #list: Block<"u32">;
  #params: SoftDeepRParams | undefined;

  constructor(
    arena: Arena,
    private readonly layers: readonly TrainedLayer[],
  ) {
    const pairs = layers.map(({ slots }) => slots.sources * slots.targets);
    this.#kernel = arena.kernel;
    this.#random = new RandomStream(arena.kernel, arena, "soft deep r");
    this.#walk = new VectorStream(arena, "soft deep r walk");
    this.#signs = layers.map((layer) => new LayerSigns(arena, layer));
    this.#thetas = pairs.map((count) => arena.alloc("state", "f32", count));
    this.#list = arena.alloc("scratch", "u32", Math.max(...pairs));
  }

  init(params: SoftDeepRParams, seed: number): void {
    this.#random.seed(seed);
    this.#walk.seed(seed);
    for (const signs of this.#signs) signs.seed(seed);
    for (const thetas of this.#thetas) thetas.view.fill(0);
    this.update(params);
  }

  update(params: SoftDeepRParams): void {
    this.#params = params;
  }

  /** Dormant pairs start anywhere above the floor, as they are found in the long run. */
  takeOver(): void {
    const { floor } = this.#given();
    for (const signs of this.#signs) signs.read(true);
    for (const { view } of this.#thetas)
      for (let k = 0; k < view.length; k++) view[k] = -floor * this.#random.uniform();
  }

  wantsDense(): boolean {
    return false;
  }

  optimises(): boolean {
    return true;
  }

  apply({ step, rate }: TrainingMoment): void {
    const { alpha, temperature, floor } = this.#given();
    const noise = Math.sqrt(2 * rate * temperature);
    for (const [k, { slots }] of this.layers.entries()) {
      const signs = this.#signs[k] as LayerSigns;
      const thetas = this.#thetas[k] as Block<"f32">;
      const [low, high] = signs.key;
      signs.read(false);
      this.#kernel.softDeepRStep(
        slots.table,
        signs.field.ptr,
        thetas.ptr,
        low,
        high,
        rate * alpha,
        noise,
        -floor,
        this.#walk.ptr,
        step + 1,
        this.#list.ptr,
      );
      slots.changed();
    }
  }

  #given(): SoftDeepRParams {
    if (this.#params === undefined) throw new Error("the rule has no parameters yet");
    return this.#params;
  }
}

export const softDeepR: TrainingRule<typeof schema, SoftDeepRParams> = {
  id: "softDeepR",
  label: "Soft DEEP R",
  doc: "Dormant pairs walk on below zero and come back by themselves: the number of connections finds its own level.",
  schema,
  equations: [
    {
      tex: "\\theta_k \\leftarrow \\max(\\theta_{min},\\ \\theta_k - [\\theta_k > 0]\\, \\eta (\\partial E / \\partial \\theta_k + \\alpha) + \\sqrt{2 \\eta T}\\, \\nu_k)",
      plain: "theta_k <- max(theta_min, theta_k - [theta_k > 0] eta (dE/dtheta_k + alpha) + sqrt(2 eta T) N(0,1))",
    },
    { tex: "w_k = s_k \\max(0, \\theta_k)", plain: "w_k = s_k max(0, theta_k)" },
    {
      tex: "p_{active} = \\frac{T/\\alpha}{T/\\alpha + |\\theta_{min}|} \\quad (E = 0)",
      plain: "without gradient, the part (T/alpha) / (T/alpha + |theta_min|) is connected in the long run",
    },
  ],
  integrator:
    "one step of Langevin dynamics per batch and pair: optimiser, then drift and noise, then deaths and births",
  sources: [
    {
      citation: "Bellec, Kappel, Maass & Legenstein 2018, International Conference on Learning Representations",
      doi: "10.48550/arXiv.1711.05136",
    },
  ],
  validity: [
    {
      note: "Steps of finite size leave fewer connected than the formula says: 23.6 % for 25 % at a learning rate of 0.01.",
    },
    {
      note: "The jitter of a step is a sum of four random bytes, which has mean and variance of the normal numbers in the paper but no tails.",
    },
    { note: "Every pair has a parameter in memory, connected or not: it saves computing, not memory." },
    { note: "A pair that rises above zero while all slots are taken waits at zero." },
    { note: "With momentum or Adam, drift and noise are added to their steps unscaled." },
  ],
  score: "Theta, the weight taken with its fixed sign and continued below zero.",
  prune: "At every step, every connection whose theta is no longer above zero.",
  grow: "Every dormant pair whose theta has walked above zero, with that as its weight.",
  invariants: [
    "A weight never changes its sign while the rule is at work.",
    "No theta is below the floor.",
    "A pair is connected exactly where its theta is above zero, as long as there are slots.",
  ],
  reads: ["weights", "learning rate"],
  writes: ["weights", "connections", "theta of every pair"],
  bind: (arena, layers) => new BoundSoftDeepR(arena, layers),
};
