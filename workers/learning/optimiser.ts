import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { ModelInfo } from "../params/model";
import { choice, real } from "../params/schema";
import type { TrainableLayer } from "./_learning";

/** Optimisers of networks whose connections come and go. */

const base = { live: true, group: "optimiser" } as const;
const only = (...kinds: string[]) => ({ when: { path: "kind", in: kinds } });

export const optimiserSchema = z.strictObject({
  kind: choice({
    ...base,
    label: "Optimiser",
    symbol: "\\text{optimiser}",
    unit: "1",
    default: "adam",
    doc: "How a gradient becomes a step. Changing it starts its running means afresh.",
    choices: [
      { value: "sgd", label: "Gradient descent", doc: "Straight down the gradient of the batch." },
      { value: "momentum", label: "Momentum", doc: "Down a running sum of gradients." },
      { value: "nesterov", label: "Nesterov", doc: "Momentum that looks one step ahead." },
      { value: "adam", label: "Adam", doc: "The running mean of gradients over that of their size." },
    ],
  }),
  rate: real({
    ...base,
    label: "Learning rate",
    symbol: "\\eta",
    unit: "1",
    min: 1e-5,
    max: 1,
    default: 0.01,
    scale: "log",
    doc: "Size of a step at the start. Adam learns well from 0.0005 to 0.01, gradient descent from 0.05 to 0.5.",
  }),
  momentum: real({
    ...base,
    ...only("momentum", "nesterov"),
    label: "Momentum",
    symbol: "\\mu",
    unit: "1",
    min: 0,
    max: 0.99,
    step: 0.01,
    default: 0.9,
    doc: "Part of the last step that goes on. Steps grow to 1 / (1 - momentum) of a gradient: lower the rate as you raise it.",
  }),
  beta1: real({
    ...base,
    ...only("adam"),
    label: "Memory of the mean",
    symbol: "\\beta_1",
    unit: "1",
    min: 0,
    max: 0.99,
    step: 0.01,
    default: 0.9,
    doc: "Part of the running mean of gradients that is kept at each step.",
  }),
  beta2: real({
    ...base,
    ...only("adam"),
    label: "Memory of the size",
    symbol: "\\beta_2",
    unit: "1",
    min: 0.9,
    max: 0.9999,
    step: 0.0001,
    default: 0.999,
    doc: "Part of the running mean of squared gradients that is kept at each step.",
  }),
  decay: real({
    ...base,
    label: "Weight decay",
    symbol: "\\lambda",
    unit: "1",
    min: 0,
    max: 1,
    step: 0.001,
    default: 0.1,
    doc: "Pulls every weight towards zero by rate times decay at each step, whatever its gradient. Gradient descent, whose rates are larger, wants 0.001 or none.",
  }),
  clip: real({
    ...base,
    label: "Longest gradient",
    symbol: "g_{max}",
    unit: "1",
    min: 0,
    max: 10,
    step: 0.1,
    default: 1,
    doc: "A gradient of all layers together that is longer is shortened to this length; 0 leaves it as it is.",
  }),
  schedule: choice({
    ...base,
    label: "Schedule",
    symbol: "\\eta(t)",
    unit: "1",
    default: "cosine",
    doc: "How the learning rate changes as training goes on.",
    choices: [
      { value: "constant", label: "Constant", doc: "The rate stays as it is." },
      { value: "steps", label: "Steps", doc: "The rate falls to 0.8 of itself with every epoch." },
      { value: "cosine", label: "Cosine", doc: "Along half a cosine to 2 % of the rate, where it stays." },
    ],
  }),
});

export type OptimiserParams = z.output<typeof optimiserSchema>;

export const optimiser: ModelInfo<typeof optimiserSchema> = {
  id: "optimiser",
  label: "Optimiser",
  doc: "Turns gradients of the connections there are into changes of their weights.",
  schema: optimiserSchema,
  equations: [
    {
      tex: "w \\leftarrow (1 - \\eta\\lambda)\\,w - \\eta\\,\\frac{m/(1-\\beta_1^a)}{\\sqrt{v/(1-\\beta_2^a)} + 10^{-8}}",
      plain: "Adam: w <- (1 - eta lambda) w - eta (m / (1 - beta1^a)) / (sqrt(v / (1 - beta2^a)) + 1e-8)",
    },
    {
      tex: "m \\leftarrow \\beta_1 m + (1-\\beta_1) g,\\quad v \\leftarrow \\beta_2 v + (1-\\beta_2) g^2",
      plain: "m <- beta1 m + (1 - beta1) g; v <- beta2 v + (1 - beta2) g^2; a steps since the birth of the connection",
    },
    {
      tex: "m \\leftarrow \\mu m + g,\\quad w \\leftarrow (1-\\eta\\lambda)\\,w - \\eta m",
      plain: "Momentum: m <- mu m + g; w <- (1 - eta lambda) w - eta m; Nesterov: eta (g + mu m) in place of eta m",
    },
  ],
  integrator: "One step for each batch, in single precision; the length of the gradient is summed in double precision.",
  sources: [
    { citation: "Kingma & Ba 2015, Adam: a method for stochastic optimization, arXiv:1412.6980" },
    { citation: "Loshchilov & Hutter 2019, Decoupled weight decay regularization, arXiv:1711.05101" },
    { citation: "Nesterov 1983, Soviet Mathematics Doklady 27, 372-376" },
  ],
  validity: [
    {
      note: "Adam corrects its running means by the age of each connection, not by the number of the step: otherwise the first steps of a newborn would be three times too long.",
    },
  ],
};

/** Where training stands, for a schedule. */
export interface ScheduleMoment {
  /** Steps trained so far, this one included: the first is 1. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Step at which the schedule arrives. */
  readonly end: number;
}

const LAST = 0.02;

/** Learning rate of a step. */
export function rateAt(
  kernel: Pick<Kernel, "cos" | "pow">,
  { rate, schedule }: Pick<OptimiserParams, "rate" | "schedule">,
  { step, stepsPerEpoch, end }: ScheduleMoment,
): number {
  if (schedule === "constant") return rate;
  if (schedule === "steps") return rate * kernel.pow(0.8, Math.floor((step - 1) / stepsPerEpoch));
  const way = end > 1 ? Math.min(1, (step - 1) / (end - 1)) : 0;
  return rate * (LAST + ((1 - LAST) / 2) * (1 + kernel.cos(Math.PI * way)));
}

/** Parameters that are stepped together, with their running means: gradients, squares, and how much both have seen. */
interface Part {
  readonly parameters: Block<"f32">;
  readonly gradient: Block<"f32">;
  readonly means: readonly [m: Block<"f32">, v: Block<"f32">, c: Block<"f32">, d: Block<"f32">];
  readonly decays: boolean;
}

const KINDS = ["sgd", "momentum", "nesterov", "adam"] as const;

/** Steps all weights and biases of a network; its running means are fields of the connections, zero at their birth. */
export class Optimiser {
  readonly #parts: readonly Part[];
  /** [1] number of the kind whose running means are kept, plus one. */
  readonly #kept: Block<"f64">;
  #params: OptimiserParams = optimiserSchema.parse({});

  /** Before the commit. */
  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    layers: readonly TrainableLayer[],
  ) {
    this.#kept = arena.alloc("state", "f64", 1);
    this.#parts = layers.flatMap(({ slots, gradient, bias, biasGradient }) => {
      const field = () => slots.field();
      const own = () => arena.alloc("state", "f32", bias.length);
      return [
        { parameters: slots.weight, gradient, means: [field(), field(), field(), field()], decays: true },
        { parameters: bias, gradient: biasGradient, means: [own(), own(), own(), own()], decays: false },
      ] satisfies Part[];
    });
  }

  /** After the commit. */
  init(params: OptimiserParams): void {
    this.#clear();
    this.#kept.view[0] = 0;
    this.update(params);
  }

  /** After the parameters changed, or the state was overwritten. */
  update(params: OptimiserParams): void {
    this.#params = params;
  }

  /** Euclidean length of the gradients of all layers. */
  length(): number {
    let sum = 0;
    for (const { gradient } of this.#parts) sum += this.kernel.squareSum(gradient.length, gradient.ptr);
    return Math.sqrt(sum);
  }

  /** Steps along the gradients at this learning rate. */
  step(rate: number): void {
    const { kernel } = this;
    const { kind, momentum, beta1, beta2, decay, clip } = this.#params;
    const number = 1 + KINDS.indexOf(kind);
    const kept = this.#kept.view;
    if (kept[0] !== number) {
      if (kept[0] !== 0) this.#clear();
      kept[0] = number;
    }
    const length = clip > 0 ? this.length() : 0;
    const scale = length > clip ? clip / length : 1;
    for (const { parameters, gradient, means, decays } of this.#parts) {
      const [m, v, c, d] = means;
      const [n, w, g] = [parameters.length, parameters.ptr, gradient.ptr];
      const pull = decays ? rate * decay : 0;
      if (kind === "adam") {
        kernel.adamStep(n, w, g, m.ptr, v.ptr, c.ptr, d.ptr, scale, rate, pull, beta1, beta2);
      } else if (kind === "sgd") kernel.sgdStep(n, w, g, scale, rate, pull);
      else kernel.momentumStep(n, w, g, m.ptr, scale, rate, pull, momentum, kind === "nesterov");
    }
  }

  #clear(): void {
    for (const { means } of this.#parts) for (const block of means) block.view.fill(0);
  }
}
