import type { CellVariable } from "../neurons/_neuron";
import type { AxisSpec, ChannelSpec, ChannelSpecs, PlaneSpec, ScalarSpec, SignalSpec } from "../protocol";
import { type Chosen, firstCell, secondCell } from "./neuronCells";
import type { NeuronParams } from "./neuronParams";

/** What the current-clamp bench publishes. */

type Role = "first" | "second";

/** Intervals between samples, ms: a spike is not to slip through between two of them. */
const TRACE_MS = 0.1;
const ORBIT_MS = 0.05;

const every = (interval: number, dt: number): number => Math.max(1, Math.round(interval / dt));
export const traceEvery = ({ dt }: NeuronParams): number => every(TRACE_MS, dt);
export const orbitEvery = ({ dt }: NeuronParams): number => every(ORBIT_MS, dt);

/** What is worth seeing of a cell below its potential. */
export const slowVariables = ({ model }: Chosen): readonly CellVariable[] => model.shown.slice(1);

export const hasPlane = ({ model }: Chosen): boolean => model.plane !== undefined;

const potential = (name: string, label: string, role: SignalSpec["role"], guides?: SignalSpec["guides"]) =>
  ({ name, label, symbol: "V", unit: "mV", axis: "potential", role, ...(guides && { guides }) }) as const;

/** Signals of the other variables; a cell with several lets the view choose colours, so that they differ. */
function slowSignals(cell: Chosen, role: Role): SignalSpec[] {
  const variables = slowVariables(cell);
  return variables.map(({ name, label, symbol, unit, axis }) => ({
    name: role === "first" ? name : `second${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    label: role === "first" ? label : `${label}, second cell`,
    symbol: role === "first" ? symbol : `${symbol}_2`,
    unit,
    axis,
    ...(variables.length === 1 && { role }),
  }));
}

function planeChannels(cell: Chosen, role: Role): ChannelSpecs {
  const plane = cell.model.plane?.(cell.params, 0);
  if (plane === undefined) return {};
  const axis = (name: string): AxisSpec & { readonly symbol: string } => {
    const variable = cell.model.shown.find((shown) => shown.name === name) as CellVariable;
    return { label: variable.label, symbol: variable.symbol, unit: variable.unit };
  };
  const [x, y] = [axis(plane.x), axis(plane.y)];
  const nullcline = (name: "x" | "y", { label, symbol }: typeof x) =>
    ({ name, label: `${label} stands still`, symbol: `\\dot ${symbol} = 0` }) as const;
  const whose = role === "first" ? "first" : "second";
  const spec: PlaneSpec = {
    kind: "plane",
    label: role === "first" ? "State plane" : "State plane, second cell",
    doc: `The two variables of the ${whose} cell under the present current: where each stands still, where the state flows, and what a spike does.`,
    x,
    y,
    nullclines: [nullcline("x", x), nullcline("y", y)],
  };
  const signal = (name: string, { label, symbol, unit }: typeof x): SignalSpec => ({
    name,
    label,
    symbol,
    unit,
    axis: name,
    role,
  });
  const orbit: ChannelSpec = {
    kind: "trace",
    label: role === "first" ? "Orbit" : "Orbit, second cell",
    doc: `The way of the ${whose} cell through its state plane. At a spike two samples share a step: before and after the reset.`,
    every: 1,
    signals: [signal(plane.x, x), signal(plane.y, y)],
  };
  return role === "first" ? { plane: spec, orbit } : { planeSecond: spec, orbitSecond: orbit };
}

function curve(first: Chosen, second: Chosen | null): ChannelSpec {
  return {
    kind: "curve",
    label: "Rate against current",
    doc: "Steady firing rate under constant currents, measured on cells of their own: intervals that end in the second half of one second.",
    x: { label: "Current", symbol: "I", unit: "pA" },
    y: { label: "Rate", symbol: "f", unit: "Hz" },
    series: [
      { name: "measured", label: "First cell", role: "first" },
      ...(first.model.rate === undefined
        ? []
        : [{ name: "theory", label: "Closed form", dashed: true, role: "theory" } as const]),
      ...(second === null ? [] : [{ name: "second", label: "Second cell", role: "second" } as const]),
    ],
    guides: (first.model.onsets?.(first.params) ?? [])
      .filter(({ current }) => Number.isFinite(current))
      .map(({ name, current }) => ({ x: current, label: name })),
  };
}

const scalar = (label: string, doc: string, symbol: string, unit: ScalarSpec["unit"]): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
});

export function neuronChannels(params: NeuronParams): ChannelSpecs {
  const first = firstCell(params);
  const second = secondCell(params);
  const { reference } = params;
  const sampled = traceEvery(params);
  const slow = [...slowSignals(first, "first"), ...(second === null ? [] : slowSignals(second, "second"))];
  const orbits = { ...planeChannels(first, "first"), ...(second === null ? {} : planeChannels(second, "second")) };
  return {
    spikes: {
      kind: "spikes",
      exact: true,
      label: "Spikes",
      doc: "Every spike, with its time within the step.",
      populations: [
        { name: "first", label: "First cell", role: "first", offset: 0, size: 1 },
        ...(second === null
          ? []
          : [{ name: "second", label: "Second cell", role: "second", offset: 1, size: 1 } as const]),
      ],
    },
    membrane: {
      kind: "trace",
      label: "Membrane potential",
      doc: "Potential of every cell. At a spike two samples share a step: where the spike is cut, and after the reset.",
      every: sampled,
      signals: [
        potential("first", "First cell", "first", first.guides),
        ...(second === null ? [] : [potential("second", "Second cell", "second")]),
        ...(reference ? [potential("converged", "Converged copy", "theory")] : []),
      ],
    },
    ...(slow.length === 0
      ? {}
      : {
          slow: {
            kind: "trace",
            label: "Other variables",
            doc: "What works below the potential: adaptation, recovery, gates of channels.",
            every: sampled,
            signals: slow,
          } as const,
        }),
    current: {
      kind: "trace",
      label: "Injected current",
      doc: "The current into every cell: stimulus and injected pulses.",
      every: sampled,
      signals: [
        { name: "current", label: "Injected current", symbol: "I", unit: "pA", axis: "current", role: "input" },
      ],
    },
    ...Object.fromEntries(
      Object.entries(orbits).map(([name, spec]) => [
        name,
        spec.kind === "trace" ? { ...spec, every: orbitEvery(params) } : spec,
      ]),
    ),
    fi: curve(first, second),
    ...(reference
      ? {
          error: {
            kind: "trace",
            label: "Error of the potential",
            doc: "Potential of the first cell minus that of its converged copy.",
            every: sampled,
            signals: [
              { name: "error", label: "Error", symbol: "V - V_{h \\to 0}", unit: "mV", axis: "error", role: "first" },
            ],
          } as const,
          spikeError: scalar(
            "Error of the spike time",
            "Time of the latest spike that first cell and converged copy have both fired, minus its time in the copy.",
            "\\Delta t",
            "ms",
          ),
        }
      : {}),
    rate: scalar(
      "Rate",
      "Inverse mean of the intervals of the first cell that ended within the last second; 0 without any.",
      "f",
      "Hz",
    ),
    ...(second === null
      ? {}
      : { rateSecond: scalar("Rate, second cell", "The same of the second cell.", "f_2", "Hz") }),
    theoryRate: scalar(
      "Rate in theory",
      "Steady rate of the first cell under the present current, where a closed form exists.",
      "f_{\\infty}",
      "Hz",
    ),
    interval: scalar("Last interval", "Time between the last two spikes of the first cell.", "T", "ms"),
    latency: scalar(
      "Latency",
      "Time to the first spike of the first cell since the stimulus came on, or since it or the cell was changed.",
      "t_1",
      "ms",
    ),
    diverged: {
      ...scalar(
        "Diverged: the step is too large",
        "1 when a cell left every sensible range within the last second, because the step is too large; 0 otherwise.",
        "\\infty",
        "1",
      ),
      alarm: true,
    },
  };
}
