import { z } from "zod";
import { real } from "../params/schema";
import { fail, type SimError } from "../protocol";
import { defineExperiment } from "./_experiment";
import { firstCell, secondCell } from "./neuronCells";
import { neuronChannels } from "./neuronChannels";
import { type NeuronParams, neuronSchema } from "./neuronParams";
import { neuronPresets } from "./neuronPresets";
import { LEAST, MOST } from "./neuronStimulusParams";
import { parseCurrents } from "./neuronWaveform";

/** Current clamp: one cell under an injected current, with its state plane, its rates, and another cell to compare. */

/** Relations between parameters of one cell. */
function relation(
  path: string,
  id: NeuronParams["second"]["model"],
  cells: Pick<NeuronParams, "lif">,
): SimError | null {
  if (id !== "lif" || cells.lif.reset < cells.lif.threshold) return null;
  const { reset, threshold } = cells.lif;
  const message = `${path}.reset must be below the threshold (${threshold} mV), got ${reset}`;
  return fail("value", `${path}.reset`, message, "Otherwise the cell would spike in every step.").error;
}

function waveform({ stimulus: { kind, times, values } }: NeuronParams): SimError | null {
  if (kind !== "waveform" || times.length === values.length) return null;
  const message = `stimulus.values must hold as many numbers as stimulus.times (${times.length}), got ${values.length}`;
  return fail("value", "stimulus.values", message).error;
}

export const neuron = defineExperiment({
  id: "neuron",
  wing: 1,
  title: "Neurons: one current, many answers",
  summary: "Inject a current into a cell of your choice and see in its state plane why it fires the way it does.",
  schema: neuronSchema,
  presets: neuronPresets,
  actions: {
    inject: {
      label: "Inject a pulse",
      doc: "Adds a rectangular pulse of current, beginning now.",
      args: z.strictObject({
        amplitude: real({
          live: true,
          group: "stimulus",
          label: "Amplitude",
          symbol: "I",
          unit: "pA",
          min: LEAST,
          max: MOST,
          step: 50,
          default: 500,
          doc: "Current of the pulse, added to the stimulus.",
        }),
        duration: real({
          live: true,
          group: "stimulus",
          label: "Duration",
          symbol: "T",
          unit: "ms",
          min: 0.1,
          max: 1000,
          default: 20,
          scale: "log",
          doc: "How long the pulse lasts; at least one step.",
        }),
      }),
    },
  },
  files: {
    waveform: {
      label: "Current waveform",
      doc: "Two columns, time in ms and current in pA, times ascending; straight lines join the points.",
      accept: [".csv", ".txt"],
      parse(bytes, fileName) {
        const { times, values } = parseCurrents(bytes, fileName);
        return [
          { path: "stimulus.kind", value: "waveform" },
          { path: "stimulus.times", value: times },
          { path: "stimulus.values", value: values },
        ];
      },
    },
  },
  sources: [
    { citation: "Brette & Gerstner 2005, Journal of Neurophysiology", doi: "10.1152/jn.00686.2005" },
    { citation: "Naud, Marcille, Clopath & Gerstner 2008, Biological Cybernetics", doi: "10.1007/s00422-008-0264-7" },
    { citation: "Touboul & Brette 2008, Biological Cybernetics", doi: "10.1007/s00422-008-0267-4" },
    { citation: "Izhikevich 2003, IEEE Transactions on Neural Networks", doi: "10.1109/TNN.2003.820440" },
    {
      citation: "Pauli, Weidel, Kunkel & Morrison 2018, Frontiers in Neuroinformatics",
      doi: "10.3389/fninf.2018.00046",
    },
    { citation: "Hodgkin & Huxley 1952, Journal of Physiology", doi: "10.1113/jphysiol.1952.sp004764" },
    { citation: "Rotter & Diesmann 1999, Biological Cybernetics", doi: "10.1007/s004220050570" },
  ],
  validity: [
    {
      note: "The two delayed AdEx patterns come from one transcription that was adjusted to match the published figures; the bursting, thalamo-cortical and resonator types of Izhikevich are from memory of the paper's figure.",
      badge: "unverified",
    },
    {
      note: "Izhikevich's input has no unit and Hodgkin-Huxley's is a density; 50 pA per unit and a membrane of 5000 µm² are choices of the lab, so that one stimulus in pA suits every model.",
      badge: "surrogate",
    },
    {
      note: "The stimulus is read at the start of each step and held over it, for the converged copy too: the error that is shown is that of the integration alone.",
    },
    {
      note: "The curve of rates starts each cell from its initial state with the current on, and one second is all it gets: cells that fire or stay silent depending on their history show one branch only.",
    },
    { note: "One compartment without synapses and without noise of its channels." },
  ],
  stepMs: (params) => params.dt,
  check: (params) =>
    relation("lif", params.model, params) ??
    relation("second.lif", params.second.model, params.second) ??
    waveform(params),
  channels: neuronChannels,
  models(params) {
    const [first, second] = [firstCell(params).model, secondCell(params)?.model];
    return second === undefined || second === first ? [first] : [first, second];
  },
  keepsPlace: () => true,
});
