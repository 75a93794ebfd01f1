import { z } from "zod";
import { real } from "../params/schema";
import { fail, type SimError } from "../protocol";
import { defineExperiment } from "./_experiment";
import { deviceChannels } from "./deviceChannels";
import { deviceModel } from "./deviceModels";
import { deviceOutline } from "./deviceOutline";
import { OVERLAP_STEP_MS } from "./deviceOverlapChannels";
import { overlapModel } from "./deviceOverlapModel";
import { type DeviceParams, deviceSchema } from "./deviceParams";
import { devicePresets } from "./devicePresets";
import { timingOf } from "./deviceStimulus";
import { LEAST, MOST } from "./deviceStimulusParams";
import { parseVoltages } from "./deviceWaveform";

/** One memristive device under a source, with siblings; or between two neurons whose spikes overlap. */

function pulses({ stimulus: { kind, own, width, interval, up, down } }: DeviceParams): SimError | null {
  if (kind !== "pulses") return null;
  if (own && !(width < interval)) {
    const message = `stimulus.width must be shorter than stimulus.interval (${interval} s), got ${width}`;
    return fail("value", "stimulus.width", message, "The device is read between two pulses.").error;
  }
  if (up + down > 0) return null;
  return fail("value", "stimulus.up", "stimulus.up and stimulus.down are both 0", "A round needs a pulse.").error;
}

function waveform({ stimulus: { kind, times, values } }: DeviceParams): SimError | null {
  if (kind !== "waveform") return null;
  if (times.length !== values.length) {
    const message = `stimulus.values must hold as many numbers as stimulus.times (${times.length}), got ${values.length}`;
    return fail("value", "stimulus.values", message).error;
  }
  if (times.length >= 2) return null;
  return fail("value", "stimulus.times", `stimulus.times must hold at least 2 times, got ${times.length}`).error;
}

const action = { live: true, group: "stimulus" } as const;

export const device = defineExperiment({
  ...deviceOutline,
  schema: deviceSchema,
  presets: devicePresets,
  actions: {
    pulse: {
      label: "Apply a pulse",
      doc: "Applies a rectangular pulse at once, while the stimulus waits.",
      args: z.strictObject({
        amplitude: real({
          ...action,
          label: "Amplitude",
          symbol: "V",
          unit: "V",
          min: LEAST,
          max: MOST,
          step: 0.1,
          default: 1,
          doc: "Voltage of the pulse; positive ones raise the conductance.",
        }),
        width: real({
          ...action,
          label: "Width",
          symbol: "w",
          unit: "s",
          min: 1e-12,
          max: 100,
          scale: "log",
          default: 1e-3,
          doc: "How long the pulse lasts.",
        }),
      }),
    },
    write: {
      label: "Write a conductance",
      doc: "Brings the device and its siblings to a conductance, as well as the technology can.",
      args: z.strictObject({
        conductance: real({
          ...action,
          label: "Conductance",
          symbol: "G",
          unit: "µS",
          min: 0,
          max: 100_000,
          step: 1,
          default: 10,
          doc: "Conductance to be written; outside of the device's range its nearer end.",
        }),
      }),
    },
    rest: {
      label: "Let time pass",
      doc: "Nothing is applied for a while, and what drifts, drifts; the stimulus waits.",
      args: z.strictObject({
        seconds: real({
          ...action,
          label: "Time",
          symbol: "t",
          unit: "s",
          min: 1e-6,
          max: 1e9,
          scale: "log",
          default: 86_400,
          doc: "How long nothing is applied.",
        }),
      }),
    },
    reset: {
      label: "As made",
      doc: "Takes the devices back to how they were made; the run goes on.",
      args: z.strictObject({}),
    },
  },
  files: {
    waveform: {
      label: "Voltage waveform",
      doc: "Two columns, time in s and voltage in V, times ascending; straight lines join the points and it repeats after the last.",
      accept: [".csv", ".txt"],
      parse(bytes, fileName) {
        const { times, values } = parseVoltages(bytes, fileName);
        return [
          { path: "setup", value: "bench" },
          { path: "stimulus.kind", value: "waveform" },
          { path: "stimulus.times", value: times },
          { path: "stimulus.values", value: values },
        ];
      },
    },
  },
  sources: [
    { citation: "Chua & Kang 1976, Proceedings of the IEEE", doi: "10.1109/PROC.1976.10092" },
    { citation: "Strukov, Snider, Stewart & Williams 2008, Nature", doi: "10.1038/nature06932" },
    {
      citation:
        "Zamarreño-Ramos, Camuñas-Mesa, Pérez-Carrasco, Masquelier, Serrano-Gotarredona & Linares-Barranco 2011, Frontiers in Neuroscience",
      doi: "10.3389/fnins.2011.00026",
    },
    {
      citation:
        "Serrano-Gotarredona, Masquelier, Prodromakis, Indiveri & Linares-Barranco 2013, Frontiers in Neuroscience",
      doi: "10.3389/fnins.2013.00002",
    },
    { citation: "Dowell & Jarratt 1971, BIT", doi: "10.1007/BF01934364" },
  ],
  validity: [
    {
      note: "Overlapping spikes: the form of spikes and device follows the cited papers, their voltages and times are choices of the lab.",
      badge: "surrogate",
    },
    {
      note: "Each step holds the mean of the source's voltage over it. With a series resistor or a compliance, steps are cut so that no current changes by more than a few percent in a part; after 1000 parts the rest is one.",
    },
    {
      note: "The source is ideal but for the series resistor and the compliance: no capacitance, so nothing overshoots when a device switches.",
    },
    {
      note: "A period that the lab suggests is that for the model as it comes; when you change the model, set the period yourself.",
    },
  ],
  stepMs: (params: DeviceParams) =>
    params.setup === "overlap" ? OVERLAP_STEP_MS : (1000 * timingOf(params).period) / params.resolution,
  check: (params: DeviceParams) => (params.setup === "bench" ? (pulses(params) ?? waveform(params)) : null),
  channels: (params: DeviceParams) => deviceChannels(params),
  models: (params: DeviceParams) => [params.setup === "bench" ? deviceModel(params.model) : overlapModel],
  constants: (params: DeviceParams) =>
    params.setup === "bench"
      ? []
      : [
          { label: "Least conductance", symbol: "G_{min}", value: 1, unit: "µS" },
          { label: "Largest conductance", symbol: "G_{max}", value: 100, unit: "µS" },
          { label: "Conductance at first", symbol: "G_0", value: 50, unit: "µS" },
        ],
});
