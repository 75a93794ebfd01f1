import type { ChannelSpecs, PopulationSpec } from "../protocol";
import type { StdpParams } from "./stdpParams";
import { sampleEvery } from "./stdpProtocol";

/** What the STDP experiment publishes, by set-up. */

/** Rows of the population raster from bottom to top. */
export function populations({ population: p }: StdpParams): PopulationSpec[] {
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

export function populationChannels(params: StdpParams): ChannelSpecs {
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

export function protocolChannels(params: StdpParams): ChannelSpecs {
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
        { name: "before", label: "pre before post, +|Δt|", role: "potentiation" },
        { name: "after", label: "post before pre, −|Δt|", dashed: true, role: "depression" },
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
