import { z } from "zod";
import { choice, integer, real } from "../params/schema";
import type { ActionSpec } from "./_experiment";

/** What a hand can do to a network in training. */

const base = { live: true, group: "hand", unit: "1" } as const;

const place = (label: string, symbol: string, doc: string) =>
  integer({ ...base, label, symbol, min: 0, max: 1023, default: 0, doc });

export const rewiringActions: Readonly<Record<string, ActionSpec>> = {
  cut: {
    label: "Cut a region",
    doc: "Takes every connection of a rectangle of the layer shown away. A rule that rewires puts as many elsewhere; the static control stays without them.",
    args: z.strictObject({
      row: place("First source", "i_0", "First row of the rectangle, counted from 0."),
      column: place("First target", "j_0", "First column of the rectangle, counted from 0."),
      toRow: place("Last source", "i_1", "Last row of the rectangle; beyond the layer it is the last."),
      toColumn: place("Last target", "j_1", "Last column of the rectangle; beyond the layer it is the last."),
    }),
  },
  lesion: {
    label: "Lesion",
    doc: "Takes a random share of the connections of all layers away.",
    args: z.strictObject({
      share: real({
        ...base,
        unit: "%",
        label: "Share",
        symbol: "p",
        min: 1,
        max: 100,
        step: 1,
        default: 50,
        doc: "Share of the connections that are lost.",
      }),
    }),
  },
  kill: {
    label: "Kill neurons",
    doc: "Kills neurons chosen at random, with all their connections, for good: no rule can reach them again.",
    args: z.strictObject({
      group: choice({
        ...base,
        label: "Where",
        symbol: "\\ell",
        default: "hidden1",
        doc: "Group of neurons that loses some.",
        choices: [
          { value: "input", label: "Input", doc: "Pixels go blind." },
          { value: "hidden1", label: "First hidden layer", doc: "Neurons behind the input." },
          { value: "hidden2", label: "Second hidden layer", doc: "Neurons before the output." },
        ],
      }),
      count: integer({
        ...base,
        label: "Neurons",
        symbol: "n",
        min: 1,
        max: 784,
        default: 30,
        doc: "How many die; at least one of the group stays.",
      }),
    }),
  },
  shift: {
    label: "Shift the task",
    doc: "Changes what is to be learnt while weights and connections stay as they are.",
    args: z.strictObject({
      kind: choice({
        ...base,
        label: "Kind",
        symbol: "\\text{kind}",
        default: "pixels",
        doc: "What changes.",
        choices: [
          {
            value: "pixels",
            label: "Pixels change places",
            doc: "Every picture is shuffled by the same new permutation: informative pixels are elsewhere.",
          },
          {
            value: "labels",
            label: "Classes change names",
            doc: "Every class takes the name of the next one: pictures stay as they are.",
          },
        ],
      }),
    }),
  },
};
