import type { DeviceVariable } from "../devices/_device";
import type { AxisSpec, ChannelSpecs, CurveSpec, InsideSpec, ScalarSpec, SignalSpec } from "../protocol";
import { deviceModel } from "./deviceModels";
import { overlapChannels } from "./deviceOverlapChannels";
import type { DeviceParams } from "./deviceParams";
import { retainedFrom } from "./deviceRetention";
import { highest, modelParams } from "./deviceStimulus";
import { hasWaits, WAITS } from "./deviceWaits";

/** What the bench of devices publishes. */

/** Samples of a trace in a period. */
const SAMPLES = 400;

export const sampleEvery = ({ resolution }: DeviceParams): number => Math.max(1, Math.round(resolution / SAMPLES));
export const siblingsOf = ({ siblings }: DeviceParams): number => siblings;

/** Units of the speed of a state. */
const SPEEDS: Readonly<Record<string, string>> = { "1": "1/s", m: "m/s" };

const shownOf = (params: DeviceParams): readonly DeviceVariable[] =>
  deviceModel(params.model).shown(modelParams(params));

export const hasRate = (params: DeviceParams): boolean =>
  deviceModel(params.model).rate !== undefined && SPEEDS[shownOf(params)[0]?.unit ?? ""] !== undefined;
export const hasSwitching = ({ model }: DeviceParams): boolean => deviceModel(model).switching !== undefined;

const VOLTS = { label: "Voltage", symbol: "v", unit: "V" } as const;
const AMPS = { label: "Current", symbol: "i", unit: "A" } as const;
const CONDUCTANCE = { label: "Conductance", symbol: "G", unit: "S" } as const;

/** Names of the siblings, from 1 on. */
const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 1);

/** The same signal of every sibling, fainter than that of the first device. */
const siblingSignals = (signal: SignalSpec, count: number): readonly SignalSpec[] =>
  numbered(count).map((k) => ({
    ...signal,
    name: `${signal.name}${k}`,
    label: `${signal.label}, sibling ${k}`,
    symbol: `${signal.symbol}_{${k}}`,
    reference: signal.name,
  }));

const scalar = (label: string, doc: string, symbol: string, unit: string): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
});

function insideSpec(params: DeviceParams): InsideSpec {
  const model = deviceModel(params.model);
  const most = highest(params);
  const current = most * model.window(modelParams(params))[1];
  return {
    kind: "inside",
    label: "Inside the device",
    doc: "What moves inside the device, drawn as its model sees it now.",
    picture: model.inside,
    quantities: [
      ...shownOf(params),
      { name: "amps", ...AMPS, range: [-current, current] as const },
      { name: "volts", ...VOLTS, range: [-most, most] as const },
    ],
  };
}

const ROUND: CurveSpec = {
  kind: "curve",
  label: "One round of the stimulus",
  doc: "Voltage of the source in the course of one round.",
  x: { label: "Time in the round", symbol: "t", unit: "s" },
  y: VOLTS,
  series: [{ name: "volts", label: "Voltage" }],
};

function staircase(siblings: number): ChannelSpecs {
  const steps = (name: string, label: string, role: "potentiation" | "depression") => ({ name, label, role });
  return {
    staircase: {
      kind: "curve",
      label: "Staircase of conductance",
      doc: "Conductance after each pulse, against the number of the pulse among those of its polarity in the latest round.",
      x: { label: "Pulse", symbol: "n", unit: "1" },
      y: CONDUCTANCE,
      series: [
        steps("up", "SET pulses", "potentiation"),
        steps("down", "RESET pulses", "depression"),
        ...numbered(siblings).flatMap((k) => [
          { ...steps(`up${k}`, `SET pulses, sibling ${k}`, "potentiation"), reference: "up" },
          { ...steps(`down${k}`, `RESET pulses, sibling ${k}`, "depression"), reference: "down" },
        ]),
      ],
    },
  };
}

function modelCurves(params: DeviceParams): ChannelSpecs {
  const [state] = shownOf(params) as [DeviceVariable];
  return {
    retention: {
      kind: "curve",
      label: "Retention",
      doc: "How much the conductance of the device will have changed, on average, if from now on nothing is applied; where that depends on what was written, from a tenth of the range and from its upper end as well.",
      x: { label: "Time", symbol: "t", unit: "s", scale: "log" },
      y: { label: "Change of conductance", symbol: "\\Delta G/G", unit: "%" },
      series: retainedFrom(params).map(({ name, label }) =>
        name === "kept" ? { name, label, role: "weight" } : { name, label, role: "theory", dashed: true },
      ),
    },
    programming: {
      kind: "curve",
      label: "What one pulse does",
      doc: "Conductance after a single pulse as wide as those of the stimulus, against its amplitude: devices of their own, from either end of the range.",
      x: deviceModel(params.model).driven === "current" ? AMPS : VOLTS,
      y: { ...CONDUCTANCE, scale: "log" },
      series: [
        { name: "fromLow", label: "From the lower end", role: "potentiation" },
        { name: "fromHigh", label: "From the upper end", role: "depression" },
      ],
    },
    ...(hasRate(params)
      ? {
          rate: {
            kind: "curve",
            label: "Speed of the state",
            doc: "How fast a constant voltage moves the state, away from the ends of its range; no line where nothing moves.",
            x: VOLTS,
            y: {
              label: `Speed of ${state.label.toLowerCase()}`,
              symbol: `|d${state.symbol}/dt|`,
              unit: SPEEDS[state.unit] as string,
              scale: "log",
            } satisfies AxisSpec,
            series: [{ name: "rate", label: "Closed form", role: "theory" }],
          } as const,
        }
      : {}),
    ...(hasSwitching(params)
      ? {
          switching: {
            kind: "curve",
            label: "Time to switch",
            doc: "How long a constant voltage takes to switch the device, on average where chance decides.",
            x: VOLTS,
            y: { label: "Time to switch", symbol: "t_s", unit: "s", scale: "log" },
            series: [{ name: "switching", label: "In theory", role: "theory" }],
          } as const,
        }
      : {}),
  };
}

function benchChannels(params: DeviceParams): ChannelSpecs {
  const every = sampleEvery(params);
  const { siblings } = params;
  const [first, ...others] = shownOf(params) as readonly [DeviceVariable, ...DeviceVariable[]];
  const volts: SignalSpec = { name: "volts", ...VOLTS, axis: "volts", role: "input" };
  const amps: SignalSpec = { name: "amps", ...AMPS, axis: "amps", role: "first" };
  const signal = ({ name, label, symbol, unit }: DeviceVariable): SignalSpec => ({
    name,
    label,
    symbol,
    unit,
    axis: name,
  });
  const state: SignalSpec = { ...signal(first), role: "first" };
  const conductance: SignalSpec = { name: "conductance", ...CONDUCTANCE, axis: "conductance", role: "weight" };
  return {
    drive: {
      kind: "trace",
      label: "Source and current",
      doc: "Voltage of the source and current through the device.",
      every,
      signals: [volts, amps],
    },
    loop: {
      kind: "trace",
      label: "Current against voltage",
      doc: "Current through the device and its siblings against the voltage of the source: a loop that is pinched where both are 0.",
      every,
      signals: [volts, amps, ...siblingSignals(amps, siblings)],
    },
    state: {
      kind: "trace",
      label: "State",
      doc: "The variables inside the device; of siblings the first one.",
      every,
      signals: [state, ...others.map(signal), ...siblingSignals(state, siblings)],
    },
    conductance: {
      kind: "trace",
      label: "Conductance",
      doc: "Conductance at the read voltage.",
      every,
      signals: [conductance, ...siblingSignals(conductance, siblings)],
    },
    ...(params.stimulus.kind === "pulses" ? staircase(siblings) : { round: ROUND }),
    ...(hasWaits(params) ? { waits: WAITS } : {}),
    inside: insideSpec(params),
    ...modelCurves(params),
    resistance: scalar("Resistance", "Resistance at the read voltage.", "R", "Ω"),
    conductanceNow: scalar("Conductance", "Conductance at the read voltage.", "G", "S"),
    area: scalar(
      "Area of a lobe",
      "Area between the way up and the way down, the mean of both lobes of the last whole period; none for pulses.",
      "A",
      "V A",
    ),
    energy: scalar("Energy of a period", "Energy that the device turned into heat in the last whole period.", "E", "J"),
    pinch: scalar("Current at 0 V", "Largest current of all devices if the source were at 0 V now.", "i(0)", "A"),
    stuck: {
      ...scalar(
        "Stuck at an end of its range",
        "1 when the state stayed at one end of its range for the whole last period; 0 otherwise.",
        "\\dashv",
        "1",
      ),
      alarm: true,
    },
  };
}

export const deviceChannels = (params: DeviceParams): ChannelSpecs =>
  params.setup === "bench" ? benchChannels(params) : overlapChannels(params);
