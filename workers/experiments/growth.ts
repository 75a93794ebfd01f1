import { lif } from "../neurons/lif";
import { fail, type SimError } from "../protocol";
import { homeostatic } from "../structural/homeostatic";
import { rowRewiring } from "../structural/rowRewiring";
import { alphaCurrent } from "../synapses/alphaCurrent";
import { defineExperiment } from "./_experiment";
import { growthActions } from "./growthActions";
import { growthConstants } from "./growthCells";
import { growthChannels } from "./growthChannels";
import { growthOutline } from "./growthOutline";
import { type GrowthParams, growthSchema, STEP_MS } from "./growthParams";
import { growthPresets } from "./growthPresets";

/** Growth: networks whose connections come and go while they run. */

function zeros({ growth }: GrowthParams): SimError | null {
  if (growth.curve === "linear") return null;
  for (const eta of ["etaAxon", "etaDendrite"] as const) {
    for (const epsilon of ["epsilonE", "epsilonI"] as const) {
      if (growth[eta] < growth[epsilon]) continue;
      const message = `growth.${eta} must be below growth.${epsilon}, got ${growth[eta]} and ${growth[epsilon]}`;
      return fail("value", `growth.${eta}`, message, "Elements grow between the two.").error;
    }
  }
  return null;
}

function threshold({ rule }: GrowthParams): SimError | null {
  if (rule.init >= rule.prune) return null;
  const message = `rule.init must not be below rule.prune, got ${rule.init} and ${rule.prune}`;
  return fail("value", "rule.init", message, "A new synapse would be pruned at once.").error;
}

export const growth = defineExperiment({
  ...growthOutline,
  schema: growthSchema,
  presets: growthPresets,
  actions: growthActions,
  files: {},
  sources: [
    { citation: "Butz & van Ooyen 2013, PLoS Computational Biology", doi: "10.1371/journal.pcbi.1003259" },
    {
      citation: "Diaz-Pier, Naveau, Butz-Ostendorf & Morrison 2016, Frontiers in Neuroanatomy",
      doi: "10.3389/fnana.2016.00057",
    },
    { citation: "Billaudelle et al. 2021, Neural Networks", doi: "10.1016/j.neunet.2020.09.024" },
  ],
  validity: [
    {
      note: "A spike travels only along connections that were there when it was emitted and are still there when it arrives.",
    },
    {
      note: "The step is 1 ms, ten times that of NEST's example; unconnected neurons fire at the same 3.9 Hz with both.",
    },
    { note: "A pair of neurons is connected once at most, never a neuron to itself; NEST allows several synapses." },
    {
      note: "Neurons that grow have no plasticity of weights: all synapses of a kind are equally strong, only their number changes.",
    },
    {
      note: "Real synapses take hours to days; the growth rates of the published example are chosen to be seen.",
      badge: "surrogate",
    },
    {
      note: "Rule and constants of the rows follow the published idea; the exact ones could not be verified.",
      badge: "unverified",
    },
  ],
  steps: 200_000,
  stepMs: () => STEP_MS,
  check: (params) => (params.setup === "homeostatic" ? zeros(params) : threshold(params)),
  channels: growthChannels,
  models: ({ setup }) => [lif, alphaCurrent, setup === "homeostatic" ? homeostatic : rowRewiring],
  constants: growthConstants,
});
