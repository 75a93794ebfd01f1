import { poisson } from "../encoders/poisson";
import { lif } from "../neurons/lif";
import { mixedIzhikevich } from "../neurons/mixedIzhikevich";
import type { ModelInfo } from "../params/model";
import { fail } from "../protocol";
import { delta } from "../synapses/delta";
import { expConductance } from "../synapses/expConductance";
import { expCurrent } from "../synapses/expCurrent";
import { defineExperiment } from "./_experiment";
import { networkActions } from "./networkActions";
import { networkConstants } from "./networkCells";
import { channelsOf } from "./networkChannels";
import { type NetworkModelId, networkSchema, neuronsOf, stepOf } from "./networkParams";
import { networkPresets } from "./networkPresets";

/** Published networks of spiking neurons: balanced, self-sustained, rhythmic, and silent by default. */

const MODELS: Readonly<Record<NetworkModelId, readonly ModelInfo[]>> = {
  brunel: [lif, delta, poisson],
  cuba: [lif, expCurrent],
  coba: [lif, expConductance],
  izhikevich: [mixedIzhikevich, delta],
  smallWorld: [mixedIzhikevich, delta],
};

export const network = defineExperiment({
  id: "network",
  wing: 1,
  title: "Networks: when do neurons fire together?",
  summary:
    "Four published networks and a small world, from a thousand neurons to a million; turn inhibition, drive and wiring while they run.",
  schema: networkSchema,
  presets: networkPresets,
  actions: networkActions,
  files: {},
  sources: [
    { citation: "Brunel 2000, Journal of Computational Neuroscience", doi: "10.1023/A:1008925309027" },
    { citation: "Vogels & Abbott 2005, Journal of Neuroscience", doi: "10.1523/JNEUROSCI.3508-05.2005" },
    { citation: "Brette et al. 2007, Journal of Computational Neuroscience", doi: "10.1007/s10827-007-0038-6" },
    { citation: "Izhikevich 2003, IEEE Transactions on Neural Networks", doi: "10.1109/TNN.2003.820440" },
    { citation: "Watts & Strogatz 1998, Nature", doi: "10.1038/30918" },
    { citation: "Lennie 2003, Current Biology", doi: "10.1016/S0960-9822(03)00135-0" },
  ],
  validity: [
    {
      note: "These networks are chaotic: another step, precision or simulator gives other spikes. Only rates, irregularity and spectra compare.",
    },
    {
      note: "Published codes of the CUBA network disagree on inhibition: -9 mV in Brian 2, -13.95 mV in NEST. The lab starts with -9 mV.",
    },
    {
      note: "Activity of the COBA network keeps itself alive, but may end by chance at any time.",
    },
    {
      note: "The balanced network resets to 10 mV as published, not to 0 as in a widely copied example; every neuron has a Poisson background of its own; inputs that arrive during refractoriness are lost.",
    },
    {
      note: "The smaller sizes of the balanced network keep a tenth of all connections and take a larger J, so that their rates differ from the published ones and they synchronise less; the predicted rate is for the size and J that run.",
    },
    {
      note: "Izhikevich's networks run his published map of 1 ms, which is no converged solution of his equations.",
    },
    {
      note: "The mean rate of about 8 Hz often quoted for Izhikevich's network could not be traced.",
      badge: "unverified",
    },
    {
      note: "That less than 1 % of neurons are active at once says nothing without a window; here it is 50 ms. The mean rate of 0.16 Hz is attributed to Lennie 2003 by others.",
      badge: "unverified",
    },
    {
      note: "The small-world network is not a published one: graph and cells are, but weight, noise and the share of inhibitory neurons were chosen for the lab.",
      badge: "surrogate",
    },
    {
      note: "Watts-Strogatz graphs have no hubs: nearly all neurons have the same number of connections.",
    },
  ],
  stepMs: stepOf,
  check(params) {
    const neurons = neuronsOf(params);
    if (params.watched < neurons) return null;
    return fail(
      "value",
      "watched",
      `watched must be below the ${neurons} neurons of this network, got ${params.watched}`,
      "Watch neuron 0 before you take a smaller network.",
    ).error;
  },
  channels: channelsOf,
  models: ({ model }) => MODELS[model],
  constants: networkConstants,
});
