import { choice, group, integer, real } from "../params/schema";
import { STUCK_CELLS } from "./_cellParams";

/** Parameters of converters, faults and what a product is assumed to cost. */

const live = { live: true } as const;
const dimensionless = { unit: "1" } as const;

export const converter = group({
  dac: integer({
    ...live,
    unit: "bit",
    group: "converter",
    label: "DAC",
    symbol: "b_{in}",
    min: 0,
    max: 12,
    default: 0,
    doc: "Resolution of the inputs; 0 means that they are not rounded.",
  }),
  adc: integer({
    ...live,
    unit: "bit",
    group: "converter",
    label: "ADC",
    symbol: "b_{out}",
    min: 0,
    max: 14,
    default: 0,
    doc: "Resolution of the outputs; 0 means that they are not rounded.",
  }),
  range: real({
    ...live,
    ...dimensionless,
    group: "converter",
    label: "ADC range",
    symbol: "L/\\sigma",
    min: 0.5,
    max: 10,
    step: 0.1,
    default: 4,
    doc: "Half of what the ADC spans, as a multiple of the standard deviation of the column currents. What lies beyond is clipped.",
  }),
});

export const faults = group({
  ...STUCK_CELLS,
  spares: integer({
    live: false,
    ...dimensionless,
    group: "faults",
    label: "Spare columns",
    symbol: "n_s",
    min: 0,
    max: 4,
    default: 0,
    doc: "Columns at the right that take the place of broken ones.",
  }),
});

const assumption = { ...live, group: "energy", scale: "log" } as const;

export const energy = group({
  boundary: choice({
    ...live,
    ...dimensionless,
    group: "energy",
    label: "What counts",
    symbol: "\\text{boundary}",
    default: "all",
    doc: "Which parts the efficiency counts. The fewer they are, the better it looks; digital circuits, memory and drivers never count here.",
    choices: [
      { value: "array", label: "Array alone", doc: "The cells, with their leakage." },
      { value: "arrayAdc", label: "Array and ADC", doc: "The cells and the conversion of the outputs." },
      { value: "all", label: "Array, ADC and DAC", doc: "The cells and both conversions." },
    ],
  }),
  cycle: real({
    ...assumption,
    unit: "ns",
    label: "Integration time",
    symbol: "t_{int}",
    min: 1,
    max: 10_000,
    default: 10,
    doc: "How long the currents flow for one product.",
  }),
  adc: real({
    ...assumption,
    unit: "fJ",
    label: "ADC energy per level",
    symbol: "E_{ADC}/2^b",
    min: 0.1,
    max: 1000,
    default: 6.25,
    doc: "Energy of one conversion divided by its number of levels; 6.25 fJ makes 1.6 pJ at 8 bit.",
    badge: "unverified",
  }),
  dac: real({
    ...assumption,
    unit: "fJ",
    label: "DAC energy per level",
    symbol: "E_{DAC}/2^b",
    min: 0.01,
    max: 1000,
    default: 0.5,
    doc: "Energy of one input conversion divided by its number of levels.",
    badge: "surrogate",
  }),
  capacitance: real({
    ...assumption,
    unit: "fF",
    label: "Capacitance per cell",
    symbol: "C",
    min: 0.01,
    max: 10,
    default: 0.5,
    doc: "Capacitance of a wire segment and its cell.",
  }),
});
