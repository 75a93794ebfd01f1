import { z } from "zod";
import { choice, integer, real } from "../params/schema";
import type { ActionSpec } from "./_experiment";
import { MOST, MOST_CONDUCTANCE } from "./vrramReadParams";

/** What a hand can do to a block. */

const base = { live: true, group: "cell", unit: "1" } as const;

const layer = integer({
  ...base,
  label: "Layer",
  symbol: "l",
  min: 0,
  max: MOST.layers - 1,
  default: 0,
  doc: "Layer of the cell, 0 lowest.",
});
const x = integer({
  ...base,
  label: "Along x",
  symbol: "x",
  min: 0,
  max: MOST.columns - 1,
  default: 0,
  doc: "Pillar away from the driven face, counted from 0.",
});
const y = integer({
  ...base,
  label: "Along y",
  symbol: "y",
  min: 0,
  max: MOST.rows - 1,
  default: 0,
  doc: "Pillar along the driven face, counted from 0.",
});

const last = (label: string, symbol: string, most: number) =>
  integer({
    ...base,
    label,
    symbol,
    min: -1,
    max: most - 1,
    default: -1,
    doc: "The other end of a box of cells; -1 for the same place.",
  });

/** One cell, or all cells of a box between two corners. */
const box = {
  layer,
  x,
  y,
  toLayer: last("To layer", "l_1", MOST.layers),
  toX: last("To x", "x_1", MOST.columns),
  toY: last("To y", "y_1", MOST.rows),
};

const kind = choice({
  ...base,
  label: "Kind",
  symbol: "\\text{kind}",
  default: "open",
  doc: "How a cell breaks.",
  choices: [
    { value: "open", label: "Open", doc: "No connection at all." },
    { value: "short", label: "Short", doc: "100 Ω whatever is programmed." },
    { value: "stuckOn", label: "Stuck on", doc: "As much as a good cell can conduct." },
    { value: "stuckOff", label: "Stuck off", doc: "As little as a good cell can conduct." },
  ],
});

const share = (label: string, symbol: string) =>
  real({
    ...base,
    unit: "%",
    label,
    symbol,
    min: 0,
    max: 20,
    step: 0.1,
    default: 1,
    doc: "Share of the cells that break.",
  });

export const vrramActions: Readonly<Record<string, ActionSpec>> = {
  program: {
    label: "Program cells",
    doc: "Writes a conductance into a cell, or into all cells of a box, as well as the technology can.",
    args: z.strictObject({
      ...box,
      conductance: real({
        ...base,
        unit: "S",
        label: "Conductance",
        symbol: "G",
        min: 0,
        max: MOST_CONDUCTANCE,
        default: 5e-5,
        doc: "Conductance to program; what the cell cannot reach becomes the end of its window.",
      }),
    }),
  },
  break: {
    label: "Break cells",
    doc: "Makes a cell, or all cells of a box, a short, an open, or stuck.",
    args: z.strictObject({ ...box, kind }),
  },
  mend: {
    label: "Mend cells",
    doc: "Makes a cell, or all cells of a box, whole again.",
    args: z.strictObject(box),
  },
  breakLayer: {
    label: "Break a layer",
    doc: "Breaks every cell of a layer.",
    args: z.strictObject({ layer, kind }),
  },
  drill: {
    label: "Drill a hole",
    doc: "Breaks all cells of the pillars around a place, through all layers.",
    args: z.strictObject({
      x,
      y,
      radius: real({
        ...base,
        label: "Radius",
        symbol: "r",
        min: 0,
        max: 64,
        step: 0.5,
        default: 2,
        doc: "In distances between neighbouring pillars; with 0 it is one pillar.",
      }),
      kind,
    }),
  },
  inject: {
    label: "Break some cells",
    doc: "Breaks a random share of the cells, each time others.",
    args: z.strictObject({
      on: share("Stuck on", "p_{on}"),
      off: share("Stuck off", "p_{off}"),
    }),
  },
  plane: {
    label: "Connect a plane",
    doc: "Drives a plane as the read asks, holds it at 0 V, or lets it float.",
    args: z.strictObject({
      layer,
      mode: choice({
        ...base,
        label: "Connection",
        symbol: "\\text{mode}",
        default: "driven",
        doc: "What the plane hangs on.",
        choices: [
          { value: "driven", label: "As the read asks", doc: "Its input, or what other planes do." },
          { value: "grounded", label: "Grounded", doc: "Held at 0 V." },
          { value: "floating", label: "Floating", doc: "Connected to nothing." },
        ],
      }),
    }),
  },
};
