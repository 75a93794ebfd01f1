import type { CellFlag, ChannelSpecs, MatrixSpec, PopulationSpec } from "../protocol";
import { sourcesOf } from "../structural/rowRewiring";

import { type GrowthParams, STEP_MS } from "./growthParams";
import { rowsShape, sourceField } from "./growthRowField";
import { alarm, FROZEN, RATE_BIN, scalar } from "./growthSpecs";

/** What rows that search publish. */

/** Steps for which a birth glows and a death fades in the graph. */
export const ROW_FADE = 20_000;

/** The order is that of the codes in `LABEL_FLAG` and of the only code of the field. */
const LABEL_FLAGS: readonly CellFlag[] = [
  { name: "born", label: "Drawn at the last update", mark: "birth" },
  { name: "informative", label: "Informative", mark: "dot" },
];
export const LABEL_FLAG = { born: 1, informative: 2 } as const;
const FIELD_FLAGS: readonly CellFlag[] = [{ name: "informative", label: "Informative", mark: "frame" }];

export function rowChannels(params: GrowthParams): ChannelSpecs {
  const { neurons, synapses, labels } = params.rows;
  const sources = sourcesOf(rowsShape(params, 1));
  const field = sourceField(params);
  const groups: PopulationSpec[] = [
    { name: "inputs", label: "Sources", role: "input", offset: 0, size: sources },
    { name: "neurons", label: "Neurons", role: "output", offset: sources, size: neurons },
  ];
  const circuits = (
    label: string,
    doc: string,
    value: MatrixSpec["value"],
    extra: Partial<MatrixSpec> = {},
  ): MatrixSpec => ({
    kind: "matrix",
    label,
    doc,
    rows: synapses,
    columns: neurons,
    value,
    row: { label: "Row", symbol: "s", unit: "1" },
    column: { label: "Neuron", symbol: "n", unit: "1" },
    ...extra,
  });
  const every = params.rule.interval / STEP_MS;
  return {
    spikes: {
      kind: "spikes",
      label: "Spikes",
      doc: "Every spike of the sources and of the neurons above them.",
      populations: groups,
    },
    wiring: {
      kind: "wiring",
      label: "Connections",
      doc: "The field of sources below, the neurons above it, and the synapses between them.",
      nodes: sources + neurons,
      populations: groups,
      value: { label: "Weight", symbol: "w", unit: "1" },
      activity: { label: "Informative source", unit: "1" },
      unit: "",
      fade: ROW_FADE,
    },
    labels: circuits(
      "Labels",
      "Label of the source that each circuit listens to; rows in pairs or more may carry the same sources.",
      { label: "Label", symbol: "\\ell", unit: "1" },
      { range: [0, labels - 1], flags: LABEL_FLAGS },
    ),
    weights: circuits(
      "Weights",
      "Weight of each circuit.",
      { label: "Weight", symbol: "w", unit: "1" },
      { range: [0, 1], flags: LABEL_FLAGS },
    ),
    correlation: circuits("Correlation sensors", "What each sensor read at the last update.", {
      label: "Correlation",
      symbol: "c",
      unit: "1",
    }),
    field: {
      kind: "matrix",
      label: "Receptive fields",
      doc: "Weights that all neurons together give to each source of the field.",
      rows: field.rows,
      columns: field.columns,
      value: { label: "Summed weight", symbol: "\\Sigma w", unit: "1" },
      row: { label: "y", unit: "1" },
      column: { label: "x", unit: "1" },
      flags: FIELD_FLAGS,
    },
    informative: {
      kind: "trace",
      label: "Synapses on informative sources",
      doc: "Part of all circuits that listen to informative sources, and how it would rise if every other one drew again at the end of its first life.",
      every,
      signals: [
        { name: "share", label: "Measured", symbol: "f", unit: "%", axis: "share" },
        { name: "theory", label: "Ideal sensors", symbol: "1-(1-p)^n", unit: "%", axis: "share", role: "theory" },
      ],
    },
    rate: {
      kind: "trace",
      label: "Firing rate",
      doc: "Mean rate of the neurons, in bins of half a second.",
      every: RATE_BIN,
      signals: [
        {
          name: "neurons",
          label: "Neurons",
          symbol: "\\nu",
          unit: "Hz",
          axis: "rate",
          role: "output",
          guides: [{ value: params.rule.target, label: "target" }],
        },
      ],
    },
    weightNow: {
      kind: "vector",
      label: "Weights",
      doc: "Weights of all circuits.",
      length: synapses * neurons,
      value: { label: "Weight", symbol: "w", unit: "1" },
      index: { label: "Circuit", unit: "1" },
      range: [0, 1],
      groups: [],
      pooled: true,
    },
    share: scalar("On informative sources", "Part of the circuits that listen to informative sources.", "f", "%"),
    redrawn: scalar("Labels drawn", "Circuits that drew another label at the last update.", "\\Delta", "1"),
    draws: scalar("Draws so far", "Labels drawn since the start, the first ones included.", "D", "1"),
    rateNow: scalar("Firing rate", "Mean rate of the neurons in the last half second.", "\\nu", "Hz"),
    frozen: FROZEN,
    tooClose: alarm(
      "New synapses die unmeasured",
      "1 when the weight of a new synapse is less than one update's noise and loss above the pruning threshold.",
    ),
  };
}
