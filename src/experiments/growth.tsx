import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of growing networks: the neurons in space are the largest thing on it; beside them stands why they grow. */

const MARGINS = { left: 84, right: 40 } as const;
/** Length of the slow time views in biological ms: from nothing to the target and back after a lesion. */
const SLOW = 200_000;

/** What a click on a neuron does to its surroundings. */
const HANDS = [
  { action: "lesion", args: { radius: 200 } },
  { action: "silence", args: { radius: 200, duration: 20_000 } },
  { action: "deafferent", args: { radius: 250, input: 70 } },
] as const;

const GROWING = {
  network: {
    view: "graph",
    title: "growth.view.network",
    doc: "growth.view.network.doc",
    channels: { wiring: "wiring", matrix: "matrix" },
    options: { hands: HANDS },
  },
  raster: {
    view: "raster",
    title: "growth.view.raster",
    doc: "growth.view.raster.doc",
    channels: { spikes: "spikes" },
    options: { window: 2000, margins: MARGINS, rates: false },
  },
  calcium: {
    view: "trace",
    title: "growth.view.calcium",
    doc: "growth.view.calcium.doc",
    channels: { trace: "calcium" },
    options: { window: SLOW, margins: MARGINS },
  },
  curve: {
    view: "growthCurve",
    title: "growth.view.curve",
    doc: "growth.view.curve.doc",
    channels: { curve: "growthCurve" },
    options: {
      handles: {
        eta: "growth.etaDendrite",
        epsilonE: "growth.epsilonE",
        epsilonI: "growth.epsilonI",
        rate: "growth.rate",
      },
    },
  },
  elements: {
    view: "trace",
    title: "growth.view.elements",
    doc: "growth.view.elements.doc",
    channels: { trace: "elements" },
    options: { window: SLOW, margins: MARGINS },
  },
  matrix: {
    view: "heatmap",
    title: "growth.view.matrix",
    doc: "growth.view.matrix.doc",
    channels: { matrix: "matrix" },
    options: { square: true, plain: true },
  },
  degrees: {
    view: "histogram",
    title: "growth.view.degrees",
    doc: "growth.view.degrees.doc",
    channels: { vector: "inDegree" },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

const SEARCHING = {
  labels: {
    view: "heatmap",
    title: "growth.view.labels",
    doc: "growth.view.labels.doc",
    channels: { matrix: "labels", layer2: "weights", layer3: "correlation" },
  },
  field: {
    view: "heatmap",
    title: "growth.view.field",
    doc: "growth.view.field.doc",
    channels: { matrix: "field" },
    options: { linked: false, square: true, plain: true },
  },
  informative: {
    view: "trace",
    title: "growth.view.informative",
    doc: "growth.view.informative.doc",
    channels: { trace: "informative" },
    options: { window: SLOW, margins: MARGINS },
  },
  weights: {
    view: "histogram",
    title: "growth.view.weights",
    doc: "growth.view.weights.doc",
    channels: { vector: "weightNow" },
  },
  network: {
    view: "graph",
    title: "growth.view.network",
    doc: "growth.view.sources.doc",
    channels: { wiring: "wiring" },
    options: { viewpoint: { yaw: 0.5, pitch: -0.9 } },
  },
  raster: GROWING.raster,
} as const satisfies Readonly<Record<string, ViewSlot>>;

const column = (...parts: readonly (readonly [content: Layout, share: number])[]): Layout => ({
  direction: "column",
  parts: parts.map(([content, share]) => ({ content, share })),
});

const row = (...parts: readonly (readonly [content: Layout, share: number])[]): Layout => ({
  direction: "row",
  parts: parts.map(([content, share]) => ({ content, share })),
});

const isSearching = (params: ParamTree): boolean => getParam(params, "setup") === "rows";

function arrange(params: ParamTree): Arrangement {
  if (isSearching(params))
    return {
      id: "growth.rows",
      slots: SEARCHING,
      layout: row(
        [column(["labels", 54], [row(["field", 46], ["weights", 54]), 46]), 50],
        [column(["network", 46], ["informative", 27], ["raster", 27]), 50],
      ),
      readouts: ["share", "redrawn", "draws", "rateNow", "frozen", "tooClose"],
      caption: "growth.caption.rows",
      values: {},
    };
  return {
    id: "growth.homeostatic",
    slots: GROWING,
    layout: column(
      [row(["network", 50], [column(["calcium", 44], ["curve", 56]), 50]), 66],
      [row(["raster", 21], ["elements", 37], ["degrees", 21], ["matrix", 21]), 34],
    ),
    readouts: ["synapses", "rateE", "rateI", "born", "died", "alive", "frozen", "full"],
    caption: "growth.caption",
    values: {},
  };
}

export const growthPage: ExperimentPage = {
  id: "growth",
  openingSpeed: 20,
  primary: "setup",
  upFront: [
    "growth.curve",
    "growth.rate",
    "growth.etaAxon",
    "growth.etaDendrite",
    "growth.epsilonE",
    "growth.epsilonI",
    "interval",
    "psc.excitatory",
    "psc.inhibitory",
    "background.rate",
    "space.kernel",
    "space.width",
    "rule.prune",
    "rule.init",
    "rule.noise",
    "rule.lambdaC",
    "rule.interval",
    "rows.synapses",
    "rows.labels",
    "inputs.informative",
    "inputs.share",
  ],
  actions: (params) =>
    isSearching(params) ? ["shiftInputs", "freeze"] : ["freeze", "cut", "kill", "lesion", "silence", "deafferent"],
  arrange,
};
