import { optimiser } from "../learning/optimiser";
import { rateNetwork } from "../learning/sparseNetwork";
import { spikingNetwork } from "../learning/spikingNetwork";
import type { ModelInfo } from "../params/model";
import { fail, type SimError } from "../protocol";
import { dataFiles, inspectData } from "./_dataFiles";
import { defineExperiment } from "./_experiment";
import { rewiringActions } from "./rewiringActions";
import { rewiringChannels } from "./rewiringChannels";
import { rewiringOutline } from "./rewiringOutline";
import { type RewiringParams, rewiringSchema } from "./rewiringParams";
import { rewiringPresets } from "./rewiringPresets";
import { ruleOf } from "./rewiringRules";
import { stepsPerEpoch } from "./rewiringShape";

/** Rewiring: a network that learns while its connections come and go. */

function steps({ evaluate, task, batch }: RewiringParams): SimError | null {
  // A test that takes far longer than a step of learning would hold the run up.
  const chunks = Math.ceil(task.test / batch / evaluate);
  if (chunks <= MOST_CHUNKS) return null;
  const least = Math.ceil(task.test / batch / MOST_CHUNKS);
  const message = `evaluate must be at least ${least} steps for ${task.test} test pictures in batches of ${batch}, got ${evaluate}`;
  return fail("value", "evaluate", message, "One pass over the test pictures is spread over so many steps.").error;
}

/** Batches of test pictures that a step may name. */
const MOST_CHUNKS = 64;

export const rewiring = defineExperiment({
  ...rewiringOutline,
  schema: rewiringSchema,
  presets: rewiringPresets,
  actions: rewiringActions,
  files: dataFiles("task"),
  inspect: inspectData,
  sources: [
    { citation: "Bellec et al. 2018, Deep rewiring: training very sparse deep networks, arXiv:1711.05136" },
    { citation: "Mocanu et al. 2018, Nature Communications 9:2383", doi: "10.1038/s41467-018-04316-3" },
    { citation: "Evci et al. 2020, Rigging the lottery: making all tickets winners, arXiv:1911.11134" },
    { citation: "Liu et al. 2018, Frontiers in Neuroscience 12:840", doi: "10.3389/fnins.2018.00840" },
    { citation: "Bartol et al. 2015, eLife 4:e10778", doi: "10.7554/eLife.10778" },
    { citation: "Kaplan & Meier 1958, J Am Stat Assoc 53:457", doi: "10.1080/01621459.1958.10501452" },
  ],
  validity: [
    {
      note: "The digits are drawn by a procedure and are easier than MNIST: accuracies here are no MNIST accuracies. Load the MNIST files to compare with papers.",
    },
    {
      note: "Memory counts weights of 4 bytes, numbers of targets and row pointers. That the trained weights of the SpiNNaker 2 work took 36 KB is repeated in places; its abstract gives 64 KB of local memory, 1.3 % of the connections and 96.6 % on MNIST.",
      badge: "unverified",
    },
    {
      note: "The 62 % of energy and the factor 2 that are often quoted along with it belong to Yan et al. 2019: reward-based synaptic sampling with accelerators and local memory against none and external memory, not DEEP R.",
    },
    {
      note: "A network of few connections does not compute faster by as much as it is smaller: indices are read with every weight.",
    },
    {
      note: "The accuracy is measured in portions while the network learns: it is that of the weights during its pass over the test pictures.",
    },
  ],
  stepMs: () => 1,
  clock: (params) => ({ counts: "batches", epoch: stepsPerEpoch(params) }),
  steps: 2000,
  check: (params) => steps(params),
  channels: rewiringChannels,
  models(params): readonly ModelInfo[] {
    const network: ModelInfo = params.network.kind === "rate" ? rateNetwork : spikingNetwork;
    return [network, ruleOf(params.rule), optimiser];
  },
});
