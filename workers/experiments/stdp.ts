import { z } from "zod";
import { choice, flag, group, integer, type ParamMeta, real, times } from "../params/schema";
import { stdpPairShape } from "../plasticity/stdpPair";
import { stdpTripletShape, TRIPLET_SETS, type TripletSet } from "../plasticity/stdpTriplet";
import type { ChannelSpecs, PopulationSpec } from "../protocol";
import { defineExperiment } from "./_experiment";
import { buildPopulation } from "./stdpPopulation";
import { buildProtocol, parseTrain, sampleEvery } from "./stdpProtocol";

/** STDP on one neuron: a population of 1,000 plastic inputs that compete, or one synapse under a pairing protocol. */

const live = { live: true } as const;
/** A protocol is short: an edit of its rule shows the whole new outcome, not only the rest of the run. */
const liveInPopulation = { live: { path: "setup", in: ["population"] } } as const;
const rebuilds = { live: false } as const;
const inPopulation = { when: { path: "setup", in: ["population"] } } as const;
const inProtocol = { when: { path: "setup", in: ["protocol"] } } as const;
const pairOnly = { when: { path: "rule.family", in: ["pair"] } } as const;
const tripletOnly = { when: { path: "rule.family", in: ["triplet"] } } as const;

/** A model's parameter with the experiment's own default, group or conditions; range, unit and meaning stay the model's. */
const withMeta = <T extends z.ZodDefault<z.ZodType>>(type: T, extra: Partial<ParamMeta>, value?: z.output<T>): T =>
  (value === undefined ? type : type.unwrap().default(value as never)).meta({ ...type.meta(), ...extra }) as T;

const withExtra = <S extends Record<string, z.ZodDefault<z.ZodType>>>(shape: S, extra: Partial<ParamMeta>): S =>
  Object.fromEntries(Object.entries(shape).map(([key, type]) => [key, withMeta(type, extra)])) as S;

const rule = group({
  enabled: flag({
    ...liveInPopulation,
    label: "Plasticity",
    symbol: "\\text{on}",
    unit: "1",
    group: "rule",
    default: true,
    doc: "Off: weights stay exactly as they are, traces go on.",
  }),
  family: choice({
    ...liveInPopulation,
    label: "Rule",
    symbol: "\\text{rule}",
    unit: "1",
    group: "rule",
    default: "pair",
    doc: "Pairs of spikes only, or pairs and triplets.",
    choices: [
      { value: "pair", label: "Pair STDP", doc: "The change of a pair depends on its interval alone." },
      {
        value: "triplet",
        label: "Triplet STDP",
        doc: "The change also depends on the spike before (Pfister & Gerstner 2006).",
      },
    ],
  }),
  ...withExtra(stdpPairShape, liveInPopulation),
  aPlus: withMeta(stdpPairShape.aPlus, { ...liveInPopulation, ...pairOnly }, 0.005),
  aMinus: withMeta(stdpPairShape.aMinus, { ...liveInPopulation, ...pairOnly }, 0.00525),
  dependence: withMeta(stdpPairShape.dependence, { ...liveInPopulation, ...pairOnly }),
  mu: withMeta(stdpPairShape.mu, {
    ...liveInPopulation,
    when: { path: "rule.dependence", in: ["guetig", "power-law"] },
  }),
  w0: withMeta(stdpPairShape.w0, { ...liveInPopulation, when: { path: "rule.dependence", in: ["power-law"] } }),
});

const population = group({
  inputs: integer({
    ...rebuilds,
    ...inPopulation,
    label: "Excitatory inputs",
    symbol: "N",
    unit: "1",
    group: "inputs",
    min: 100,
    max: 10_000,
    default: 1000,
    scale: "log",
    doc: "Number of plastic synapses, each with its own Poisson train.",
  }),
  rate: real({
    ...live,
    ...inPopulation,
    label: "Input rate",
    symbol: "r_{in}",
    unit: "Hz",
    group: "inputs",
    min: 1,
    max: 60,
    default: 20,
    step: 0.5,
    doc: "Rate of every excitatory input. Additive STDP keeps the output rate nearly independent of it.",
  }),
  correlatedShare: real({
    ...rebuilds,
    ...inPopulation,
    label: "Correlated share",
    symbol: "n_c/N",
    unit: "1",
    group: "inputs",
    min: 0,
    max: 1,
    default: 0,
    step: 0.01,
    doc: "Share of the inputs (the first ones) that copy spikes from one common train.",
  }),
  correlation: real({
    ...live,
    ...inPopulation,
    label: "Correlation",
    symbol: "c",
    unit: "1",
    group: "inputs",
    min: 0.02,
    max: 0.5,
    default: 0.1,
    step: 0.01,
    doc: "Probability that a correlated input takes over a spike of the common train; equals their pairwise count correlation.",
  }),
  inhibitory: integer({
    ...rebuilds,
    ...inPopulation,
    label: "Inhibitory inputs",
    symbol: "N_i",
    unit: "1",
    group: "inputs",
    min: 0,
    max: 1000,
    default: 200,
    doc: "Number of static inhibitory synapses.",
  }),
  inhibitoryRate: real({
    ...live,
    ...inPopulation,
    label: "Inhibitory rate",
    symbol: "r_i",
    unit: "Hz",
    group: "inputs",
    min: 0,
    max: 60,
    default: 10,
    step: 0.5,
    doc: "Rate of every inhibitory input.",
  }),
  initial: choice({
    ...rebuilds,
    ...inPopulation,
    label: "Initial weights",
    symbol: "w(0)",
    unit: "1",
    group: "synapse",
    default: "uniform",
    doc: "Distribution of the weights at the start.",
    choices: [
      { value: "uniform", label: "Uniform in [0, 1]", doc: "Every weight is drawn at random." },
      { value: "half", label: "All at 0.5", doc: "Every weight starts in the middle." },
    ],
  }),
  gMax: real({
    ...live,
    ...inPopulation,
    label: "Largest conductance",
    symbol: "g_{max}",
    unit: "g/g_L",
    group: "synapse",
    min: 0.001,
    max: 0.05,
    default: 0.015,
    step: 0.001,
    doc: "Conductance of one excitatory synapse of weight 1.",
  }),
  gInh: real({
    ...live,
    ...inPopulation,
    label: "Inhibitory conductance",
    symbol: "g_{inh}",
    unit: "g/g_L",
    group: "synapse",
    min: 0,
    max: 0.2,
    default: 0.05,
    step: 0.005,
    doc: "Conductance of one inhibitory synapse.",
  }),
  eInh: real({
    ...live,
    ...inPopulation,
    label: "Inhibitory reversal potential",
    symbol: "E_i",
    unit: "mV",
    group: "synapse",
    min: -90,
    max: -60,
    default: -70,
    step: 1,
    doc: "Potential toward which inhibition pulls the membrane.",
  }),
  tauSyn: real({
    ...live,
    ...inPopulation,
    label: "Synaptic time constant",
    symbol: "\\tau_s",
    unit: "ms",
    group: "synapse",
    min: 0.5,
    max: 20,
    default: 5,
    step: 0.5,
    doc: "Decay of excitatory and inhibitory conductances.",
  }),
  tauM: real({
    ...live,
    ...inPopulation,
    label: "Membrane time constant",
    symbol: "\\tau_m",
    unit: "ms",
    group: "neuron",
    min: 2,
    max: 100,
    default: 20,
    step: 1,
    doc: "Leak time constant of the output neuron.",
  }),
  eL: real({
    ...live,
    ...inPopulation,
    label: "Leak potential",
    symbol: "E_L",
    unit: "mV",
    group: "neuron",
    min: -90,
    max: -56,
    default: -70,
    step: 1,
    doc: "Potential at rest.",
  }),
  threshold: real({
    ...live,
    ...inPopulation,
    label: "Threshold",
    symbol: "\\theta",
    unit: "mV",
    group: "neuron",
    min: -58,
    max: -40,
    default: -54,
    step: 1,
    doc: "Potential at which the neuron spikes.",
  }),
  reset: real({
    ...live,
    ...inPopulation,
    label: "Reset potential",
    symbol: "V_r",
    unit: "mV",
    group: "neuron",
    min: -90,
    max: -59,
    default: -60,
    step: 1,
    doc: "Potential right after a spike.",
  }),
});

/** Longest stimulation protocol in ms and most spikes in a train that a person may draw or import. */
const TRAIN_MS = 600_000;
const TRAIN_SPIKES = 2_000;

const protocol = group({
  kind: choice({
    ...rebuilds,
    ...inProtocol,
    label: "Stimulus",
    symbol: "\\text{kind}",
    unit: "1",
    group: "stimulus",
    default: "pairs",
    doc: "Which spikes the two neurons are made to fire.",
    choices: [
      { value: "pairs", label: "Pairs", doc: "One presynaptic and one postsynaptic spike, repeated." },
      {
        value: "pre-post-pre",
        label: "Triplets pre-post-pre",
        doc: "A postsynaptic spike between two presynaptic ones.",
      },
      {
        value: "post-pre-post",
        label: "Triplets post-pre-post",
        doc: "A presynaptic spike between two postsynaptic ones.",
      },
      { value: "drawn", label: "Drawn or imported", doc: "The trains as you drew, dragged or imported them." },
    ],
  }),
  interval: real({
    ...rebuilds,
    ...inProtocol,
    label: "Interval",
    symbol: "\\Delta t",
    unit: "ms",
    group: "stimulus",
    min: -100,
    max: 100,
    default: 10,
    step: 1,
    doc: "t_post − t_pre of a pair; its size is the spacing within a triplet.",
  }),
  frequency: real({
    ...rebuilds,
    ...inProtocol,
    label: "Pairing frequency",
    symbol: "\\rho",
    unit: "Hz",
    group: "stimulus",
    min: 0.1,
    max: 100,
    default: 1,
    scale: "log",
    doc: "How often the pair or triplet is repeated.",
  }),
  repeats: integer({
    ...rebuilds,
    ...inProtocol,
    label: "Repetitions",
    symbol: "n",
    unit: "1",
    group: "stimulus",
    min: 1,
    max: 200,
    default: 60,
    doc: "How many pairs or triplets.",
  }),
  pre: times({
    ...rebuilds,
    ...inProtocol,
    label: "Presynaptic spikes",
    symbol: "t^{pre}",
    unit: "ms",
    group: "stimulus",
    max: TRAIN_MS,
    maxLength: TRAIN_SPIKES,
    default: [10, 30, 55, 80, 81],
    doc: "Spike times of the drawn presynaptic train.",
  }),
  post: times({
    ...rebuilds,
    ...inProtocol,
    label: "Postsynaptic spikes",
    symbol: "t^{post}",
    unit: "ms",
    group: "stimulus",
    max: TRAIN_MS,
    maxLength: TRAIN_SPIKES,
    default: [12, 29, 60, 75, 90],
    doc: "Spike times of the drawn postsynaptic train.",
  }),
  initialWeight: real({
    ...rebuilds,
    ...inProtocol,
    label: "Initial weight",
    symbol: "w(0)",
    unit: "w/w_max",
    group: "synapse",
    min: 0,
    max: 1,
    default: 0.5,
    step: 0.01,
    doc: "Weight before the protocol.",
  }),
  bounded: flag({
    ...rebuilds,
    ...inProtocol,
    label: "Hard bounds",
    symbol: "[0, 1]",
    unit: "1",
    group: "synapse",
    default: false,
    doc: "Stop the weight at 0 and 1. Off: changes add up freely, as reported by pairing experiments.",
  }),
});

const schema = z.strictObject({
  setup: choice({
    ...rebuilds,
    label: "Set-up",
    symbol: "\\text{set-up}",
    unit: "1",
    group: "setup",
    default: "population",
    doc: "Many synapses that compete, or one synapse under the lens.",
    choices: [
      {
        value: "population",
        label: "Population",
        doc: "One neuron with many plastic inputs (Song, Miller & Abbott 2000).",
      },
      { value: "protocol", label: "Protocol", doc: "One synapse whose two neurons fire on command." },
    ],
  }),
  rule,
  triplet: group(withExtra(stdpTripletShape, { ...liveInPopulation, ...tripletOnly })),
  population,
  protocol,
  dt: real({
    ...rebuilds,
    label: "Time step",
    symbol: "h",
    unit: "ms",
    group: "numerics",
    min: 0.01,
    max: 1,
    default: 0.1,
    scale: "log",
    doc: "Length of one simulation step. Spike times lie on this grid.",
  }),
});

export type StdpParams = z.output<typeof schema>;

const triplet = ({
  label: _label,
  pairing,
  tauPlus,
  tauMinus,
  unverified: _unverified,
  ...amplitudes
}: TripletSet) => ({
  rule: { family: "triplet", pairing, tauPlus, tauMinus },
  triplet: amplitudes,
});

/** Rows of the population raster from bottom to top. */
function populations({ population: p }: StdpParams): PopulationSpec[] {
  const correlated = Math.round(p.correlatedShare * p.inputs);
  const rows: Omit<PopulationSpec, "offset">[] = [
    { name: "correlated", label: "Correlated inputs", role: "correlated", size: correlated },
    {
      name: "input",
      label: correlated > 0 ? "Uncorrelated inputs" : "Excitatory inputs",
      role: "input",
      size: p.inputs - correlated,
    },
    { name: "inhibitory", label: "Inhibitory inputs", role: "inhibitory", size: p.inhibitory },
    { name: "output", label: "Output neuron", role: "output", size: 1 },
  ];
  let offset = 0;
  return rows.map((row) => {
    const placed = { ...row, offset };
    offset += row.size;
    return placed;
  });
}

function populationChannels(params: StdpParams): ChannelSpecs {
  const groups = populations(params);
  const weight = { label: "Weight", symbol: "w", unit: "w/w_max" } as const;
  return {
    spikes: {
      kind: "spikes",
      label: "Spikes",
      doc: "Every spike of every input and of the output neuron.",
      populations: groups,
    },
    weights: {
      kind: "vector",
      label: "Weights",
      doc: "The weight of every plastic synapse, by the input it belongs to.",
      length: params.population.inputs,
      value: weight,
      index: { label: "Input", unit: "1" },
      range: [0, 1],
      groups: groups.filter((g) => g.role === "correlated" || g.role === "input"),
    },
    pairs: {
      kind: "pairs",
      label: "Weight changes",
      weight,
      doc: "Recent weight changes of 64 evenly spaced synapses, placed at the interval to the nearest partner spike.",
    },
    membrane: {
      kind: "trace",
      label: "Membrane potential",
      doc: "Membrane potential of the output neuron.",
      every: Math.max(1, Math.round(0.5 / params.dt)),
      signals: [
        {
          name: "v",
          label: "Membrane potential",
          symbol: "V",
          unit: "mV",
          axis: "v",
          role: "output",
          guides: [{ value: params.population.threshold, label: "threshold" }],
        },
      ],
    },
    drift: {
      kind: "trace",
      label: "Weight drift",
      doc: "Mean weight change per second before bounds, beside the theory for independent Poisson trains.",
      every: Math.round(1000 / params.dt),
      signals: [
        {
          name: "measured",
          label: "Measured",
          symbol: "\\langle \\dot w \\rangle",
          unit: "1/s",
          axis: "drift",
          role: "weight",
        },
        {
          name: "theory",
          label: "Theory without causal term",
          symbol: "r_{pre} r_{post} (A_+ f_+ \\tau_+ - A_- f_- \\tau_-)",
          unit: "1/s",
          axis: "drift",
          role: "theory",
        },
      ],
    },
    rate: {
      kind: "trace",
      label: "Output rate",
      doc: "Rate of the output neuron in windows of one second.",
      every: Math.round(1000 / params.dt),
      signals: [{ name: "output", label: "Output rate", symbol: "r_{out}", unit: "Hz", axis: "rate", role: "output" }],
    },
    meanWeight: {
      kind: "scalar",
      label: "Mean weight",
      doc: "Mean of all plastic weights.",
      symbol: "\\langle w \\rangle",
      unit: "w/w_max",
    },
    outside: {
      kind: "scalar",
      label: "Weights near a bound",
      doc: "Share of weights below 0.1 or above 0.9.",
      symbol: "P",
      unit: "1",
    },
    correlatedWeight: {
      kind: "scalar",
      label: "Mean weight, correlated",
      doc: "Mean weight of the correlated inputs; NaN when there are none.",
      symbol: "\\langle w \\rangle_c",
      unit: "w/w_max",
    },
    uncorrelatedWeight: {
      kind: "scalar",
      label: "Mean weight, uncorrelated",
      doc: "Mean weight of the other inputs; NaN when there are none.",
      symbol: "\\langle w \\rangle_u",
      unit: "w/w_max",
    },
    outputRate: {
      kind: "scalar",
      label: "Output rate",
      doc: "Rate of the output neuron over the last ten seconds.",
      symbol: "r_{out}",
      unit: "Hz",
    },
  };
}

function protocolChannels(params: StdpParams): ChannelSpecs {
  const every = sampleEvery(params);
  const trace = (name: string, label: string, symbol: string, role: "pre" | "post") =>
    ({ name, label, symbol, unit: "1", axis: "trace", role }) as const;
  const fast = params.rule.family === "pair" ? (["x", "y"] as const) : (["r_1", "o_1"] as const);
  return {
    spikes: {
      kind: "spikes",
      label: "Spikes",
      doc: "The spikes that the two neurons are made to fire.",
      populations: [
        { name: "pre", label: "Presynaptic", role: "pre", offset: 0, size: 1 },
        { name: "post", label: "Postsynaptic", role: "post", offset: 1, size: 1 },
      ],
    },
    traces: {
      kind: "trace",
      label: "Traces",
      doc: "What the synapse remembers of past spikes.",
      every,
      signals: [
        trace("pre", "Presynaptic trace", fast[0], "pre"),
        trace("post", "Postsynaptic trace", fast[1], "post"),
        trace("preSlow", "Slow presynaptic trace", "r_2", "pre"),
        trace("postSlow", "Slow postsynaptic trace", "o_2", "post"),
      ].slice(0, params.rule.family === "pair" ? 2 : 4),
    },
    weight: {
      kind: "trace",
      label: "Weight",
      doc: "The weight of the synapse over time.",
      every,
      signals: [{ name: "w", label: "Weight", symbol: "w", unit: "w/w_max", axis: "w", role: "weight" }],
    },
    pairs: {
      kind: "pairs",
      label: "Weight changes",
      weight: { label: "Weight", symbol: "w", unit: "w/w_max" },
      doc: "Every weight change, placed at the interval to the nearest partner spike.",
    },
    sweep: {
      kind: "curve",
      label: "Pairing frequency",
      doc: "Weight change after the same number of pairs at other frequencies, for the present rule.",
      x: { label: "Pairing frequency", symbol: "\\rho", unit: "Hz", scale: "log" },
      y: { label: "Weight change", symbol: "\\Delta w", unit: "w/w_max" },
      series: [
        { name: "before", label: "pre before post, +|Δt|" },
        { name: "after", label: "post before pre, −|Δt|", dashed: true },
      ],
    },
    weightChange: {
      kind: "scalar",
      label: "Weight change",
      doc: "Change of the weight since the start of the protocol.",
      symbol: "\\Delta w",
      unit: "w/w_max",
    },
  };
}

export const stdp = defineExperiment({
  id: "stdp",
  wing: 2,
  title: "STDP: which synapses win?",
  summary: "A thousand synapses compete for one neuron; drag the window that decides who wins.",
  schema,
  presets: {
    song: {
      label: "Competition",
      doc: "Additive STDP: weights pile up at both bounds while the output rate hardly depends on the input rate.",
      cite: "Song, Miller & Abbott 2000; single constants from secondary sources",
      params: {},
    },
    multiplicative: {
      label: "No competition",
      doc: "The control: depression in proportion to the weight keeps all weights around one value.",
      cite: "van Rossum, Bi & Turrigiano 2000",
      params: { rule: { dependence: "van-rossum", aMinus: 0.012 } },
    },
    guetig: {
      label: "In between",
      doc: "Soft bounds with a small exponent: move μ and watch one hump split into two.",
      cite: "Gütig, Aharonov, Rotter & Sompolinsky 2003",
      params: { rule: { dependence: "guetig", mu: 0.1, aMinus: 0.00525 } },
    },
    correlated: {
      label: "Correlated inputs win",
      doc: "A fifth of the inputs share spikes; they drive the neuron together and take over.",
      cite: "Song, Miller & Abbott 2000; common-train inputs after Kuhn, Aertsen & Rotter 2003",
      params: { population: { correlatedShare: 0.2, correlation: 0.1, rate: 10 } },
    },
    brian: {
      label: "Brian 2 example",
      doc: "The set of constants of Brian 2's documentation: faster membrane, no inhibition, larger steps of the weight.",
      cite: "Brian 2 documentation, STDP example, after Song, Miller & Abbott 2000",
      params: {
        rule: { aPlus: 0.01, aMinus: 0.0105 },
        population: { rate: 15, inhibitory: 0, tauM: 10, eL: -74, gMax: 0.01 },
      },
    },
    singlePair: {
      label: "Single pair",
      doc: "One presynaptic spike, 10 ms later a postsynaptic one: the smallest lesson in STDP.",
      params: {
        setup: "protocol",
        rule: { aPlus: 0.01, aMinus: 0.012 },
        protocol: { kind: "pairs", repeats: 1, interval: 10 },
      },
    },
    frequencySweep: {
      label: "Pairing frequency",
      doc: "The same 60 pairs at other frequencies; a pair rule and a triplet rule disagree, and so do the data.",
      cite: "Sjöström, Turrigiano & Nelson 2001 as fitted by Pfister & Gerstner 2006",
      params: {
        setup: "protocol",
        ...triplet(TRIPLET_SETS.visualFull),
        protocol: { kind: "pairs", interval: 10, frequency: 20 },
      },
    },
    triplets: {
      label: "Triplets",
      doc: "Pre-post-pre and post-pre-post have the same pairs; only a triplet rule tells them apart.",
      cite: "Pfister & Gerstner 2006, hippocampal set",
      params: {
        setup: "protocol",
        ...triplet(TRIPLET_SETS.hippocampusFull),
        protocol: { kind: "post-pre-post", interval: 5, frequency: 1 },
      },
    },
    biPoo: {
      label: "Bi & Poo",
      doc: "Sixty pairs at 1 Hz with the time constants of cultured hippocampal neurons; drag the interval along the window.",
      cite: "Bi & Poo 1998 for the time constants; amplitudes of the lab's own",
      params: {
        setup: "protocol",
        rule: { tauPlus: 16.8, tauMinus: 33.7, aPlus: 0.008, aMinus: 0.004 },
        protocol: { kind: "pairs", interval: 8, frequency: 1 },
      },
    },
    pfisterGerstner: {
      label: "Pfister & Gerstner",
      doc: "The minimal triplet rule of visual cortex: depression at low, potentiation at high frequency, as in BCM theory.",
      cite: "Pfister & Gerstner 2006, visual cortex, minimal set",
      params: {
        setup: "protocol",
        ...triplet(TRIPLET_SETS.visualMinimal),
        protocol: { kind: "pairs", interval: 10, frequency: 20 },
      },
    },
  },
  actions: {},
  files: {
    pre: {
      label: "Presynaptic spike train",
      doc: "Spike times in ms, one per line or separated by commas.",
      accept: [".csv", ".txt"],
      parse: (bytes, fileName) => [
        { path: "setup", value: "protocol" },
        { path: "protocol.kind", value: "drawn" },
        { path: "protocol.pre", value: parseTrain(bytes, fileName, TRAIN_MS, TRAIN_SPIKES) },
      ],
    },
    post: {
      label: "Postsynaptic spike train",
      doc: "Spike times in ms, one per line or separated by commas.",
      accept: [".csv", ".txt"],
      parse: (bytes, fileName) => [
        { path: "setup", value: "protocol" },
        { path: "protocol.kind", value: "drawn" },
        { path: "protocol.post", value: parseTrain(bytes, fileName, TRAIN_MS, TRAIN_SPIKES) },
      ],
    },
  },
  sources: [
    { citation: "Song, Miller & Abbott 2000, Nature Neuroscience", doi: "10.1038/78829" },
    { citation: "Pfister & Gerstner 2006, Journal of Neuroscience", doi: "10.1523/JNEUROSCI.1425-06.2006" },
    { citation: "Bi & Poo 1998, Journal of Neuroscience", doi: "10.1523/JNEUROSCI.18-24-10464.1998" },
    { citation: "Kempter, Gerstner & van Hemmen 1999, Physical Review E", doi: "10.1103/PhysRevE.59.4498" },
  ],
  validity: [
    {
      note: "Several single constants of the competition preset come from secondary sources, not from the paper itself.",
      badge: "unverified",
    },
    {
      note: "Correlated inputs copy spikes from a common train at the same instant; the paper modulates the rates of its correlated groups instead.",
    },
    {
      note: "The theory line leaves out the causal term: a synapse that drives the neuron is potentiated more than independent trains would be.",
    },
  ],
  stepMs: (params) => params.dt,
  channels: (params) => (params.setup === "population" ? populationChannels(params) : protocolChannels(params)),
  keepsPlace: (params) => params.setup === "protocol",
  build: (context, params) =>
    params.setup === "population"
      ? buildPopulation(context, params, populations(params))
      : buildProtocol(context, params),
});
