import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of the bench of devices: the loop is the largest thing on it, the inside stands beside it. */

const MARGINS = { left: 56, right: 24 } as const;
/** Samples of a period that the worker aims at. */
const SAMPLES = 400;
/** Rounds that the time views and the trail of the loop reach back. */
const ROUNDS = 2;
const TRAIL_ROUNDS = 3;
/** Pairs of spikes that the conductance over time shows. */
const PAIRS = 8;

/** Views that tell most about a model besides its loop. */
const TELLING: Readonly<Record<string, SlotName>> = {
  hp: "conductance",
  vteam: "rate",
  yakopcic: "rate",
  rram: "switching",
  poissonSwitch: "switching",
  pcmPulse: "programming",
  pcmAccumulative: "retention",
  pcmInference: "retention",
  sonos: "retention",
  heo: "retention",
};
/** Models whose current spans so many decades that a loop needs a logarithmic axis. */
const DECADES: readonly string[] = ["rram", "poissonSwitch"];
/** Models that count pulses and obey Ohm's law between them: their loop is a fan of lines that tells nothing. */
const COUNTED: readonly string[] = ["pcmAccumulative", "pcmInference", "sonos", "heo", "exponentialUpdate", "ideal"];
/** Times to switch that are worth looking at, in s: picoseconds to thirty years. */
const SWITCHING_S = [1e-12, 1e9] as const;
/** Models whose numbers are choices of the lab where no measured ones are public; of SONOS only what radiation does. */
function isSurrogate(params: ParamTree): boolean {
  const model = String(getParam(params, "model"));
  if (model === "sonos") return Number(getParam(params, "sonos.radiation.dose")) > 0;
  return model === "pcmPulse" || model === "heo";
}

/** Samples of one round of the stimulus. */
function roundOf(params: ParamTree): number {
  const resolution = Number(getParam(params, "resolution"));
  return Math.round(resolution / Math.max(1, Math.round(resolution / SAMPLES)));
}

const slotsOf = (params: ParamTree) => {
  const round = roundOf(params);
  const badge = isSurrogate(params) ? { badge: "surrogate" } : {};
  const time = { samples: ROUNDS * round, margins: MARGINS };
  return {
    loop: {
      view: "loop",
      title: "device.view.loop",
      doc: "device.view.loop.doc",
      channels: { trace: "loop" },
      options: { round, trail: TRAIL_ROUNDS * round, log: DECADES.includes(String(getParam(params, "model"))) },
    },
    inside: {
      view: "inside",
      title: "device.view.inside",
      doc: "device.view.inside.doc",
      channels: { inside: "inside" },
      options: badge,
    },
    drive: {
      view: "trace",
      title: "device.view.drive",
      doc: "device.view.drive.doc",
      channels: { trace: "drive" },
      options: time,
    },
    sketch: {
      view: "sketch",
      title: "device.view.sketch",
      doc: "device.view.sketch.doc",
      channels: { curve: "round" },
      options: { steps: Number(getParam(params, "resolution")) },
    },
    state: {
      view: "trace",
      title: "device.view.state",
      doc: "device.view.state.doc",
      channels: { trace: "state" },
      options: time,
    },
    conductance: {
      view: "trace",
      title: "device.view.conductance",
      doc: "device.view.conductance.doc",
      channels: { trace: "conductance" },
      options: time,
    },
    staircase: {
      view: "curve",
      title: "device.view.staircase",
      doc: "device.view.staircase.doc",
      channels: { curve: "staircase" },
      options: { steady: true },
    },
    retention: {
      view: "curve",
      title: "device.view.retention",
      doc: "device.view.retention.doc",
      channels: { curve: "retention" },
      options: { steady: true },
    },
    programming: {
      view: "curve",
      title: "device.view.programming",
      doc: "device.view.programming.doc",
      channels: { curve: "programming" },
      options: { steady: true },
    },
    rate: { view: "curve", title: "device.view.rate", doc: "device.view.rate.doc", channels: { curve: "rate" } },
    waits: {
      view: "curve",
      title: "device.view.waits",
      doc: "device.view.waits.doc",
      channels: { curve: "waits" },
    },
    switching: {
      view: "curve",
      title: "device.view.switching",
      doc: "device.view.switching.doc",
      channels: { curve: "switching" },
      options: { bounds: SWITCHING_S },
    },
  } as const satisfies Readonly<Record<string, ViewSlot>>;
};

type SlotName = keyof ReturnType<typeof slotsOf>;

/** A column of views with shares of 100. */
const column = (...parts: readonly (readonly [string, number])[]): Layout => ({
  direction: "column",
  parts: parts.map(([content, share]) => ({ content, share })),
});

function bench(params: ParamTree): Arrangement {
  const kind = String(getParam(params, "stimulus.kind"));
  const telling = TELLING[String(getParam(params, "model"))] ?? "conductance";
  const slots = slotsOf(params);
  const pulses = kind === "pulses";
  const counted = pulses && COUNTED.includes(String(getParam(params, "model")));
  const chance =
    pulses && getParam(params, "model") === "poissonSwitch" && getParam(params, "poissonSwitch.cells") === 1;
  const second = chance ? "waits" : "loop";
  const left: readonly (readonly [SlotName, number])[] = counted
    ? [
        ["staircase", 58],
        ["drive", 42],
      ]
    : pulses
      ? [
          ["staircase", 40],
          [second, 32],
          ["drive", 28],
        ]
      : [
          ["loop", 60],
          ["sketch", 40],
        ];
  const right: readonly (readonly [SlotName, number])[] = [
    ["inside", 40],
    ["state", 30],
    [telling, 30],
  ];
  // On a phone the views come one by one in this order: the inside right after the loop.
  const order: readonly SlotName[] = pulses
    ? ["staircase", "inside", ...(counted ? [] : ([second] as const)), "drive", "state", telling]
    : ["loop", "inside", "sketch", "state", telling];
  return {
    id: `device.${counted ? "counted" : chance ? "chance" : pulses ? "pulses" : "loop"}`,
    slots: Object.fromEntries(order.map((name): [string, ViewSlot] => [name, slots[name]])),
    layout: {
      direction: "row",
      parts: [
        { share: 54, content: column(...left) },
        { share: 46, content: column(...right) },
      ],
    },
    readouts: ["resistance", "conductanceNow", ...(pulses ? [] : ["area"]), "energy", "pinch", "stuck"],
    caption: pulses ? "device.caption.pulses" : kind === "waveform" ? "device.caption.waveform" : "device.caption",
    values: {},
  };
}

function overlap(params: ParamTree): Arrangement {
  const slots: Readonly<Record<string, ViewSlot>> = {
    overlap: {
      view: "overlap",
      title: "device.view.overlap",
      doc: "device.view.overlap.doc",
      channels: { overlap: "overlap", change: "change", xi: "xi" },
    },
    window: {
      view: "curve",
      title: "device.view.window",
      doc: "device.view.window.doc",
      channels: { curve: "window" },
      options: { present: "overlap.interval", steady: true },
    },
    conductance: {
      view: "trace",
      title: "device.view.conductance",
      doc: "device.view.conductance.doc",
      channels: { trace: "conductance" },
      options: { window: PAIRS * Number(getParam(params, "overlap.every")), margins: MARGINS },
    },
  };
  return {
    id: "device.overlap",
    slots,
    layout: {
      direction: "row",
      parts: [
        { share: 56, content: "overlap" },
        { share: 44, content: column(["window", 60], ["conductance", 40]) },
      ],
    },
    readouts: ["change", "xi"],
    caption: "device.caption.overlap",
    values: {},
  };
}

export const devicePage: ExperimentPage = {
  id: "device",
  openingSpeed: 0.5,
  openingStep: 0.5,
  primary: "setup",
  upFront: [
    "model",
    "stimulus.kind",
    "stimulus.own",
    "stimulus.amplitude",
    "stimulus.current",
    "stimulus.period",
    "stimulus.set",
    "stimulus.reset",
    "stimulus.setCurrent",
    "stimulus.resetCurrent",
    "stimulus.width",
    "stimulus.interval",
    "stimulus.up",
    "stimulus.down",
    "siblings",
    "hp.window",
    "pcmPulse.fall",
    "sonos.radiation.dose",
    "heo.spread",
    "circuit.series",
    "circuit.compliance",
    "overlap.interval",
    "overlap.shape",
    "overlap.spikes",
    "overlap.threshold",
    "overlap.slope",
    "overlap.aPlus",
    "overlap.aMinus",
    "overlap.gain",
  ],
  actions: (params) => (getParam(params, "setup") === "bench" ? ["pulse", "write", "rest", "reset"] : ["reset"]),
  arrange: (params) => (getParam(params, "setup") === "bench" ? bench(params) : overlap(params)),
};
