import { place, refuse } from "../crossbar/_table";
import { type MatrixSpec, parseMatrix } from "../crossbar/matrixFile";
import type { ParsedFile } from "./_experiment";
import { MOST, MOST_CONDUCTANCE, MOST_PILLARS, MOST_SITES } from "./vrramReadParams";

/** Files that a person brings to a block. */

const CONDUCTANCES: MatrixSpec = {
  noun: "conductance",
  unit: "S",
  least: 0,
  most: MOST_CONDUCTANCE,
  mostRows: MOST_SITES,
  mostColumns: MOST_SITES,
  layered: true,
  keys: ["conductance", "conductances", "G_S", "G", "values"],
  hint: `Give conductances in S (50 µS is 5e-5), layer by layer from below: an array of three axes (layers, x, y) sets the size of the block, at most ${MOST.layers} x ${MOST.columns} x ${MOST.rows}; rows and columns of text fill the block as it is.`,
};

const VOLTAGES: MatrixSpec = {
  noun: "voltage",
  unit: "V",
  least: -10,
  most: 10,
  mostRows: MOST_PILLARS,
  mostColumns: MOST_PILLARS,
  line: true,
  keys: ["planes", "v_plane_V", "voltages", "V", "values"],
  hint: "Give one voltage in V for each plane, lowest first, or for each pillar, in one column or one row.",
};

const ACCEPT = [".csv", ".txt", ".json", ".npy"] as const;

export const vrramFiles: Readonly<Record<string, ParsedFile>> = {
  conductance: {
    label: "Conductances",
    doc: "Conductances in S as CSV, JSON or NumPy array: layer by layer from below, in each along x, for each x along y.",
    accept: ACCEPT,
    parse(bytes, fileName) {
      const { rows, columns, layers, values } = parseMatrix(bytes, fileName, CONDUCTANCES);
      const context = { fileName, hint: CONDUCTANCES.hint };
      if (values.length > MOST_SITES) {
        const at = place(Math.floor(MOST_SITES / columns), MOST_SITES % columns);
        refuse(context, `${at}: more than the ${MOST_SITES} cells of the largest block`);
      }
      const edits = [
        { path: "pattern.kind", value: "file" },
        { path: "pattern.conductance", value: Array.from(values) },
      ];
      if (layers === undefined) return edits;
      const shape = { layers, columns: rows / layers, rows: columns };
      for (const [name, most] of Object.entries(MOST)) {
        const count = shape[name as keyof typeof MOST];
        if (count > most) refuse(context, `${count} ${name} are more than the ${most} of the largest block`);
      }
      return [...Object.entries(shape).map(([name, value]) => ({ path: `block.${name}`, value })), ...edits];
    },
  },
  voltages: {
    label: "Voltages",
    doc: "One voltage in V for each plane, or of a transposed product for each pillar, as CSV, JSON or NumPy array.",
    accept: ACCEPT,
    parse(bytes, fileName) {
      return [
        { path: "read.input", value: "file" },
        { path: "read.file", value: Array.from(parseMatrix(bytes, fileName, VOLTAGES).values) },
      ];
    },
  },
};
