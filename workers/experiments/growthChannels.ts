import type { CellFlag, ChannelSpecs, PopulationSpec, SignalSpec, VectorSpec } from "../protocol";
import { type GrowthParams, STEP_MS } from "./growthParams";
import { rowChannels } from "./growthRowChannels";
import { alarm, FROZEN, RATE_BIN, SAMPLE, scalar } from "./growthSpecs";

/** What growing networks publish. */

/** Most cells of the matrix along each side: beyond, a cell stands for several neighbours. */
const CELLS = 200;
/** Steps for which a birth glows and a death fades in the graph. */
const FADE = 10_000;

export const EVENT_FLAGS: readonly CellFlag[] = [
  { name: "born", label: "Born", mark: "birth" },
  { name: "died", label: "Died", mark: "death" },
];

/** Neurons of each kind that one cell of the matrix stands for, and cells along a side. */
export function matrixShape({ cells }: Pick<GrowthParams, "cells">) {
  const { excitatory, inhibitory } = cells;
  const group = Math.ceil((excitatory + inhibitory) / CELLS);
  const cellsE = Math.ceil(excitatory / group);
  return { group, cellsE, side: cellsE + Math.ceil(inhibitory / group) };
}

function populations({ cells: { excitatory, inhibitory } }: GrowthParams): PopulationSpec[] {
  return [
    { name: "excitatory", label: "Excitatory", role: "excitatory", offset: 0, size: excitatory },
    { name: "inhibitory", label: "Inhibitory", role: "inhibitory", offset: excitatory, size: inhibitory },
  ];
}

const signal = (
  name: string,
  label: string,
  symbol: string,
  unit: string,
  axis: string,
  extra: Partial<SignalSpec> = {},
): SignalSpec => ({ name, label, symbol, unit, axis, ...extra });

/** Connected and vacant elements of a kind. */
const elements = (name: string, label: string, symbol: string, role: SignalSpec["role"]): SignalSpec[] => [
  signal(name, label, symbol, "1", "elements", { ...(role && { role }) }),
  signal(`${name}Vacant`, `${label}, vacant`, `${symbol}^0`, "1", "elements", { reference: name }),
];

function growing(params: GrowthParams): ChannelSpecs {
  const groups = populations(params);
  const nodes = params.cells.excitatory + params.cells.inhibitory;
  const each = (
    label: string,
    doc: string,
    value: VectorSpec["value"],
    extra: Partial<VectorSpec> = {},
  ): VectorSpec => ({
    kind: "vector",
    label,
    doc,
    length: nodes,
    value,
    index: { label: "Neuron", unit: "1" },
    groups,
    ...extra,
  });
  const { side } = matrixShape(params);
  const { epsilonE, epsilonI, etaAxon, etaDendrite, curve } = params.growth;
  const limits = curve === "linear" ? [] : [...new Set([etaAxon, etaDendrite])].map((x) => ({ x, label: "η" }));
  return {
    spikes: {
      kind: "spikes",
      label: "Spikes",
      doc: "Every spike of every neuron, excitatory ones below.",
      populations: groups,
    },
    wiring: {
      kind: "wiring",
      label: "Connections",
      doc: "Neurons in space and all connections between them, as they are born and die.",
      nodes,
      populations: groups,
      value: { label: "Current", symbol: "J", unit: "pA", diverging: true },
      activity: { label: "Calcium", symbol: "Ca", unit: "1" },
      unit: "µm",
      fade: FADE,
    },
    calcium: {
      kind: "trace",
      label: "Calcium",
      doc: "Mean calcium of the living neurons of each kind, and the targets at which they stop growing.",
      every: SAMPLE,
      signals: [
        signal("excitatory", "Excitatory", "Ca_e", "1", "calcium", { role: "excitatory" }),
        signal("inhibitory", "Inhibitory", "Ca_i", "1", "calcium", { role: "inhibitory" }),
        signal("targetE", "Target, excitatory", "\\varepsilon_e", "1", "calcium", { reference: "excitatory" }),
        signal("targetI", "Target, inhibitory", "\\varepsilon_i", "1", "calcium", { reference: "inhibitory" }),
      ],
    },
    calciumNow: each("Calcium of each neuron", "Calcium now; dead neurons have none.", {
      label: "Calcium",
      symbol: "Ca",
      unit: "1",
    }),
    rate: {
      kind: "trace",
      label: "Firing rate",
      doc: "Mean rate of the living neurons of each kind, in bins of half a second.",
      every: RATE_BIN,
      signals: [
        signal("excitatory", "Excitatory", "r_e", "Hz", "rate", { role: "excitatory" }),
        signal("inhibitory", "Inhibitory", "r_i", "Hz", "rate", { role: "inhibitory" }),
      ],
    },
    elements: {
      kind: "trace",
      label: "Synaptic elements",
      doc: "Whole elements of all neurons, dendritic ones for excitation (E) and for inhibition (I): connected ones, and vacant ones that wait for a partner.",
      every: SAMPLE,
      signals: [
        ...elements("axonal", "Axonal", "a", "pre"),
        ...elements("dendriticE", "Dendritic E", "d_e", "excitatory"),
        ...elements("dendriticI", "Dendritic I", "d_i", "inhibitory"),
      ],
    },
    turnover: {
      kind: "trace",
      label: "Turnover",
      doc: "Synapses there are, and those that were born and died at each update of the wiring.",
      every: params.interval / STEP_MS,
      signals: [
        signal("synapses", "Synapses", "K", "1", "synapses"),
        signal("born", "Born", "+", "1", "turnover", { role: "potentiation" }),
        signal("died", "Died", "-", "1", "turnover", { role: "depression" }),
      ],
    },
    growthCurve: {
      kind: "curve",
      label: "Growth curve",
      doc: "Growth of elements against calcium, and where every living neuron stands on the curve of its dendrites.",
      x: { label: "Calcium", symbol: "Ca", unit: "1", travel: { range: [0, 1], step: 0.005 } },
      y: { label: "Growth", symbol: "\\dot z", unit: "1/s", travel: { range: [0.005, 5], step: 0.005 } },
      series: [
        { name: "axonE", label: "Axons, excitatory", role: "excitatory", dashed: true },
        { name: "dendriteE", label: "Dendrites, excitatory", role: "excitatory" },
        { name: "axonI", label: "Axons, inhibitory", role: "inhibitory", dashed: true },
        { name: "dendriteI", label: "Dendrites, inhibitory", role: "inhibitory" },
        { name: "neuronsE", label: "Excitatory neurons", role: "excitatory", points: true },
        { name: "neuronsI", label: "Inhibitory neurons", role: "inhibitory", points: true },
      ],
      guides: [...limits, { x: epsilonE, label: "εₑ" }, { x: epsilonI, label: "εᵢ" }],
    },
    inDegree: each(
      "Inputs",
      "Connections that end at each living neuron.",
      { label: "In-degree", symbol: "k_{in}", unit: "1" },
      { pooled: true },
    ),
    outDegree: each(
      "Outputs",
      "Connections that leave each living neuron.",
      { label: "Out-degree", symbol: "k_{out}", unit: "1" },
      { pooled: true },
    ),
    matrix: {
      kind: "matrix",
      label: "Who connects to whom",
      doc: "Connections between neurons, each cell one neuron or a few neighbours along each side; neighbours in space lie next to each other, excitatory ones come first.",
      rows: side,
      columns: side,
      value: { label: "Connections", symbol: "n", unit: "1" },
      row: { label: "Source", symbol: "i", unit: "1" },
      column: { label: "Target", symbol: "j", unit: "1" },
      flags: EVENT_FLAGS,
      absentIsZero: true,
    },
    synapses: scalar("Synapses", "Connections there are.", "K", "1"),
    meanCalcium: scalar(
      "Mean calcium",
      "Mean calcium of the living excitatory neurons.",
      "\\langle Ca_e \\rangle",
      "1",
    ),
    rateE: scalar(
      "Excitatory rate",
      "Mean rate of the living excitatory neurons in the last half second.",
      "r_e",
      "Hz",
    ),
    rateI: scalar(
      "Inhibitory rate",
      "Mean rate of the living inhibitory neurons in the last half second.",
      "r_i",
      "Hz",
    ),
    born: scalar("Born", "Connections born at the last update.", "+", "1"),
    died: scalar("Died", "Connections that died at the last update.", "-", "1"),
    alive: scalar("Living neurons", "Number of neurons that have not been killed.", "N_a", "1"),
    frozen: FROZEN,
    full: alarm("No room for more connections", "1 while every slot is taken: vacant elements wait until one is free."),
  };
}

export const growthChannels = (params: GrowthParams): ChannelSpecs =>
  params.setup === "homeostatic" ? growing(params) : rowChannels(params);
