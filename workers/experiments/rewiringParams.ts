import { z } from "zod";
import { optimiserSchema } from "../learning/optimiser";
import { spikingSchema } from "../learning/spikingNetwork";
import { placed } from "../params/placed";
import { choice, flag, group, integer, type ParamSchema, real, stepped } from "../params/schema";
import { DIGIT_SIZES } from "../tasks/digits";
import { dataFileParams } from "./_dataFiles";
import { RULES, type RuleId } from "./rewiringRules";

/** Parameters of rewiring: which rule, how sparse, which network, what it learns and how. */

type Shape = ParamSchema["shape"];

const live = { live: true, unit: "1" } as const;
const rebuilds = { live: false, unit: "1" } as const;

const ruleChoice = ({ label, doc }: { readonly label: string; readonly doc: string }, value: RuleId) => ({
  value,
  label,
  doc,
});

/** The same parameters with other defaults. */
function preferring<S extends Shape>(shape: S, values: { readonly [K in keyof S]?: unknown }): S {
  return Object.fromEntries(
    Object.entries(shape).map(([key, type]) => {
      if (!(key in values)) return [key, type];
      const leaf = type as z.ZodDefault<z.ZodType>;
      return [
        key,
        leaf
          .unwrap()
          .default(values[key])
          .meta(leaf.meta() as never),
      ];
    }),
  ) as unknown as S;
}

/** Parameters of a rule, shown while it is the one that rewires. */
const own = <S extends Shape>(
  { schema }: { readonly schema: { readonly shape: S } },
  id: RuleId,
  values: { readonly [K in keyof S]?: unknown } = {},
) => group(placed(preferring(schema.shape, values), id, "rule", [{ path: "rule", in: [id] }]));

const rule = choice({
  ...live,
  group: "rule",
  label: "Rule",
  symbol: "\\text{rule}",
  default: "deepR",
  doc: "What decides which connections die and where new ones are born; it can be exchanged while the network learns.",
  choices: [
    ruleChoice(RULES.deepR, "deepR"),
    ruleChoice(RULES.softDeepR, "softDeepR"),
    ruleChoice(RULES.set, "set"),
    ruleChoice(RULES.rigl, "rigl"),
    ruleChoice(RULES.grooming, "grooming"),
    ruleChoice(RULES.static, "static"),
  ],
});

const network = group({
  kind: choice({
    ...rebuilds,
    group: "network",
    label: "Neurons",
    symbol: "\\text{neurons}",
    default: "rate",
    doc: "What the neurons say to each other.",
    choices: [
      { value: "rate", label: "Rates", doc: "Rectified sums: one pass for each batch." },
      { value: "spiking", label: "Spikes", doc: "Leaky integrate-and-fire neurons, trained by surrogate gradients." },
    ],
  }),
  side: stepped({
    ...rebuilds,
    group: "network",
    label: "Pixels along an edge",
    symbol: "s",
    values: DIGIT_SIZES,
    default: 28,
    doc: "The input has one neuron for each pixel of the square picture.",
  }),
  hidden1: integer({
    ...rebuilds,
    group: "network",
    label: "First hidden layer",
    symbol: "n_1",
    min: 10,
    max: 512,
    default: 300,
    doc: "Neurons behind the input.",
  }),
  hidden2: integer({
    ...rebuilds,
    group: "network",
    label: "Second hidden layer",
    symbol: "n_2",
    min: 10,
    max: 512,
    default: 100,
    doc: "Neurons before the output.",
  }),
});

const task = group({
  train: integer({
    ...rebuilds,
    group: "task",
    label: "Training pictures",
    symbol: "N",
    min: 100,
    max: 60_000,
    scale: "log",
    default: 3000,
    doc: "Pictures that the network learns from. Digits are drawn from the seed; files are thinned out evenly.",
  }),
  test: integer({
    ...rebuilds,
    group: "task",
    label: "Test pictures",
    symbol: "N_t",
    min: 100,
    max: 10_000,
    scale: "log",
    default: 1000,
    doc: "Pictures that the network is judged by and never learns from.",
  }),
  ...dataFileParams,
});

const view = group({
  layer: choice({
    ...live,
    group: "view",
    label: "Layer shown",
    symbol: "\\ell",
    default: "input",
    doc: "The layer whose connections are shown, and which a cut takes from.",
    choices: [
      { value: "input", label: "First", doc: "From the pixels to the first hidden layer." },
      { value: "middle", label: "Second", doc: "From the first to the second hidden layer." },
      { value: "output", label: "Third", doc: "From the second hidden layer to the ten names." },
    ],
  }),
  every: integer({
    ...live,
    group: "view",
    label: "Steps between pictures",
    symbol: "\\Delta n",
    min: 1,
    max: 1000,
    scale: "log",
    default: 5,
    doc: "While the run goes on, matrices are shown every so many steps; when it rests, as they are.",
  }),
  sample: integer({
    ...live,
    group: "view",
    label: "Test picture shown",
    symbol: "k",
    min: 0,
    max: 9999,
    default: 0,
    doc: "Number of the test picture that is shown with what the network takes it for; beyond the set it is the last.",
  }),
});

export const rewiringSchema = z.strictObject({
  rule,
  freeze: flag({
    ...live,
    group: "rule",
    label: "Freeze topology",
    symbol: "\\text{freeze}",
    default: false,
    doc: "No connection dies and none is born while this is on; weights go on learning.",
  }),
  deepR: own(RULES.deepR, "deepR", { alpha: 0.1 }),
  softDeepR: own(RULES.softDeepR, "softDeepR", { alpha: 0.3, temperature: 1e-6, floor: 2e-3 }),
  set: own(RULES.set, "set"),
  rigl: own(RULES.rigl, "rigl", { schedule: "constant" }),
  grooming: own(RULES.grooming, "grooming"),
  connectivity: real({
    live: false,
    unit: "%",
    group: "wiring",
    label: "Connectivity",
    symbol: "\\rho",
    min: 0.5,
    max: 100,
    scale: "log",
    default: 2,
    doc: "Connections out of all that there could be; 100 % is the dense control.",
  }),
  distribution: choice({
    ...rebuilds,
    group: "wiring",
    label: "Shared out",
    symbol: "\\rho_\\ell",
    default: "erdosRenyi",
    doc: "How the connections are shared out over the layers.",
    choices: [
      {
        value: "erdosRenyi",
        label: "Erdos-Renyi",
        doc: "Density of a layer in proportion to the sum of its sides over their product: small layers are denser.",
      },
      { value: "uniform", label: "Evenly", doc: "The same density in every layer." },
      { value: "paper", label: "1 : 3 : 30", doc: "Densities of the layers as in the published code of DEEP R." },
    ],
  }),
  network,
  spiking: group(placed(spikingSchema.shape, "spiking", "network", [{ path: "network.kind", in: ["spiking"] }])),
  task,
  batch: stepped({
    ...rebuilds,
    group: "learning",
    label: "Batch",
    symbol: "B",
    values: [4, 8, 12, 16, 32, 64, 128],
    default: 32,
    doc: "Pictures of a step: the gradient is the mean over them.",
  }),
  optimiser: group(
    placed(
      preferring(optimiserSchema.shape, { rate: 0.003, decay: 0.1, schedule: "constant" }),
      "optimiser",
      "learning",
    ),
  ),
  epochs: integer({
    ...live,
    group: "learning",
    label: "Length of the schedules",
    symbol: "n_e",
    min: 1,
    max: 1000,
    scale: "log",
    default: 30,
    doc: "Epochs after which falling learning rates and the schedule of RigL are at their end; the run itself goes on.",
  }),
  evaluate: integer({
    ...live,
    group: "learning",
    label: "Steps between tests",
    symbol: "\\Delta n_t",
    min: 1,
    max: 1000,
    scale: "log",
    default: 50,
    doc: "One pass over the test pictures is spread over so many steps.",
  }),
  view,
});

export type RewiringParams = z.output<typeof rewiringSchema>;
