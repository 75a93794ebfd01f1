import { z } from "zod";
import { choice, integer, real } from "../params/schema";
import type { ActionSpec } from "./_experiment";
import { MOST_CONDUCTANCE } from "./crossbarArrayParams";

/** What a hand can do to an array. */

const base = { live: true, group: "cell", unit: "1" } as const;
const line = { ...base, min: 0, max: 515, default: 0 } as const;

const row = (label = "Row", symbol = "i") =>
  integer({ ...line, label, symbol, doc: "Row of the cell, counted from 0." });
const column = (label = "Column", symbol = "j") =>
  integer({ ...line, label, symbol, doc: "Column of the cell, counted from 0." });

const conductance = real({
  ...base,
  unit: "S",
  label: "Conductance",
  symbol: "G",
  min: 0,
  max: MOST_CONDUCTANCE,
  default: 1e-4,
  doc: "Conductance to program; what the device cannot reach becomes the end of its window.",
});

const percent = (label: string, symbol: string) =>
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

export const crossbarActions: Readonly<Record<string, ActionSpec>> = {
  program: {
    label: "Program a cell",
    doc: "Writes a conductance into one cell, as well as its technology can.",
    args: z.strictObject({ row: row(), column: column(), conductance }),
  },
  paint: {
    label: "Program a rectangle",
    doc: "Writes the same conductance into all cells of a rectangle.",
    args: z.strictObject({
      row: row(),
      column: column(),
      toRow: row("Last row", "i_1"),
      toColumn: column("Last column", "j_1"),
      conductance,
    }),
  },
  break: {
    label: "Break a cell",
    doc: "Makes one cell a short, an open, or stuck.",
    args: z.strictObject({
      row: row(),
      column: column(),
      kind: choice({
        ...base,
        label: "Kind",
        symbol: "\\text{kind}",
        default: "short",
        doc: "How the cell breaks.",
        choices: [
          { value: "short", label: "Short", doc: "100 Ω whatever is programmed." },
          { value: "open", label: "Open", doc: "No connection at all." },
          { value: "stuckOn", label: "Stuck on", doc: "As much as a good cell can conduct." },
          { value: "stuckOff", label: "Stuck off", doc: "As little as a good cell can conduct." },
        ],
      }),
    }),
  },
  mend: {
    label: "Mend a cell",
    doc: "Makes one cell whole again, and connects it if it was pruned.",
    args: z.strictObject({ row: row(), column: column() }),
  },
  inject: {
    label: "Break some cells",
    doc: "Breaks a random share of the cells, each time others.",
    args: z.strictObject({ on: percent("Stuck on", "p_{on}"), off: percent("Stuck off", "p_{off}") }),
  },
  detect: {
    label: "Find faults",
    doc: "Reads the array row by row and marks the cells that are far from what they should be.",
    args: z.strictObject({}),
  },
  prune: {
    label: "Prune what was found",
    doc: "Cuts off every cell that the last search found conducting too much.",
    args: z.strictObject({}),
  },
  remap: {
    label: "Move a column",
    doc: "Lets a spare column take the place of a column: it is programmed with what that one should hold.",
    args: z.strictObject({ column: column() }),
  },
  flip: {
    label: "Turn pairs round",
    doc: "Lets the two columns of a pair change places where the faults that were found then stand on weights that want them.",
    args: z.strictObject({}),
  },
  retrain: {
    label: "Train again",
    doc: "Trains the classifier anew around the faults that were found, and programs the weights.",
    args: z.strictObject({}),
  },
  reprogram: {
    label: "Program again",
    doc: "Programs every cell to its target: spread and drift are drawn anew.",
    args: z.strictObject({}),
  },
};
