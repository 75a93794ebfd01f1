import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage } from "./_page";

/** Page of the STDP experiment: the window is the largest thing on it, in both set-ups. */

const population = (params: ParamTree): Arrangement => ({
  id: "stdp.population",
  slots: {
    window: {
      view: "window",
      title: "stdp.view.window",
      doc: "stdp.view.window.doc",
      channels: { pairs: "pairs" },
    },
    histogram: {
      view: "histogram",
      title: "stdp.view.histogram",
      doc: "stdp.view.histogram.doc",
      channels: { vector: "weights" },
    },
    scatter: {
      view: "scatter",
      title: "stdp.view.scatter",
      doc: "stdp.view.scatter.doc",
      channels: { vector: "weights" },
    },
    raster: {
      view: "raster",
      title: "stdp.view.raster",
      doc: "stdp.view.raster.doc",
      channels: { spikes: "spikes" },
    },
    drift: {
      view: "trace",
      title: "stdp.view.drift",
      doc: "stdp.view.drift.doc",
      channels: { trace: "drift" },
      options: { span: "run" },
    },
  },
  layout: {
    direction: "row",
    parts: [
      {
        share: 50,
        content: {
          direction: "column",
          parts: [
            { share: 60, content: "window" },
            { share: 40, content: "raster" },
          ],
        },
      },
      {
        share: 50,
        content: {
          direction: "column",
          parts: [
            { share: 36, content: "histogram" },
            { share: 34, content: "scatter" },
            { share: 30, content: "drift" },
          ],
        },
      },
    ],
  },
  readouts: [
    "meanWeight",
    "outside",
    "outputRate",
    ...(Number(getParam(params, "population.correlatedShare")) > 0 ? ["correlatedWeight", "uncorrelatedWeight"] : []),
  ],
  caption: "stdp.caption.population",
  values: { inputs: Number(getParam(params, "population.inputs")) },
});

const protocol = (): Arrangement => ({
  id: "stdp.protocol",
  slots: {
    protocol: {
      view: "protocol",
      title: "stdp.view.protocol",
      doc: "stdp.view.protocol.doc",
      channels: { spikes: "spikes", traces: "traces", weight: "weight", pairs: "pairs" },
    },
    window: {
      view: "window",
      title: "stdp.view.window",
      doc: "stdp.view.window.doc",
      channels: { pairs: "pairs" },
    },
    curve: {
      view: "curve",
      title: "stdp.view.curve",
      doc: "stdp.view.curve.doc",
      channels: { curve: "sweep" },
      options: { present: "protocol.frequency" },
    },
  },
  layout: {
    direction: "column",
    parts: [
      { share: 52, content: "protocol" },
      {
        share: 48,
        content: {
          direction: "row",
          parts: [
            { share: 56, content: "window" },
            { share: 44, content: "curve" },
          ],
        },
      },
    ],
  },
  readouts: ["weightChange"],
  caption: "stdp.caption.protocol",
  values: {},
});

export const stdpPage: ExperimentPage = {
  id: "stdp",
  openingSpeed: 30,
  primary: "setup",
  upFront: [
    "rule.enabled",
    "rule.family",
    "rule.aPlus",
    "rule.aMinus",
    "triplet.a2Plus",
    "triplet.a3Plus",
    "triplet.a2Minus",
    "triplet.a3Minus",
    "rule.tauPlus",
    "rule.tauMinus",
    "rule.dependence",
    "rule.mu",
    "rule.w0",
    "rule.pairing",
    "population.rate",
    "population.correlatedShare",
    "population.correlation",
    "protocol.kind",
    "protocol.interval",
    "protocol.frequency",
    "protocol.repeats",
  ],
  arrange: (params) => (getParam(params, "setup") === "protocol" ? protocol() : population(params)),
};
