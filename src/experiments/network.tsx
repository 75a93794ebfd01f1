import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of the networks: every spike on the left, what they have in common on the right. */

const WATCH = "watched";
const MARGINS = { left: 84, right: 64 } as const;

/** Length of the time views in biological ms: long enough for the rhythms of the model, short enough to tell spikes apart. */
function windowOf(model: string, params: ParamTree): number {
  if (model === "izhikevich") return 1000;
  if (model !== "smallWorld") return 400;
  // A picture of a million neurons holds as many spikes in half the time.
  return Number(getParam(params, "smallWorld.nodes")) > 200_000 ? 500 : 1000;
}

/** Views of every network, over a time window of this length. */
const common = (window: number) =>
  ({
    raster: {
      view: "raster",
      title: "network.view.raster",
      doc: "network.view.raster.doc",
      channels: { spikes: "spikes" },
      options: {
        window,
        margins: MARGINS,
        rates: false,
        watch: WATCH,
        tools: [
          { action: "stimulate", labelKey: "raster.stimulate", args: {} },
          { action: "silence", labelKey: "raster.silence", args: {} },
        ],
      },
    },
    rate: {
      view: "trace",
      title: "network.view.rate",
      doc: "network.view.rate.doc",
      channels: { trace: "rate" },
      options: { window, margins: MARGINS },
    },
    membrane: {
      view: "trace",
      title: "network.view.membrane",
      doc: "network.view.membrane.doc",
      channels: { trace: "membrane" },
      options: { window, margins: MARGINS },
    },
  }) as const satisfies Readonly<Record<string, ViewSlot>>;

const statistics = {
  spectrum: {
    view: "curve",
    title: "network.view.spectrum",
    doc: "network.view.spectrum.doc",
    channels: { curve: "spectrum" },
    options: { steady: true },
  },
  isi: {
    view: "histogram",
    title: "network.view.isi",
    doc: "network.view.isi.doc",
    channels: { vector: "isi" },
  },
  cv: {
    view: "histogram",
    title: "network.view.cv",
    doc: "network.view.cv.doc",
    channels: { vector: "cv" },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

const regimes: ViewSlot = {
  view: "map",
  title: "network.view.regimes",
  doc: "network.view.regimes.doc",
  channels: { map: "regimes" },
  options: { x: "brunel.g", y: "brunel.eta" },
};

const conductances: ViewSlot = {
  view: "plane",
  title: "network.view.conductances",
  doc: "network.view.conductances.doc",
  channels: { path: "conductances" },
  options: { trail: 200 },
};

const ring: ViewSlot = {
  view: "ring",
  title: "network.view.ring",
  doc: "network.view.ring.doc",
  channels: { graph: "graph", spikes: "spikes" },
  options: { watch: WATCH },
};

const active: ViewSlot = {
  view: "gauge",
  title: "network.view.active",
  doc: "network.view.active.doc",
  channels: { scalar: "activeShare", trace: "active" },
};

const smallWorldCurve: ViewSlot = {
  view: "curve",
  title: "network.view.smallWorldCurve",
  doc: "network.view.smallWorldCurve.doc",
  channels: { curve: "smallWorldCurve" },
};

/** The two distributions side by side. */
const distributions: Layout = {
  direction: "row",
  parts: [
    { share: 50, content: "isi" },
    { share: 50, content: "cv" },
  ],
};

const column = (...parts: readonly (readonly [content: Layout, share: number])[]): Layout => ({
  direction: "column",
  parts: parts.map(([content, share]) => ({ content, share })),
});

const beside = (left: Layout, right: Layout): Layout => ({
  direction: "row",
  parts: [
    { share: 56, content: left },
    { share: 44, content: right },
  ],
});

const TIMES = column(["raster", 46], ["rate", 27], ["membrane", 27]);
/** With room for the potential and the inputs of the watched neuron. */
const TIMES_WITH_INPUTS = column(["raster", 38], ["rate", 25], ["membrane", 37]);

function arrange(params: ParamTree): Arrangement {
  const model = String(getParam(params, "model"));
  const times = common(windowOf(model, params));
  const { raster, rate, membrane } = times;
  const values = {};
  switch (model) {
    case "brunel":
      return {
        id: "network.brunel",
        slots: { raster, regimes, rate, membrane, ...statistics },
        layout: beside(TIMES, column(["regimes", 42], ["spectrum", 27], [distributions, 31])),
        readouts: ["rateE", "rateI", "meanFieldRate", "meanCv", "peakFrequency"],
        caption: "network.caption.brunel",
        values,
      };
    case "smallWorld":
      return {
        id: "network.smallWorld",
        slots: { raster, ring, active, rate, membrane, smallWorldCurve },
        layout: beside(TIMES, column(["ring", 44], ["active", 19], ["smallWorldCurve", 37])),
        readouts: ["rateE", "rateI", "clustering", "pathLength"],
        caption: "network.caption.smallWorld",
        values,
      };
    case "izhikevich":
      return {
        id: "network.izhikevich",
        slots: { raster, rate, ...statistics, membrane },
        layout: beside(TIMES, column(["spectrum", 52], [distributions, 48])),
        readouts: ["rateE", "rateI", "meanCv", "peakFrequency"],
        caption: "network.caption.izhikevich",
        values,
      };
    default:
      return {
        id: "network.vogelsAbbott",
        slots: { raster, rate, membrane, conductances, ...statistics },
        layout: beside(TIMES_WITH_INPUTS, column(["conductances", 38], ["spectrum", 29], [distributions, 33])),
        readouts: ["rateE", "rateI", "meanCv", "alive"],
        caption: model === "coba" ? "network.caption.coba" : "network.caption.cuba",
        values,
      };
  }
}

export const networkPage: ExperimentPage = {
  id: "network",
  openingSpeed: 0.2,
  primary: "model",
  upFront: [
    "brunel.g",
    "brunel.eta",
    "brunel.j",
    "brunel.delay",
    "brunel.size",
    "vogelsAbbott.wE",
    "vogelsAbbott.wI",
    "vogelsAbbott.gE",
    "vogelsAbbott.gI",
    "vogelsAbbott.connectivity",
    "vogelsAbbott.kicked",
    "izhikevich.excitation",
    "izhikevich.inhibition",
    "izhikevich.noise",
    "izhikevich.neurons",
    "smallWorld.p",
    "smallWorld.k",
    "smallWorld.w",
    "smallWorld.noise",
    "smallWorld.nodes",
    WATCH,
  ],
  actions: () => ["kick", "stimulate", "silence", "kill"],
  arrange,
};
