import { parseConductance, parseImage, parseInput } from "../crossbar/matrixFile";
import { fail, type SimError } from "../protocol";
import { defineExperiment } from "./_experiment";
import { crossbarActions } from "./crossbarActions";
import { crossbarChannels } from "./crossbarChannels";
import { crossbarOutline } from "./crossbarOutline";
import { type CrossbarParams, crossbarSchema } from "./crossbarParams";
import { crossbarPresets } from "./crossbarPresets";
import { MOST_SPOILT, sizeOf } from "./crossbarSize";
import { technologyOf } from "./crossbarTechnology";

/** Crossbar: an array of devices that multiplies a vector by a matrix, with everything that comes between. */

/** Length of a step in ms: one read cycle of the array. */
export const CYCLE_MS = 1e-3;

const value = (path: string, message: string, hint?: string): SimError => fail("value", path, message, hint).error;

function shape(params: CrossbarParams): SimError | null {
  const { array } = params;
  if (array.source === "file") {
    const { length } = array.conductance;
    if (length === 0) return value("array.source", "no conductances were loaded yet", "Load a file of conductances.");
    if (array.fileColumns === 0 || length % array.fileColumns !== 0 || length / array.fileColumns > 512) {
      const message = `array.fileColumns must divide the ${length} conductances into at most 512 rows, got ${array.fileColumns}`;
      return value("array.fileColumns", message);
    }
  }
  if (array.source === "weights" && array.columns % 2 === 1) {
    const message = `array.columns must be even while weights stand in pairs of columns, got ${array.columns}`;
    return value("array.columns", message);
  }
  if (array.image.length > 0 && (array.imageColumns === 0 || array.image.length % array.imageColumns !== 0)) {
    const message = `array.imageColumns must divide the ${array.image.length} grey levels into rows, got ${array.imageColumns}`;
    return value("array.imageColumns", message);
  }
  return null;
}

function inputs(params: CrossbarParams): SimError | null {
  const { kind, volts } = params.input;
  const { rows } = sizeOf(params);
  if (kind !== "file" || volts.length === rows) return null;
  const message = `input.volts must hold a voltage for each of the ${rows} rows, got ${volts.length}`;
  return value("input.volts", message, "Load an input file of that length, or choose another input.");
}

function spoilt(params: CrossbarParams): SimError | null {
  const { rows, columns } = sizeOf(params);
  if (rows * columns <= MOST_SPOILT) return null;
  const on = Object.entries(params.nonIdeal).find(([, part]) => typeof part === "object" && part.on);
  if (on === undefined) return null;
  const path = `nonIdeal.${on[0]}.on`;
  const message = `${path} must be off in arrays of more than ${MOST_SPOILT} cells, this one has ${rows * columns}`;
  return value(path, message, "Take an array of at most 256 rows and columns.");
}

export const crossbar = defineExperiment({
  ...crossbarOutline,
  schema: crossbarSchema,
  presets: crossbarPresets,
  actions: crossbarActions,
  files: {
    conductance: {
      label: "Conductances",
      doc: "One line for each row, one number for each column: conductances in S, as CSV, JSON or NumPy array.",
      accept: [".csv", ".txt", ".json", ".npy"],
      parse(bytes, fileName) {
        const { columns, values } = parseConductance(bytes, fileName);
        return [
          { path: "array.source", value: "file" },
          { path: "array.conductance", value: Array.from(values) },
          { path: "array.fileColumns", value: columns },
        ];
      },
    },
    input: {
      label: "Input voltages",
      doc: "One voltage in V for each row, as CSV, JSON or NumPy array.",
      accept: [".csv", ".txt", ".json", ".npy"],
      parse(bytes, fileName) {
        return [
          { path: "input.kind", value: "file" },
          { path: "input.volts", value: Array.from(parseInput(bytes, fileName)) },
        ];
      },
    },
    image: {
      label: "Picture",
      doc: "Grey levels as PNG, JPEG, PGM or PPM picture, or as numbers in CSV, JSON or NumPy array. Only the page reads PNG and JPEG.",
      accept: [".png", ".jpg", ".jpeg", ".pgm", ".ppm", ".csv", ".txt", ".json", ".npy"],
      parse(bytes, fileName) {
        const { columns, values } = parseImage(bytes, fileName);
        return [
          { path: "array.source", value: "image" },
          { path: "array.image", value: Array.from(values) },
          { path: "array.imageColumns", value: columns },
        ];
      },
    },
  },
  sources: [
    { citation: "Joksas & Mehonic 2020, SoftwareX 12:100617" },
    { citation: "Joshi et al. 2020, Nature Communications 11:2473", doi: "10.1038/s41467-020-16108-9" },
    { citation: "Le Gallo, Krebs, Zipoli, Salinga & Sebastian 2018, Advanced Electronic Materials" },
    { citation: "Shafiee et al. 2016, ISCA" },
    { citation: "Chen, Peng & Yu 2018, IEEE TCAD 37:3067" },
    { citation: "Xiao et al. 2022, IEEE TCAS-I 69:1480" },
  ],
  validity: [
    {
      note: "The circuit is solved at rest: what currents do before they settle is left out, and so are capacitances but for the estimate of the delay.",
    },
    {
      note: "An age is a function of how the array was programmed: cells that are programmed later, by hand or by training, are taken to be as old as the rest.",
    },
    {
      note: "Energies of converters, capacitances and leakage are assumptions that can be edited; memory, digital circuits and drivers are not counted.",
      badge: "unverified",
    },
    { note: "A transistor that conducts is a resistor; one that is cut off passes 10 pA at the read voltage." },
    { note: "Drift compensation measures conductances through ideal wires." },
    { note: "Converters are ideal but for their steps and ends: no noise, offset or nonlinearity of their own." },
    {
      note: "How a current divides among sneak paths is not defined by the circuit: here what leaves a line has the proportions of what enters it.",
    },
  ],
  steps: 1,
  stepMs: () => CYCLE_MS,
  check: (params) => shape(params) ?? inputs(params) ?? spoilt(params),
  channels: crossbarChannels,
  models: (params) => [technologyOf(params).model],
  constants: () => [{ label: "Read cycle", symbol: "T", value: 1, unit: "µs" }],
  keepsPlace: () => true,
});
