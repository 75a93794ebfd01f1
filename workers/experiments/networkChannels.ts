import type { Rows } from "../network/statistics";
import { intervalLayout, type Stretch } from "../network/statisticsIntervals";
import type { ChannelSpecs, PopulationSpec, ScalarSpec, SignalSpec, TraceSpec } from "../protocol";
import { groupsOf, type NetworkParams, neuronsOf, stepOf } from "./networkParams";

/** What the network experiment publishes, by model. */

/** Width of a bin of the population rate, ms. */
const RATE_BIN_MS = 1;
/**
 * Width of a bin for spectra, ms. In the synchronous regime groups of neurons follow each other about as fast as the
 * delay of 1.5 ms lets them; bins of 1 ms would fold that rhythm of 670 Hz back to 330 Hz.
 */
const SPECTRUM_BIN_MS = 0.5;
/** Window in which a neuron counts as active, ms. */
const ACTIVE_MS = 50;
/** Neurons whose intervals are followed. */
export const SAMPLED = 200;
/** Nodes of the ring that the graph shows. */
export const SHOWN_NODES = 2000;
/** Cells of the map of regimes. */
export const REGIMES = { columns: 40, rows: 35, g: [0, 8], eta: [0.5, 4] } as const;

/** Steps between two samples of the watched neuron. */
export const watchEvery = (params: NetworkParams): number => Math.max(1, Math.round(0.5 / stepOf(params)));
export const rateEvery = (params: NetworkParams): number => Math.max(1, Math.round(RATE_BIN_MS / stepOf(params)));
export const fineEvery = (params: NetworkParams): number => Math.max(1, Math.round(SPECTRUM_BIN_MS / stepOf(params)));
export const activeEvery = (params: NetworkParams): number => Math.round(ACTIVE_MS / stepOf(params));

/** The two kinds of neuron as stretches of the population. */
export function kindsOf(params: NetworkParams): readonly [Rows, Rows] {
  const { excitatory, inhibitory } = groupsOf(params);
  return [
    { from: 0, to: excitatory },
    { from: excitatory, to: excitatory + inhibitory },
  ];
}

export function populations(params: NetworkParams): PopulationSpec[] {
  const { excitatory, inhibitory } = groupsOf(params);
  return [
    { name: "excitatory", label: "Excitatory", role: "excitatory", offset: 0, size: excitatory },
    { name: "inhibitory", label: "Inhibitory", role: "inhibitory", offset: excitatory, size: inhibitory },
  ];
}

const scalar = (label: string, doc: string, symbol: string, unit: string): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
});

/** The two synaptic inputs of a neuron of the Vogels-Abbott networks. */
function synapticInputs({ model }: NetworkParams): SignalSpec[] {
  if (model !== "cuba" && model !== "coba") return [];
  const what = model === "cuba" ? "input" : "conductance";
  const shared = { unit: model === "cuba" ? "mV" : "nS", axis: "g" } as const;
  return [
    { name: "excitatory", label: `Excitatory ${what}`, symbol: "g_e", role: "excitatory", ...shared },
    { name: "inhibitory", label: `Inhibitory ${what}`, symbol: "g_i", role: "inhibitory", ...shared },
  ];
}

/** Potential at which the neurons of a model spike, mV. */
const THRESHOLD = { cuba: -50, coba: -50, brunel: 20, izhikevich: 30, smallWorld: 30 } as const;

/** What is recorded of the watched neuron, potential first. */
export function watchedSignals(params: NetworkParams): SignalSpec[] {
  const { model, watched } = params;
  const potential: SignalSpec = {
    name: "v",
    label: "Membrane potential",
    symbol: model === "izhikevich" || model === "smallWorld" ? "v" : "V",
    unit: "mV",
    axis: "v",
    role: watched < groupsOf(params).excitatory ? "excitatory" : "inhibitory",
    guides: [{ value: THRESHOLD[model], label: "threshold" }],
  };
  return [potential, ...synapticInputs(params)];
}

function membrane(params: NetworkParams): TraceSpec {
  return {
    kind: "trace",
    label: "Watched neuron",
    doc: "Membrane potential of the watched neuron, with its synaptic inputs where synapses last.",
    every: watchEvery(params),
    signals: watchedSignals(params),
  };
}

function common(params: NetworkParams): ChannelSpecs {
  const rate = (name: "excitatory" | "inhibitory", label: string, symbol: string): SignalSpec => ({
    name,
    label,
    symbol,
    unit: "Hz",
    axis: "rate",
    role: name,
  });
  const layout = intervalLayout({ groups: kindsOf(params), sampled: SAMPLED });
  const lengthOf = (parts: readonly Stretch[]) => parts.reduce((sum, { size }) => sum + size, 0);
  const grouped = (parts: readonly Stretch[]) =>
    populations(params).map((population, i) => ({ ...population, ...(parts[i] as Stretch) }));
  const rhythms = params.model === "izhikevich" ? { guides: [10, 40].map((x) => ({ x, label: `${x} Hz` })) } : {};
  return {
    spikes: {
      kind: "spikes",
      label: "Spikes",
      doc: "Every spike of every neuron, excitatory ones below.",
      populations: populations(params),
    },
    rate: {
      kind: "trace",
      label: "Population rate",
      doc: "Mean rate of the neurons of each kind, in bins of one ms; dead neurons count as silent.",
      every: rateEvery(params),
      signals: [rate("excitatory", "Excitatory", "r_e"), rate("inhibitory", "Inhibitory", "r_i")],
    },
    spectrum: {
      kind: "curve",
      label: "Spectrum of the population rate",
      doc: "How strongly the rate of all neurons oscillates at each frequency, over the last seconds.",
      x: { label: "Frequency", symbol: "f", unit: "Hz", scale: "log" },
      y: { label: "Power", symbol: "S", unit: "Hz" },
      series: [{ name: "power", label: "Power" }],
      ...rhythms,
    },
    isi: {
      kind: "vector",
      label: "Intervals between spikes",
      doc: "The latest intervals of a sample of neurons of each kind.",
      length: lengthOf(layout.isi),
      value: { label: "Interval", symbol: "T", unit: "ms" },
      index: { label: "Interval", unit: "1" },
      groups: grouped(layout.isi),
      pooled: true,
    },
    cv: {
      kind: "vector",
      label: "Irregularity of each neuron",
      doc: "Coefficient of variation of the intervals of a sample of neurons: 0 for a clock, 1 for a Poisson train.",
      length: lengthOf(layout.cv),
      value: { label: "CV", symbol: "CV", unit: "1" },
      index: { label: "Sampled neuron", unit: "1" },
      groups: grouped(layout.cv),
      pooled: true,
    },
    membrane: membrane(params),
    active: {
      kind: "trace",
      label: "Active neurons",
      doc: "Share of the neurons that spiked at least once, in windows of 50 ms.",
      every: activeEvery(params),
      signals: [
        {
          name: "active",
          label: "Active in 50 ms",
          symbol: "a",
          unit: "%",
          axis: "active",
          guides: [{ value: 1, label: "1 %" }],
        },
      ],
    },
    activeShare: {
      ...scalar("Active in 50 ms", "Share of the neurons that spiked in the last full window of 50 ms.", "a", "%"),
      gauge: { range: [0.01, 100], scale: "log", guide: { value: 1, label: "1 %" } },
    },
    rateE: scalar("Excitatory rate", "Mean rate of the excitatory neurons over the last second.", "r_e", "Hz"),
    rateI: scalar("Inhibitory rate", "Mean rate of the inhibitory neurons over the last second.", "r_i", "Hz"),
    meanCv: scalar(
      "Irregularity",
      "Mean coefficient of variation of the intervals of a sample of neurons.",
      "\\langle CV \\rangle",
      "1",
    ),
    fano: scalar(
      "Fano factor",
      "Variance over mean of the number of spikes per ms, over the last second: 1 for independent neurons.",
      "F",
      "1",
    ),
    peakFrequency: scalar("Peak frequency", "Frequency at which the population rate oscillates most.", "f_{max}", "Hz"),
    alive: scalar("Living neurons", "Number of neurons that have not been killed.", "N_a", "1"),
  };
}

function conductances(params: NetworkParams): ChannelSpecs {
  const what = params.model === "cuba" ? "inputs" : "conductances";
  return {
    conductances: {
      kind: "trace",
      label: `Synaptic ${what}`,
      doc: `The two synaptic ${what} of the watched neuron, one against the other.`,
      every: watchEvery(params),
      signals: synapticInputs(params),
    },
  };
}

function balanced(): ChannelSpecs {
  const [low, high] = REGIMES.eta;
  const places = [
    { x: 3, y: 2, label: "SR" },
    { x: 6, y: 4, label: "SI fast" },
    { x: 5, y: 2, label: "AI" },
    { x: 4.5, y: 0.9, label: "SI slow" },
  ];
  const balance = 4;
  return {
    regimes: {
      kind: "map",
      label: "Regimes",
      doc: "Firing rate that mean-field theory predicts, over inhibition and drive, at this size and strength.",
      x: { label: "Relative inhibition", symbol: "g", unit: "1", range: REGIMES.g },
      y: { label: "External drive", symbol: "\\eta", unit: "1", range: REGIMES.eta },
      value: { label: "Predicted rate", symbol: "\\nu_0", unit: "Hz", scale: "log" },
      columns: REGIMES.columns,
      rows: REGIMES.rows,
      places,
      lines: [
        {
          label: "balance",
          points: [
            [balance, low],
            [balance, high],
          ],
        },
      ],
    },
    meanFieldRate: scalar(
      "Predicted rate",
      "Stationary rate that mean-field theory predicts for the present parameters.",
      "\\nu_0",
      "Hz",
    ),
  };
}

function smallWorld(params: NetworkParams): ChannelSpecs {
  return {
    graph: {
      kind: "graph",
      label: "Graph",
      doc: "Connections of some neurons; those that were rewired are marked.",
      nodes: neuronsOf(params),
      populations: populations(params),
    },
    smallWorldCurve: {
      kind: "curve",
      label: "Clustering and path length",
      doc: "Clustering and mean path length relative to the ring. Paths of larger networks shorten at smaller p.",
      x: { label: "Rewiring", symbol: "p", unit: "1", scale: "log" },
      y: { label: "Relative to the ring", unit: "1" },
      series: [
        { name: "clustering", label: "Clustering of 2,000 nodes" },
        { name: "path", label: "Path length of 2,000 nodes" },
        { name: "theory", label: "Clustering, theory", dashed: true, role: "theory" },
        { name: "clusteringHere", label: "Clustering of this network", points: true },
        { name: "pathHere", label: "Path length of this network", points: true },
      ],
    },
    clustering: scalar("Clustering", "Share of a neuron's pairs of neighbours that are connected.", "C", "1"),
    pathLength: scalar("Path length", "Mean number of connections between two neurons.", "L", "1"),
  };
}

export function channelsOf(params: NetworkParams): ChannelSpecs {
  switch (params.model) {
    case "cuba":
    case "coba":
      return { ...common(params), ...conductances(params) };
    case "brunel":
      return { ...common(params), ...balanced() };
    case "izhikevich":
      return common(params);
    case "smallWorld":
      return { ...common(params), ...smallWorld(params) };
  }
}
