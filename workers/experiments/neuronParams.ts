import { z } from "zod";
import { adex } from "../neurons/adex";
import { hodgkinHuxley } from "../neurons/hodgkinHuxley";
import { izhikevich } from "../neurons/izhikevich";
import { lif } from "../neurons/lif";
import { type Condition, choice, flag, group, type ParamMeta, stepped } from "../params/schema";
import { stimulus } from "./neuronStimulusParams";

/** Parameters of the current-clamp bench: two cells of any model, one stimulus, one step of time. */

type Leaf = z.ZodDefault<z.ZodType>;
type Shape = Readonly<Record<string, Leaf>>;

/**
 * The parameters of a model as a group at `path`, shown while `condition` holds. The constant current of the model is
 * left out: what enters a cell of the bench is the stimulus.
 */
function cell<S extends Shape & { readonly current: Leaf }>(
  shape: S,
  path: string,
  groupId: string,
  condition: Condition,
) {
  const placed = ({ path: inner, ...rest }: Condition): Condition => ({ ...rest, path: `${path}.${inner}` });
  const { current: _current, ...own } = shape;
  const leaves = Object.entries(own as Shape).map(([key, type]): [string, Leaf] => {
    const meta = type.meta() as unknown as ParamMeta;
    const live = typeof meta.live === "boolean" ? meta.live : placed(meta.live);
    const when = [condition, ...[meta.when ?? []].flat().map(placed)];
    return [key, type.meta({ ...meta, group: groupId, live, when }) as Leaf];
  });
  return group(Object.fromEntries(leaves) as Omit<S, "current">);
}

const rebuilds = { live: false } as const;

const MODELS = [
  { value: "lif", label: "Leaky integrate-and-fire", doc: "One variable: a leaky capacitor with a threshold." },
  {
    value: "adex",
    label: "Adaptive exponential",
    doc: "Two variables: an exponential upstroke and a current that adapts.",
  },
  { value: "izhikevich", label: "Izhikevich", doc: "Two variables: a parabola and a recovery, scaled to fit cortex." },
  {
    value: "hodgkinHuxley",
    label: "Hodgkin-Huxley",
    doc: "Four variables: the squid axon with its sodium and potassium channels.",
  },
] as const;

const first = (id: (typeof MODELS)[number]["value"]): Condition => ({ path: "model", in: [id] });
const second = (id: (typeof MODELS)[number]["value"]): Condition => ({ path: "second.model", in: [id] });

export const neuronSchema = z.strictObject({
  model: choice({
    ...rebuilds,
    label: "Model",
    symbol: "\\text{model}",
    unit: "1",
    group: "neuron",
    default: "adex",
    doc: "Equations of the cell on the bench.",
    choices: MODELS,
  }),
  lif: cell(lif.schema.shape, "lif", "neuron", first("lif")),
  adex: cell(adex.schema.shape, "adex", "neuron", first("adex")),
  izhikevich: cell(izhikevich.schema.shape, "izhikevich", "neuron", first("izhikevich")),
  hodgkinHuxley: cell(hodgkinHuxley.schema.shape, "hodgkinHuxley", "neuron", first("hodgkinHuxley")),
  stimulus,
  second: group({
    model: choice({
      ...rebuilds,
      label: "Second cell",
      symbol: "\\text{model}_2",
      unit: "1",
      group: "second",
      default: "none",
      doc: "Another cell that gets the same current: another model, or the same with other parameters.",
      choices: [{ value: "none", label: "None", doc: "One cell only." }, ...MODELS],
    }),
    lif: cell(lif.schema.shape, "second.lif", "second", second("lif")),
    adex: cell(adex.schema.shape, "second.adex", "second", second("adex")),
    izhikevich: cell(izhikevich.schema.shape, "second.izhikevich", "second", second("izhikevich")),
    hodgkinHuxley: cell(hodgkinHuxley.schema.shape, "second.hodgkinHuxley", "second", second("hodgkinHuxley")),
  }),
  dt: stepped({
    ...rebuilds,
    label: "Time step",
    symbol: "h",
    unit: "ms",
    group: "numerics",
    values: [0.01, 0.02, 0.025, 0.04, 0.05, 0.1, 0.125, 0.2, 0.25, 0.5, 1],
    default: 0.05,
    doc: "Length of one simulation step; every choice divides a millisecond.",
  }),
  reference: flag({
    ...rebuilds,
    label: "Converged copy",
    symbol: "h \\to 0",
    unit: "1",
    group: "numerics",
    default: false,
    doc: "Runs a copy of the first cell with steps so small that smaller ones change nothing, and shows the difference.",
  }),
});

export type NeuronParams = z.output<typeof neuronSchema>;
export type CellId = NeuronParams["model"];
