import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of the current-clamp bench: the potential is the largest thing on it, the state plane stands beside it. */

/** Models with a plane of two variables, and those with anything below the potential. */
const PLANAR = new Set(["adex", "izhikevich"]);
const SLOW = new Set(["adex", "izhikevich", "hodgkinHuxley"]);

const MARGINS = { left: 48, right: 64 } as const;
/** Length of the time views in biological ms: one round of the stimulus, unless spikes could not be told apart. */
const SHORTEST_MS = 500;
/** The axon fires fast, and the shape of its spikes is what one looks at. */
const AXON_MS = 150;
const LONGEST_MS = 5000;
/** Length of the trail in the plane, in biological ms. */
const TRAIL_MS = 150;
const PULSE = { inject: { action: "inject", args: {} } } as const;

function windowOf(params: ParamTree): number {
  const of = (name: string) => Number(getParam(params, `stimulus.${name}`));
  const kind = getParam(params, "stimulus.kind");
  const round = kind === "ramp" ? Math.max(of("duration"), of("period")) : kind === "dc" ? of("period") : 0;
  const shortest = getParam(params, "model") === "hodgkinHuxley" ? AXON_MS : SHORTEST_MS;
  return Math.min(Math.max(round, shortest), LONGEST_MS);
}

/** Views of the bench, over a time window of this length. */
const slotsOf = (window: number) =>
  ({
    membrane: {
      view: "trace",
      title: "neuron.view.membrane",
      doc: "neuron.view.membrane.doc",
      channels: { trace: "membrane", spikes: "spikes" },
      options: { window, margins: MARGINS, ...PULSE },
    },
    error: {
      view: "trace",
      title: "neuron.view.error",
      doc: "neuron.view.error.doc",
      channels: { trace: "error" },
      options: { window, margins: MARGINS },
    },
    current: {
      view: "trace",
      title: "neuron.view.current",
      doc: "neuron.view.current.doc",
      channels: { trace: "current" },
      options: { window, margins: MARGINS, ...PULSE },
    },
    slow: {
      view: "trace",
      title: "neuron.view.slow",
      doc: "neuron.view.slow.doc",
      channels: { trace: "slow" },
      options: { window, margins: MARGINS },
    },
    plane: {
      view: "plane",
      title: "neuron.view.plane",
      doc: "neuron.view.plane.doc",
      channels: { plane: "plane", path: "orbit" },
      options: { trail: TRAIL_MS, ...PULSE },
    },
    planeSecond: {
      view: "plane",
      title: "neuron.view.planeSecond",
      doc: "neuron.view.planeSecond.doc",
      channels: { plane: "planeSecond", path: "orbitSecond" },
      options: { trail: TRAIL_MS, ...PULSE },
    },
    fi: {
      view: "curve",
      title: "neuron.view.fi",
      doc: "neuron.view.fi.doc",
      channels: { curve: "fi" },
    },
  }) as const satisfies Readonly<Record<string, ViewSlot>>;

type SlotName = keyof ReturnType<typeof slotsOf>;

/** A column of views with weights that become shares of 100. */
function column(parts: readonly (readonly [SlotName, number])[]): Layout {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only[0];
  const whole = parts.reduce((sum, [, weight]) => sum + weight, 0);
  const shares = parts.map(([, weight]) => Math.round((100 * weight) / whole));
  const rest = 100 - shares.reduce((sum, share) => sum + share, 0);
  return {
    direction: "column",
    parts: parts.map(([content], i) => ({ content, share: (shares[i] as number) + (i === 0 ? rest : 0) })),
  };
}

function arrange(params: ParamTree): Arrangement {
  const model = String(getParam(params, "model"));
  const second = String(getParam(params, "second.model"));
  const reference = getParam(params, "reference") === true;
  const constant = getParam(params, "stimulus.kind") === "dc";
  const slots = slotsOf(windowOf(params));
  const slow = SLOW.has(model) || SLOW.has(second);
  const times: [SlotName, number][] = [
    ["membrane", 50],
    ...(reference ? [["error", 22] as [SlotName, number]] : []),
    ["current", 22],
    ...(slow ? [["slow", 30] as [SlotName, number]] : []),
  ];
  const states: [SlotName, number][] = [
    ...(PLANAR.has(model) ? [["plane", 60] as [SlotName, number]] : []),
    ...(PLANAR.has(second) ? [["planeSecond", 52] as [SlotName, number]] : []),
    ["fi", 44],
  ];
  const names = [...times, ...states].map(([name]) => name);
  // On a phone the views come one by one in this order: the plane right after the potential.
  const order = ["membrane", "plane", "planeSecond", "current", "slow", "error", "fi"] as const;
  const shown: Record<string, ViewSlot> = {};
  for (const name of order) if (names.includes(name)) shown[name] = slots[name];
  if (constant) shown.fi = { ...slots.fi, options: { present: "stimulus.amplitude" } };
  const wide = PLANAR.has(model) || PLANAR.has(second);
  return {
    id: `neuron.${times.length}.${states.length}`,
    slots: shown,
    layout: {
      direction: "row",
      parts: [
        { share: wide ? 56 : 66, content: column(times) },
        { share: wide ? 44 : 34, content: column(states) },
      ],
    },
    readouts: [
      "rate",
      ...(second === "none" ? [] : ["rateSecond"]),
      ...(model === "lif" ? ["theoryRate"] : []),
      "interval",
      "latency",
      ...(reference ? ["spikeError"] : []),
      "diverged",
    ],
    caption: wide ? "neuron.caption.plane" : "neuron.caption",
    values: {},
  };
}

export const neuronPage: ExperimentPage = {
  id: "neuron",
  openingSpeed: 0.1,
  primary: "model",
  upFront: [
    "stimulus.kind",
    "stimulus.amplitude",
    "stimulus.from",
    "stimulus.to",
    "stimulus.mean",
    "stimulus.sd",
    "stimulus.tau",
    "stimulus.width",
    "stimulus.interval",
    "stimulus.duration",
    "stimulus.period",
    "adex.a",
    "adex.b",
    "adex.tauW",
    "adex.reset",
    "adex.deltaT",
    "izhikevich.a",
    "izhikevich.b",
    "izhikevich.c",
    "izhikevich.d",
    "izhikevich.mode",
    "lif.tauM",
    "lif.threshold",
    "lif.reset",
    "lif.refractory",
    "hodgkinHuxley.gNa",
    "hodgkinHuxley.gK",
    "hodgkinHuxley.temperature",
    "second.model",
    "dt",
    "reference",
  ],
  actions: () => ["inject"],
  arrange,
};
