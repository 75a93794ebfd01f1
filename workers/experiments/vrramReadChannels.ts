import type { CellFlag, ChannelSpecs, CurveSpec, MatrixSpec, ScalarSpec, VectorSpec } from "../protocol";
import { addressIn, transposes, type VrramParams } from "./vrramParams";

/** What a block publishes that is read. */

/** What a cell is besides its conductance; the order is that of the codes in `SITE_FLAG`. */
const FLAGS: readonly CellFlag[] = [
  { name: "stuckOn", label: "Stuck on", mark: "cross" },
  { name: "stuckOff", label: "Stuck off", mark: "ring" },
  { name: "short", label: "Short", mark: "hatch" },
  { name: "open", label: "Open", mark: "dot" },
  { name: "selected", label: "Selected", mark: "frame" },
];

/** Codes of the flags in data; the first four are those of broken cells. */
export const SITE_FLAG = { selected: 5 } as const;

const ALONG_X = { label: "Pillar x", unit: "1" } as const;
const ALONG_Y = { label: "Pillar y", unit: "1" } as const;
const LAYER = { label: "Layer", symbol: "l", unit: "1" } as const;
const PILLAR = { label: "Pillar", symbol: "xY + y", unit: "1" } as const;
const LAYERS = { label: "Layers", symbol: "L", unit: "1" } as const;
const CONDUCTANCE = { label: "Conductance", symbol: "G", unit: "S" } as const;
/** Of the axis of a plot, and where the sign is a colour. */
const AMPS = { label: "Current", symbol: "I", unit: "A" } as const;
const CURRENT = { ...AMPS, diverging: true } as const;
const VOLTAGE = { label: "Voltage", symbol: "V", unit: "V" } as const;

type Axis = VectorSpec["value"];

const vector = (length: number, label: string, doc: string, value: Axis, index: Axis): VectorSpec => ({
  kind: "vector",
  label,
  doc,
  length,
  value,
  index,
  groups: [],
});

const curve = (label: string, doc: string, x: Axis, y: Axis, series: CurveSpec["series"]): CurveSpec => ({
  kind: "curve",
  label,
  doc,
  x,
  y,
  series,
});

const scalar = (label: string, doc: string, symbol: string, unit: string, gauge?: ScalarSpec["gauge"]): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
  ...(gauge && { gauge }),
});

function cells(params: VrramParams): ChannelSpecs {
  const { layers, columns, rows } = params.block;
  const { layer } = addressIn(params, { layer: params.view.layer, x: 0, y: 0 });
  const map = (label: string, doc: string, value: Axis, extra: Partial<MatrixSpec> = {}): MatrixSpec => ({
    kind: "matrix",
    label,
    doc,
    rows,
    columns,
    value,
    row: ALONG_Y,
    column: ALONG_X,
    ...extra,
  });
  return {
    lattice: {
      kind: "lattice",
      label: "Block",
      doc: "Every cell of the block, with the currents in planes and pillars.",
      layers,
      columns,
      rows,
      value: CONDUCTANCE,
      current: CURRENT,
      voltage: VOLTAGE,
      lines: false,
      flags: FLAGS,
      fade: 0,
    },
    layer: map("Layer", "Conductance of each cell of the layer that is shown.", CONDUCTANCE, { layer, flags: FLAGS }),
    layerCurrent: map(
      "Currents of the layer",
      "Current of each cell of the layer from its plane to its pillar.",
      CURRENT,
      {
        layer,
      },
    ),
    pillars: map("Pillar currents", "Current out of the foot of each pillar.", CURRENT),
    pillarCurrents: vector(
      columns * rows,
      "Currents of pillars",
      "Current out of the foot of each pillar, along y for each x.",
      CURRENT,
      PILLAR,
    ),
    planeCurrents: vector(layers, "Currents of planes", "Current into each plane from its drivers.", AMPS, LAYER),
    planeVoltages: vector(
      layers,
      "Voltages of planes",
      "Mean voltage on each plane; that of a floating one is what its cells make of it.",
      VOLTAGE,
      LAYER,
    ),
  };
}

function products(params: VrramParams): ChannelSpecs {
  const { layers, columns, rows } = params.block;
  const transposed = transposes(params);
  return {
    idealCurrents: vector(
      transposed ? layers : columns * rows,
      "Ideal currents",
      "What each output should give: voltages times conductances, without wires, drivers and transistors.",
      CURRENT,
      transposed ? LAYER : PILLAR,
    ),
  };
}

const curves = (): ChannelSpecs => ({
  margin: curve(
    "Read margin",
    "How much less current flows when the chosen cell is off instead of on, if only so many of the lowest layers were there. All other cells are as they are.",
    LAYERS,
    { label: "Read margin", symbol: "m", unit: "1" },
    [
      { name: "grounded", label: "Others grounded" },
      { name: "floating", label: "Others floating" },
    ],
  ),
  readCurrents: curve(
    "Current of a read",
    "Current out of the chosen pillar while its cell is read, if only so many of the lowest layers were there, and what the cell alone would carry.",
    LAYERS,
    AMPS,
    [
      { name: "true", label: "The cell alone", dashed: true, role: "theory" },
      { name: "grounded", label: "Others grounded" },
      { name: "floating", label: "Others floating" },
    ],
  ),
  loss: curve(
    "Loss against layers",
    "Share of the current of the chosen pillar that is lost when all planes have the read voltage, if only so many of the lowest layers were there.",
    LAYERS,
    { label: "Loss", symbol: "\\ell", unit: "1" },
    [
      { name: "loss", label: "Lost" },
      { name: "access", label: "By the transistor alone", dashed: true },
    ],
  ),
  drop: curve(
    "Voltage along the pillar",
    "Voltage of the chosen pillar at each layer, and of the planes there: what is between them is left for the cells.",
    LAYER,
    VOLTAGE,
    [
      { name: "pillar", label: "Pillar" },
      { name: "plane", label: "Plane", dashed: true },
    ],
  ),
  written: curve(
    "Writes by layer",
    "Chance that one pulse switches the chosen pillar's cell of each layer, the other planes at half of the voltage, and that it switches one of the others on that pillar by mistake.",
    LAYER,
    { label: "Probability", symbol: "P", unit: "1", scale: "log" },
    [
      { name: "written", label: "The cell itself" },
      { name: "disturbed", label: "Another by mistake" },
    ],
  ),
});

const UNSOURCED = "Order of magnitude, unsourced.";

const readouts = (): ChannelSpecs => ({
  trueCurrent: scalar(
    "True current",
    "What should come out: of a read the current of the chosen cell alone, of a product the ideal current of the chosen pillar, or plane.",
    "I^*",
    "A",
  ),
  readCurrent: scalar("Read current", "What comes out of the chosen pillar, or of the chosen plane.", "I", "A"),
  readError: scalar("Error of the read", "Read minus true current, relative to the true one.", "\\varepsilon", "1"),
  readMargin: scalar(
    "Read margin",
    "How much less current the chosen cell would give off than on, the others as they are; of reads alone.",
    "m",
    "1",
    { range: [0, 1] },
  ),
  productError: scalar(
    "Error of the product",
    "Length of the error of all outputs over the length of the ideal outputs.",
    "\\varepsilon_p",
    "1",
  ),
  planeSum: scalar("Sum of the planes", "Current that all drivers of planes deliver.", "I_P", "A"),
  pillarSum: scalar(
    "Sum of the pillars",
    "Current out of all pillars: to rounding the same as that of the planes.",
    "I_Q",
    "A",
  ),
  power: scalar("Power", "What the sources deliver to the block while it reads.", "P", "W"),
  faulty: scalar("Faults", "Cells that are stuck, shorted or open.", "n_f", "1"),
  cellsPerWafer: scalar(
    "Cells on a wafer, order of magnitude",
    `Pillars at this pitch on a wafer of 300 mm, times the layers. ${UNSOURCED}`,
    "N",
    "1",
  ),
  pitchNeeded: scalar(
    "Pitch for 10¹² cells, claim unsourced",
    `Pitch of the pillars at which this many layers put 10¹² cells on one wafer, as is claimed. ${UNSOURCED}`,
    "p_{12}",
    "m",
  ),
  wafers: scalar(
    "Wafers for 10¹⁵ synapses",
    `Wafers of that density that hold 10¹⁵ cells, a brain's number of synapses. ${UNSOURCED}`,
    "n_w",
    "1",
  ),
  unsolved: {
    kind: "scalar",
    label: "The circuit was not solved: its currents are not to be trusted",
    doc: "The method gave up: cells differ by more than double precision carries, or selectors are too steep.",
    symbol: "\\text{unsolved}",
    unit: "1",
    alarm: true,
  },
});

export const readChannels = (params: VrramParams): ChannelSpecs => ({
  ...cells(params),
  ...products(params),
  ...curves(),
  ...readouts(),
});
