import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import type { SiteWatch } from "../views/sites/address";
import type { Arrangement, ExperimentPage, Layout, ViewSlot } from "./_page";

/** Page of the block: the cells in space are the largest thing on it; a layer, the list of cells and currents stand beside it. */

/** Steps per second at first: read cycles, each of which is to be looked at, and batches of training. */
const PACE = { read: 2, carve: 60 } as const;

const small = { linked: false, square: true, plain: true } as const;

/** Cells that a click mends instead of breaking them. */
const BROKEN = ["stuckOn", "stuckOff", "short", "open"] as const;
const HANDS = {
  break: { action: "break", args: { kind: "open" } },
  mend: { action: "mend", args: {}, flags: BROKEN },
} as const;
const PROGRAMS = { program: { action: "program", args: {} }, box: { action: "program", args: {} } } as const;
const BREAKS = { box: { action: "break", args: { kind: "open" } } } as const;

/** The layer shown is that of the chosen cell. */
const LAYER: SiteWatch = [["view.layer", "layer"]];
/** A chosen cell is the one that is read. */
const READ: SiteWatch = [...LAYER, ["read.layer", "layer"], ["read.x", "x"], ["read.y", "y"]];

const SHARED = {
  block: {
    view: "lattice",
    title: "vrram.view.block",
    doc: "vrram.view.block.doc",
    channels: { lattice: "lattice" },
  },
  layer: {
    view: "heatmap",
    title: "vrram.view.layer",
    doc: "vrram.view.layer.doc",
    channels: { matrix: "layer", layer2: "layerCurrent" },
    options: { square: true, ...HANDS },
  },
  cells: {
    view: "connections",
    title: "vrram.view.cells",
    doc: "vrram.view.cells.doc",
    channels: { lattice: "lattice" },
  },
  pillars: {
    view: "heatmap",
    title: "vrram.view.pillars",
    doc: "vrram.view.pillars.doc",
    channels: { matrix: "pillars" },
    options: small,
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

const READS = {
  planes: {
    view: "scatter",
    title: "vrram.view.planes",
    doc: "vrram.view.planes.doc",
    channels: { vector: "planeCurrents" },
  },
  voltages: {
    view: "scatter",
    title: "vrram.view.voltages",
    doc: "vrram.view.voltages.doc",
    channels: { vector: "planeVoltages" },
  },
  drop: {
    view: "curve",
    title: "vrram.view.drop",
    doc: "vrram.view.drop.doc",
    channels: { curve: "drop" },
  },
  loss: {
    view: "curve",
    title: "vrram.view.loss",
    doc: "vrram.view.loss.doc",
    channels: { curve: "loss" },
    options: { present: "block.layers" },
  },
  margin: {
    view: "curve",
    title: "vrram.view.margin",
    doc: "vrram.view.margin.doc",
    channels: { curve: "margin" },
    options: { present: "block.layers" },
  },
  readCurrents: {
    view: "curve",
    title: "vrram.view.readCurrents",
    doc: "vrram.view.readCurrents.doc",
    channels: { curve: "readCurrents" },
    options: { present: "block.layers" },
  },
  written: {
    view: "curve",
    title: "vrram.view.written",
    doc: "vrram.view.written.doc",
    channels: { curve: "written" },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

const CARVES = {
  training: {
    view: "trace",
    title: "vrram.view.training",
    doc: "vrram.view.training.doc",
    channels: { trace: "training" },
    options: { span: "run" },
  },
  turnover: {
    view: "trace",
    title: "vrram.view.turnover",
    doc: "vrram.view.turnover.doc",
    channels: { trace: "turnover" },
    options: { span: "run" },
  },
  picture: {
    view: "heatmap",
    title: "vrram.view.picture",
    doc: "vrram.view.picture.doc",
    channels: { matrix: "picture" },
    options: small,
  },
  templates: {
    view: "heatmap",
    title: "vrram.view.templates",
    doc: "vrram.view.templates.doc",
    channels: { matrix: "templates" },
    options: small,
  },
  scores: {
    view: "scatter",
    title: "vrram.view.scores",
    doc: "vrram.view.scores.doc",
    channels: { vector: "scores" },
  },
  confusion: {
    view: "heatmap",
    title: "vrram.view.confusion",
    doc: "vrram.view.confusion.doc",
    channels: { matrix: "confusion" },
    options: small,
  },
  fanIn: {
    view: "histogram",
    title: "vrram.view.fanIn",
    doc: "vrram.view.fanIn.doc",
    channels: { vector: "fanIn" },
  },
  fanOut: {
    view: "histogram",
    title: "vrram.view.fanOut",
    doc: "vrram.view.fanOut.doc",
    channels: { vector: "fanOut" },
  },
} as const satisfies Readonly<Record<string, ViewSlot>>;

type Part = readonly [share: number, content: Layout];
const row = (...parts: readonly Part[]): Layout => ({
  direction: "row",
  parts: parts.map(([share, content]) => ({ share, content })),
});
const column = (...parts: readonly Part[]): Layout => ({
  direction: "column",
  parts: parts.map(([share, content]) => ({ share, content })),
});

/** The block, a layer and the list stay in sight; two places below the block are shared, so that a projector can show them. */
const places = (...below: readonly [readonly string[], readonly string[]]): Layout =>
  row(
    [60, column([64, "block"], [36, row(...below.map((stack) => [50, { stack }] as const))])],
    [40, column([44, "layer"], [56, "cells"])],
  );

/** The views that are always there, with what a hand does in them. */
function shared(hands: object, watch: SiteWatch): Record<string, ViewSlot> {
  const { block, layer, cells, pillars } = SHARED;
  return {
    block: { ...block, options: { ...HANDS, ...hands, watch } },
    layer: { ...layer, options: { ...layer.options, watch } },
    cells: { ...cells, options: { watch } },
    pillars,
  };
}

/** Curves of one cell that is read, or of a product; the layers of a block differ in what it takes to write them. */
const curves = (cell: boolean, layered: boolean) =>
  cell ? (["margin", "readCurrents"] as const) : layered ? (["drop", "written"] as const) : (["drop", "loss"] as const);

function reading(params: ParamTree): Arrangement {
  const of = (path: string) => getParam(params, path);
  const cell = of("read.what") === "cell";
  const layered = Number(of("taper")) !== 0 || Number(of("threshold")) !== 0;
  const [left, right] = curves(cell, layered);
  // Where cells are alike and planes are single nodes, all pillars say the same.
  const level = of("pattern.kind") === "uniform" && of("circuit.form") !== "mesh";
  const third = cell ? "drop" : "pillars";
  const fourth = cell ? "voltages" : "planes";
  const { pillars, ...slots } = shared(PROGRAMS, READ);
  return {
    id: cell ? "vrram.cell" : "vrram.read",
    slots: {
      ...slots,
      ...(cell ? { drop: READS.drop } : { pillars: pillars as ViewSlot }),
      [left]: READS[left],
      [right]: READS[right],
      [fourth]: READS[fourth],
    },
    layout: places(
      cell || level ? [left, third] : [third, left],
      of("read.direction") === "transpose" ? [fourth, right] : [right, fourth],
    ),
    readouts: [
      ...(cell ? ["trueCurrent", "readCurrent", "readError", "readMargin"] : ["productError", "planeSum", "pillarSum"]),
      "power",
      "faulty",
      "cellsPerWafer",
      "pitchNeeded",
      "unsolved",
    ],
    caption: cell
      ? of("read.others") === "floating"
        ? "vrram.caption.floating"
        : "vrram.caption.cell"
      : of("read.direction") === "transpose"
        ? "vrram.caption.transpose"
        : "vrram.caption.read",
    values: {},
  };
}

function carving(params: ParamTree): Arrangement {
  const frozen = getParam(params, "carve.frozen") === true;
  const { pillars: _, ...slots } = shared(BREAKS, LAYER);
  return {
    id: "vrram.carve",
    slots: {
      ...slots,
      layer: { ...SHARED.layer, options: { ...SHARED.layer.options, sparse: true, watch: LAYER } },
      cells: { ...SHARED.cells, channels: { lattice: "lattice", age: "age" }, options: { watch: LAYER } },
      ...CARVES,
    },
    layout: places(["training", "turnover", "fanIn", "fanOut"], ["templates", "picture", "scores", "confusion"]),
    readouts: ["accuracy", "loss", "active", "missing", "density", "rewired", "faulty", "leak", "energy"],
    caption: frozen ? "vrram.caption.frozen" : "vrram.caption.carve",
    values: {},
  };
}

const carves = (params: ParamTree): boolean => getParam(params, "setup") === "carve";

export const vrramPage: ExperimentPage = {
  id: "vrram",
  openingSpeed: 1e-6,
  pace: (params) => (carves(params) ? PACE.carve : PACE.read),
  primary: "setup",
  upFront: [
    "block.layers",
    "block.columns",
    "block.rows",
    "read.what",
    "read.others",
    "read.direction",
    "read.select",
    "read.input",
    "read.volts",
    "read.layer",
    "read.x",
    "read.y",
    "circuit.form",
    "cell.access",
    "cell.selectivity",
    "noise.read",
    "wires.pillar",
    "wires.accessOn",
    "pattern.kind",
    "taper",
    "carve.frozen",
    "carve.active",
    "carve.growth",
    "carve.zeta",
    "carve.interval",
    "carve.fanIn",
    "carve.fanOut",
    "carve.forward",
    "carve.digit",
    "carve.sample",
    "view.layer",
    "density.pitch",
  ],
  actions: (params) => [
    "breakLayer",
    "drill",
    "inject",
    "break",
    "mend",
    ...(carves(params) ? [] : ["program", "plane"]),
  ],
  places: { channel: "lattice", otherwise: { layer: "view.layer" } },
  arrange: (params) => (carves(params) ? carving(params) : reading(params)),
};
