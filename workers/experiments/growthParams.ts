import { z } from "zod";
import { placed } from "../params/placed";
import { type Condition, choice, group, integer, real } from "../params/schema";
import { homeostaticSchema } from "../structural/homeostaticParams";
import { rowParams } from "./growthRowParams";

/** Parameters of growing networks. */

const GROWING: Condition = { path: "setup", in: ["homeostatic"] };
const rebuilds = { live: false, when: GROWING } as const;
const live = { live: true, when: GROWING } as const;

const { tau, beta, interval, kernel, width, ...growth } = homeostaticSchema.shape;
const mounted = <S extends z.core.$ZodLooseShape>(shape: S, path: string, id: string): S =>
  placed(shape, path, id, [GROWING]);

export const growthSchema = z.strictObject({
  setup: choice({
    live: false,
    label: "Set-up",
    symbol: "\\text{set-up}",
    unit: "1",
    group: "setup",
    default: "homeostatic",
    doc: "What grows.",
    choices: [
      {
        value: "homeostatic",
        label: "Homeostatic growth",
        doc: "A network that grows from nothing until every neuron fires at its target rate.",
      },
      {
        value: "rows",
        label: "Rows that search",
        doc: "Neurons with a fixed number of synapse circuits, which look for informative inputs as on BrainScaleS-2.",
      },
    ],
  }),
  cells: group({
    excitatory: integer({
      ...rebuilds,
      label: "Excitatory neurons",
      symbol: "N_E",
      unit: "1",
      group: "network",
      min: 10,
      max: 2000,
      default: 800,
      doc: "Number of excitatory neurons.",
    }),
    inhibitory: integer({
      ...rebuilds,
      label: "Inhibitory neurons",
      symbol: "N_I",
      unit: "1",
      group: "network",
      min: 4,
      max: 500,
      default: 200,
      doc: "Number of inhibitory neurons.",
    }),
  }),
  growth: group(mounted(growth, "growth", "growth")),
  calcium: group(mounted({ tau, beta }, "calcium", "growth")),
  ...mounted({ interval }, "", "growth"),
  space: group({
    ...mounted({ kernel, width }, "space", "space"),
    dimensions: choice({
      ...rebuilds,
      label: "Space",
      symbol: "d",
      unit: "1",
      group: "space",
      default: "sheet",
      doc: "Where the neurons lie.",
      choices: [
        { value: "sheet", label: "Sheet", doc: "A square of 1 mm by 1 mm." },
        { value: "volume", label: "Volume", doc: "A cube of 1 mm." },
      ],
    }),
  }),
  psc: group({
    excitatory: real({
      ...live,
      label: "Excitatory current",
      symbol: "J_E",
      unit: "pA",
      group: "synapse",
      min: 0,
      max: 2000,
      default: 585,
      step: 5,
      doc: "Peak current of an excitatory synapse.",
    }),
    inhibitory: real({
      ...live,
      label: "Inhibitory current",
      symbol: "J_I",
      unit: "pA",
      group: "synapse",
      min: -2000,
      max: 0,
      default: -585,
      step: 5,
      doc: "Peak current of an inhibitory synapse.",
    }),
  }),
  delay: integer({
    ...rebuilds,
    label: "Delay",
    symbol: "D",
    unit: "ms",
    group: "synapse",
    min: 1,
    max: 10,
    default: 1,
    doc: "Time from a spike to its effect.",
  }),
  background: group({
    rate: real({
      ...live,
      label: "Background rate",
      symbol: "r_{bg}",
      unit: "Hz",
      group: "inputs",
      min: 0,
      max: 20_000,
      default: 10_000,
      step: 100,
      doc: "Rate of the Poisson input from elsewhere, of each neuron its own.",
    }),
    weight: real({
      ...live,
      label: "Background current",
      symbol: "J_{bg}",
      unit: "pA",
      group: "inputs",
      min: 0,
      max: 20,
      default: 6.2,
      step: 0.1,
      doc: "Peak current of one background input.",
    }),
  }),
  ...rowParams,
});

export type GrowthParams = z.output<typeof growthSchema>;

/** Length of a step, ms. */
export const STEP_MS = 1;
