import { z } from "zod";
import { choice, flag, group, integer, type ParamMeta, real } from "../params/schema";
import { stdpPairShape } from "../plasticity/stdpPair";
import { stdpTripletShape } from "../plasticity/stdpTriplet";
import { protocol } from "./stdpProtocolParams";

/** Parameters of the STDP experiment. */

const live = { live: true } as const;
/** A protocol is short: an edit of its rule shows the whole new outcome, not only the rest of the run. */
const liveInPopulation = { live: { path: "setup", in: ["population"] } } as const;
const rebuilds = { live: false } as const;
const inPopulation = { when: { path: "setup", in: ["population"] } } as const;
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
    when: [pairOnly.when, { path: "rule.dependence", in: ["guetig", "power-law"] }],
  }),
  w0: withMeta(stdpPairShape.w0, {
    ...liveInPopulation,
    when: [pairOnly.when, { path: "rule.dependence", in: ["power-law"] }],
  }),
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

export const stdpSchema = z.strictObject({
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

export type StdpParams = z.output<typeof stdpSchema>;
