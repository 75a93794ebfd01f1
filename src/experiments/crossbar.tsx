import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of the crossbar: the array is the largest thing on it; beside it stands what its outputs are worth. */

/** Read cycles shown per second at first. */
const CYCLES_PER_SECOND = 2;
/** Length of a cycle in ms. */
const CYCLE_MS = 1e-3;

const ARRAY_CHANNELS = {
  matrix: "conductance",
  layer2: "rowNodes",
  layer3: "columnNodes",
  layer4: "cellCurrent",
  rowBars: "input",
  columnBars: "current.out",
  columnIdeal: "current.ideal",
  alongRows: "rowWire",
  alongColumns: "columnWire",
} as const;

const HANDS = {
  click: { action: "program", args: {} },
  brush: { action: "paint", args: {} },
  break: { action: "break", args: { kind: "short" } },
  mend: { action: "mend", args: {}, flags: ["stuckOn", "stuckOff", "pruned"] },
  pen: { arg: "conductance" },
} as const;

const small = { linked: false, square: true, plain: true } as const;

const SLOTS = {
  array: {
    view: "heatmap",
    title: "crossbar.view.array",
    doc: "crossbar.view.array.doc",
    channels: ARRAY_CHANNELS,
    options: HANDS,
  },
  digit: {
    view: "heatmap",
    title: "crossbar.view.digit",
    doc: "crossbar.view.digit.doc",
    channels: { matrix: "digit" },
    options: small,
  },
  scores: {
    view: "scatter",
    title: "crossbar.view.scores",
    doc: "crossbar.view.scores.doc",
    channels: { vector: "scores" },
  },
  confusion: {
    view: "heatmap",
    title: "crossbar.view.confusion",
    doc: "crossbar.view.confusion.doc",
    channels: { matrix: "confusion" },
    options: small,
  },
  errors: {
    view: "histogram",
    title: "crossbar.view.errors",
    doc: "crossbar.view.errors.doc",
    channels: { vector: "errors" },
  },
  byColumn: {
    view: "scatter",
    title: "crossbar.view.byColumn",
    doc: "crossbar.view.byColumn.doc",
    channels: { vector: "error" },
  },
  range: {
    view: "curve",
    title: "crossbar.view.range",
    doc: "crossbar.view.range.doc",
    channels: { curve: "sqnr" },
    options: { present: "converter.range" },
  },
  drift: {
    view: "curve",
    title: "crossbar.view.drift",
    doc: "crossbar.view.drift.doc",
    channels: { curve: "drift" },
    options: { present: "age" },
  },
  margin: {
    view: "curve",
    title: "crossbar.view.margin",
    doc: "crossbar.view.margin.doc",
    channels: { curve: "margin" },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

type SlotName = keyof typeof SLOTS;

/** A column of equal shares; a pair stands side by side. */
function stack(parts: readonly (SlotName | readonly [SlotName, SlotName])[]): Layout {
  const [only, ...others] = parts;
  const one = (part: SlotName | readonly [SlotName, SlotName]): Layout =>
    typeof part === "string" ? part : { direction: "row", parts: part.map((content) => ({ share: 50, content })) };
  if (only !== undefined && others.length === 0) return one(only);
  const share = Math.floor(100 / parts.length);
  return {
    direction: "column",
    parts: parts.map((part, i) => ({ content: one(part), share: i === 0 ? 100 - share * (parts.length - 1) : share })),
  };
}

interface Situation {
  readonly reads: boolean;
  readonly digits: boolean;
  /** Columns stand in pairs whose difference is an output. */
  readonly pairs: boolean;
  readonly rounds: boolean;
  /** Inputs or outputs are rounded, which takes energy. */
  readonly converts: boolean;
  readonly drifts: boolean;
  readonly compensates: boolean;
  /** Inputs and weights have a number of bits. */
  readonly counted: boolean;
}

function situation(params: ParamTree): Situation {
  const of = (path: string) => getParam(params, path);
  const technology = of("cell.technology");
  return {
    reads: of("scheme") !== "multiply",
    digits: of("array.source") === "digits",
    pairs: of("array.source") === "digits" || of("array.source") === "weights",
    rounds: Number(of("converter.adc")) > 0,
    converts: Number(of("converter.adc")) + Number(of("converter.dac")) > 0,
    drifts: technology !== "ideal" && technology !== "exponentialUpdate",
    compensates: of("compensation") !== "none",
    counted: Number(of("converter.dac")) > 0 && of("nonIdeal.levels.on") === true,
  };
}

function besides({ reads, digits, rounds, drifts }: Situation): readonly (SlotName | readonly [SlotName, SlotName])[] {
  if (reads) return ["margin"];
  const curves: SlotName[] = [...(rounds ? (["range"] as const) : []), ...(drifts ? (["drift"] as const) : [])];
  if (digits) return [["digit", "scores"], ["confusion", curves[0] ?? "errors"], ...curves.slice(1)];
  return ["errors", "byColumn", ...curves];
}

function arrange(params: ParamTree): Arrangement {
  const now = situation(params);
  const right = besides(now);
  const names: readonly SlotName[] = ["array", ...right.flat()];
  const slots: Record<string, ViewSlot> = {};
  for (const name of names) slots[name] = SLOTS[name];
  if (now.reads) {
    // One row is driven; the inputs wait for the next product.
    const { rowBars: _, ...channels } = ARRAY_CHANNELS;
    slots.array = {
      ...SLOTS.array,
      channels: { ...channels, paths: "sneak" },
      options: { ...HANDS, watch: ["selected.row", "selected.column"] },
    };
  }
  return {
    id: `crossbar.${right.length}.${right.flat().length}`,
    slots,
    layout: {
      direction: "row",
      parts: [
        { share: now.digits ? 52 : 62, content: "array" },
        { share: now.digits ? 48 : 38, content: stack(right) },
      ],
    },
    readouts: [
      ...(now.digits ? ["accuracy"] : []),
      ...(now.reads ? ["readMargin", "disturb"] : ["productError", "loss"]),
      ...(now.rounds ? ["clipped"] : []),
      ...(now.compensates ? ["alpha"] : []),
      "faultCount",
      "power",
      "delay",
      "energyTotal",
      ...(now.reads || !now.converts ? [] : ["energyArray", "energyAdc", "energyDac", "energyLeak"]),
      ...(now.reads ? [] : ["efficiency"]),
      ...(now.reads || !now.counted ? [] : ["bitEfficiency"]),
      "unsolved",
    ],
    caption: now.reads ? "crossbar.caption.read" : now.digits ? "crossbar.caption.digits" : "crossbar.caption",
    values: {},
  };
}

export const crossbarPage: ExperimentPage = {
  id: "crossbar",
  openingSpeed: CYCLES_PER_SECOND * CYCLE_MS * 1e-3,
  openingStep: CYCLE_MS,
  primary: "scheme",
  upFront: [
    "array.source",
    "array.rows",
    "array.columns",
    "array.pixels",
    "selected.row",
    "selected.column",
    "input.kind",
    "input.row",
    "wire.row",
    "wire.column",
    "driver.source",
    "driver.sink",
    "cell.technology",
    "cell.access",
    "cell.selectivity",
    "converter.adc",
    "converter.range",
    "age",
    "compensation",
    "hot.columns",
    "faults.on",
    "faults.off",
  ],
  actions: (params) => {
    const { digits, pairs } = situation(params);
    return [
      "inject",
      "detect",
      "prune",
      ...(Number(getParam(params, "faults.spares")) > 0 ? ["remap"] : []),
      ...(pairs ? ["flip"] : []),
      ...(digits ? ["retrain"] : []),
      "reprogram",
      "paint",
    ];
  },
  places: { channel: ARRAY_CHANNELS.matrix },
  arrange,
};
