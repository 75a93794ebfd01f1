import { z } from "zod";
import { choice, group, integer, real } from "../params/schema";
import { carveGroup } from "./vrramCarveParams";
import { cell, faults, noise } from "./vrramCellParams";
import { density, MOST, pattern, read, write } from "./vrramReadParams";

/** Parameters of the block: its size, its wires, and those of its two set-ups. */

const live = { live: true } as const;
const rebuilds = { live: false, unit: "1" } as const;
const reading = { path: "setup", in: ["read"] } as const;

const setup = choice({
  ...rebuilds,
  group: "setup",
  label: "Set-up",
  symbol: "\\text{setup}",
  default: "read",
  doc: "What is done with the block.",
  choices: [
    { value: "read", label: "Read", doc: "Voltages on whole planes, currents out of pillars." },
    {
      value: "carve",
      label: "Carve",
      doc: "Planes are cut into lines; cells are pruned and grow until the block names digits.",
    },
  ],
});

const block = group({
  layers: integer({
    ...rebuilds,
    group: "block",
    label: "Layers",
    symbol: "L",
    min: 1,
    max: MOST.layers,
    default: 8,
    doc: "Planes on top of each other; each pillar has a cell in every one.",
  }),
  columns: integer({
    ...rebuilds,
    group: "block",
    label: "Pillars along x",
    symbol: "X",
    min: 1,
    max: MOST.columns,
    default: 16,
    doc: "Pillars away from the face at which planes are driven.",
  }),
  rows: integer({
    ...rebuilds,
    group: "block",
    label: "Pillars along y",
    symbol: "Y",
    min: 1,
    max: MOST.rows,
    default: 16,
    doc: "Pillars along the driven face.",
  }),
});

const circuit = group({
  form: choice({
    ...live,
    unit: "1",
    when: reading,
    group: "wires",
    label: "Planes are",
    symbol: "\\text{planes}",
    default: "lumped",
    doc: "Whether the resistance within a plane counts.",
    choices: [
      { value: "lumped", label: "Single nodes", doc: "A plane has the same voltage everywhere: fast, of any size." },
      { value: "mesh", label: "Nets of resistors", doc: "Every piece of a plane between two pillars is a resistor." },
    ],
  }),
});

const ohm = { ...live, unit: "Ω", group: "wires", min: 0 } as const;

const wires = group({
  plane: real({
    ...ohm,
    when: [reading, { path: "circuit.form", in: ["mesh"] }],
    label: "Plane",
    symbol: "r_p",
    max: 200,
    step: 0.5,
    default: 2,
    doc: "Resistance of a plane from one pillar to the next.",
  }),
  pillar: real({
    ...ohm,
    label: "Pillar",
    symbol: "r_z",
    max: 500,
    step: 1,
    default: 5,
    doc: "Resistance of a pillar from one layer to the next.",
  }),
  driver: real({
    ...ohm,
    label: "Driver",
    symbol: "R_d",
    max: 10_000,
    step: 1,
    default: 20,
    doc: "Resistance of each driver: a plane has one for each y along its driven edge.",
  }),
  accessOn: real({
    ...ohm,
    label: "Access transistor, on",
    symbol: "R_{on}",
    max: 20_000,
    step: 10,
    default: 2000,
    doc: "Resistance below a selected pillar; 2 to 10 kΩ are usual, and limit how many layers a pillar can carry.",
  }),
  accessOff: real({
    ...live,
    when: reading,
    unit: "GΩ",
    group: "wires",
    label: "Access transistor, off",
    symbol: "R_{off}",
    min: 0.001,
    max: 100,
    scale: "log",
    default: 1,
    doc: "Resistance below a pillar that is not selected: it floats, but for this.",
  }),
});

export const vrramSchema = z.strictObject({
  setup,
  block,
  read,
  pattern,
  cell,
  circuit,
  wires,
  taper: real({
    ...live,
    unit: "%",
    when: reading,
    group: "layers",
    label: "Taper",
    symbol: "s",
    min: -20,
    max: 20,
    step: 0.5,
    default: 0,
    doc: "How much more the cells of the highest layer conduct than those of the lowest, as the etched hole narrows on its way down.",
    badge: "surrogate",
  }),
  threshold: real({
    ...live,
    unit: "%",
    when: reading,
    group: "layers",
    label: "Shift of thresholds",
    symbol: "\\Delta V_{set}",
    min: -3,
    max: 3,
    step: 0.1,
    default: 0,
    doc: "How much more voltage than the mean the highest layer needs to switch, and how much less the lowest.",
    badge: "surrogate",
  }),
  faults,
  noise,
  write,
  density,
  view: group({
    layer: integer({
      ...live,
      unit: "1",
      group: "view",
      label: "Layer shown",
      symbol: "l",
      min: 0,
      max: MOST.layers - 1,
      default: 0,
      doc: "Layer that is shown as a map, 0 lowest; beyond the block it is the highest.",
    }),
  }),
  carve: carveGroup,
});

export type VrramParams = z.output<typeof vrramSchema>;

/** An address in the block; what lies beyond is its last place. */
export function addressIn(
  { block: { layers, columns, rows } }: Pick<VrramParams, "block">,
  at: { layer: number; x: number; y: number },
) {
  return {
    layer: Math.min(at.layer, layers - 1),
    x: Math.min(at.x, columns - 1),
    y: Math.min(at.y, rows - 1),
  };
}

/** True where pillars are driven and planes are read. */
export const transposes = ({ read }: Pick<VrramParams, "read">): boolean =>
  read.what === "multiply" && read.direction === "transpose";
