import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import { formatNumber } from "../ui/format";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of rewiring: the connections there are, where they come from and what they are worth. */

/** Steps of training per second at first: an epoch takes a second or two. A step counts as a millisecond of the clock. */
const STEPS_PER_SECOND = 50;

const small = { linked: false, square: true, plain: true } as const;

const SLOTS = {
  connections: {
    view: "heatmap",
    title: "rewiring.view.connections",
    doc: "rewiring.view.connections.doc",
    channels: { matrix: "weights", layer2: "age", age: "age" },
    options: { brush: { action: "cut", args: {}, cuts: true }, sparse: true },
  },
  training: {
    view: "trace",
    title: "rewiring.view.training",
    doc: "rewiring.view.training.doc",
    channels: { trace: "training" },
    options: { span: "run" },
  },
  turnover: {
    view: "trace",
    title: "rewiring.view.turnover",
    doc: "rewiring.view.turnover.doc",
    channels: { trace: "turnover" },
    options: { span: "run" },
  },
  pixels: {
    view: "heatmap",
    title: "rewiring.view.pixels",
    doc: "rewiring.view.pixels.doc",
    channels: { matrix: "pixels" },
    options: small,
  },
  digit: {
    view: "heatmap",
    title: "rewiring.view.digit",
    doc: "rewiring.view.digit.doc",
    channels: { matrix: "digit" },
    options: small,
  },
  scores: {
    view: "scatter",
    title: "rewiring.view.scores",
    doc: "rewiring.view.scores.doc",
    channels: { vector: "scores" },
  },
  confusion: {
    view: "heatmap",
    title: "rewiring.view.confusion",
    doc: "rewiring.view.confusion.doc",
    channels: { matrix: "confusion" },
    options: small,
  },
  survival: {
    view: "curve",
    title: "rewiring.view.survival",
    doc: "rewiring.view.survival.doc",
    channels: { curve: "survival" },
  },
  strengths: {
    view: "histogram",
    title: "rewiring.view.strengths",
    doc: "rewiring.view.strengths.doc",
    channels: { vector: "theta" },
  },
  arriving: {
    view: "histogram",
    title: "rewiring.view.arriving",
    doc: "rewiring.view.arriving.doc",
    channels: { vector: "inDegree" },
  },
  leaving: {
    view: "histogram",
    title: "rewiring.view.leaving",
    doc: "rewiring.view.leaving.doc",
    channels: { vector: "outDegree" },
  },
  memory: {
    view: "memory",
    title: "rewiring.view.memory",
    doc: "rewiring.view.memory.doc",
    channels: {
      dense: "denseBytes",
      sparse: "sparseBytes",
      density: "density",
      breakEven: "breakEven",
      saved: "saved",
    },
    options: { core: true },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

type SlotName = keyof typeof SLOTS;

const row = (...parts: readonly (readonly [share: number, content: Layout | SlotName])[]): Layout => ({
  direction: "row",
  parts: parts.map(([share, content]) => ({ share, content })),
});
const column = (...parts: readonly (readonly [share: number, content: Layout | SlotName])[]): Layout => ({
  direction: "column",
  parts: parts.map(([share, content]) => ({ share, content })),
});

/** Beside the map of the pixels, which says what leaves each source of the first layer, other layers need a histogram. */
const layout = (input: boolean): Layout =>
  row(
    [42, column([56, "connections"], [44, row([50, "training"], [50, "turnover"])])],
    [29, column([29, "pixels"], [23, "digit"], [24, "survival"], [24, "strengths"])],
    [29, column([26, "confusion"], [22, input ? "scores" : "leaving"], [22, "arriving"], [30, "memory"])],
  );

const captionOf = (fixed: boolean, percent: number) => {
  if (!fixed) return "rewiring.caption";
  return percent < 100 ? "rewiring.caption.static" : "rewiring.caption.dense";
};

function arrange(params: ParamTree): Arrangement {
  const of = (path: string) => getParam(params, path);
  const rigl = of("rule") === "rigl";
  const input = of("view.layer") === "input";
  const { scores, leaving, ...slots } = SLOTS;
  return {
    id: "rewiring",
    slots: { ...slots, ...(input ? { scores } : { leaving }) },
    layout: layout(input),
    readouts: [
      "accuracy",
      "loss",
      "connections",
      "density",
      "rewired",
      "saved",
      "information",
      "informationPerSynapse",
      ...(rigl ? ["probes"] : []),
    ],
    caption: captionOf(of("rule") === "static", Number(of("connectivity"))),
    values: { density: formatNumber(Number(of("connectivity"))) },
  };
}

export const rewiringPage: ExperimentPage = {
  id: "rewiring",
  openingSpeed: STEPS_PER_SECOND * 1e-3,
  primary: "rule",
  upFront: [
    "freeze",
    "deepR.alpha",
    "deepR.temperature",
    "softDeepR.alpha",
    "softDeepR.temperature",
    "set.zeta",
    "set.interval",
    "rigl.alpha",
    "rigl.interval",
    "rigl.growth",
    "grooming.budget",
    "grooming.interval",
    "connectivity",
    "distribution",
    "network.kind",
    "view.layer",
    "view.sample",
    "optimiser.rate",
    "evaluate",
  ],
  actions: () => ["lesion", "kill", "shift", "cut"],
  places: { channel: "weights" },
  arrange,
};
