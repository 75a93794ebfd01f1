import type { ChannelSpecs, SignalSpec } from "../protocol";
import { INTERVAL_MS, INTERVAL_STEP_MS } from "./deviceOverlapParams";
import type { DeviceParams } from "./deviceParams";

/** What the set-up of overlapping spikes publishes. */

/** Length of a step, ms, and steps between two samples. */
export const OVERLAP_STEP_MS = 0.1;
export const OVERLAP_EVERY = 2;

const volts = (name: string, label: string, symbol: string, role: SignalSpec["role"]) =>
  ({ name, label, symbol, unit: "V", axis: "volts", role }) as const;

export function overlapChannels({ overlap }: DeviceParams): ChannelSpecs {
  const { threshold } = overlap;
  const band = [
    { value: threshold, label: "Threshold" },
    { value: -threshold, label: "Threshold" },
  ];
  return {
    overlap: {
      kind: "curve",
      label: "Two spikes and their difference",
      doc: "The spikes at both ends of the device, and the voltage across it: the postsynaptic one minus the presynaptic one.",
      x: {
        label: "Time since the presynaptic peak",
        symbol: "t",
        unit: "ms",
        travel: { range: [-INTERVAL_MS, INTERVAL_MS], step: INTERVAL_STEP_MS },
      },
      y: { label: "Voltage", symbol: "v", unit: "V", diverging: true },
      series: [
        { name: "pre", label: "Presynaptic spike", role: "pre" },
        { name: "post", label: "Postsynaptic spike", role: "post" },
        { name: "device", label: "Across the device", role: "weight" },
      ],
    },
    window: {
      kind: "curve",
      label: "Window that emerges",
      doc: "Change of conductance by one pair against its interval: as the integral predicts, and as measured pair by pair.",
      x: { label: "Interval", symbol: "\\Delta T", unit: "ms", diverging: true },
      y: { label: "Change of conductance", symbol: "\\Delta G", unit: "S", diverging: true },
      series: [
        { name: "theory", label: "Integral", role: "theory" },
        { name: "measured", label: "Measured", role: "weight", points: true },
      ],
    },
    drive: {
      kind: "trace",
      label: "Spikes and device voltage",
      doc: "What arrives at both ends of the device, the voltage across it and the current through it.",
      every: OVERLAP_EVERY,
      signals: [
        volts("pre", "Presynaptic spike", "v_{pre}", "pre"),
        volts("post", "Postsynaptic spike", "v_{post}", "post"),
        { ...volts("volts", "Across the device", "v", "weight"), guides: band },
        { name: "amps", label: "Current", symbol: "i", unit: "A", axis: "amps", role: "first" },
      ],
    },
    conductance: {
      kind: "trace",
      label: "Conductance",
      doc: "Conductance of the device, which moves while its voltage exceeds the threshold.",
      every: OVERLAP_EVERY,
      signals: [
        {
          name: "conductance",
          label: "Conductance",
          symbol: "G",
          unit: "S",
          axis: "conductance",
          role: "weight",
        },
      ],
    },
    change: {
      kind: "scalar",
      label: "Change by the last pair",
      doc: "How much the last whole pair changed the conductance.",
      symbol: "\\Delta G",
      unit: "S",
    },
    xi: {
      kind: "scalar",
      label: "Integrated overdrive",
      doc: "Integral of the speed of the device over one pair at the present interval.",
      symbol: "\\xi",
      unit: "ms",
    },
  };
}
