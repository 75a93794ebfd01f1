import { poisson } from "../encoders/poisson";
import { lif } from "../neurons/lif";
import { stdpPair } from "../plasticity/stdpPair";
import { stdpTriplet, TRIPLET_SETS, type TripletSet } from "../plasticity/stdpTriplet";
import { expConductance } from "../synapses/expConductance";
import { defineExperiment } from "./_experiment";
import { populationChannels, protocolChannels } from "./stdpChannels";
import { stdpSchema } from "./stdpParams";
import { parseTrain } from "./stdpProtocol";
import { TRAIN_MS, TRAIN_SPIKES } from "./stdpProtocolParams";

/** STDP on one neuron: a population of 1,000 plastic inputs that compete, or one synapse under a pairing protocol. */

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

export const stdp = defineExperiment({
  id: "stdp",
  wing: 2,
  title: "STDP: which synapses win?",
  summary: "A thousand synapses compete for one neuron; drag the window that decides who wins.",
  schema: stdpSchema,
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
  models: ({ setup, rule }) => [
    ...(setup === "population" ? [lif, expConductance, poisson] : []),
    rule.family === "pair" ? stdpPair : stdpTriplet,
  ],
  keepsPlace: (params) => params.setup === "protocol",
});
