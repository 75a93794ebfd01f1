/**
 * What a product costs and how fast a line follows. Every total is the sum of its parts; efficiency means nothing without
 * the boundary that says which parts count, and without the bits of inputs and weights.
 */

export interface EnergyAssumptions {
  /** s that the array conducts for one product. */
  readonly cycle: number;
  /** J for each level of an ADC and a DAC: a conversion costs it times 2^bits. */
  readonly adcPerLevel: number;
  readonly dacPerLevel: number;
}

/** An 8-bit ADC of about 1.3 GS/s takes 2 mW: 1.6 pJ for a conversion, 6.25 fJ for a level. */
export const ENERGY_ASSUMPTIONS: EnergyAssumptions = { cycle: 10e-9, adcPerLevel: 6.25e-15, dacPerLevel: 0.5e-15 };

/** J of one conversion, figure of merit times 2^bits; 0 for a converter that is not there (0 bits). */
export const conversionEnergy = (bits: number, perLevel: number): number => (bits === 0 ? 0 : perLevel * 2 ** bits);

export interface ProductLoad {
  /** Lines that are driven and columns that are converted. */
  readonly rows: number;
  readonly columns: number;
  readonly dacBits: number;
  readonly adcBits: number;
  /** W from the sources, sum of V I. */
  readonly power: number;
  /** W of that through cells at their least conductance (`leakagePower`). */
  readonly leakage: number;
}

export interface ProductEnergy {
  /** J beyond leakage. */
  readonly array: number;
  readonly leakage: number;
  readonly dac: number;
  readonly adc: number;
  /** Sum of the four. */
  readonly total: number;
}

/** Energy of one product, in parts that add up. */
export function productEnergy(load: ProductLoad, assumptions: EnergyAssumptions): ProductEnergy {
  const leakage = Math.min(Math.max(load.leakage, 0), Math.max(load.power, 0)) * assumptions.cycle;
  const array = load.power * assumptions.cycle - leakage;
  const dac = load.rows * conversionEnergy(load.dacBits, assumptions.dacPerLevel);
  const adc = load.columns * conversionEnergy(load.adcBits, assumptions.adcPerLevel);
  return { array, leakage, dac, adc, total: array + leakage + dac + adc };
}

/**
 * W that flow through an array because no cell that is there conducts less than `low`: sum of V^2 min(G, low), without wires.
 * Cells cut off (0 S) cost nothing, which is what pruning saves.
 *
 * @param cells [rows, columns] S
 * @param volts [rows] V against columns at 0 V
 */
export function leakagePower(cells: Float64Array, volts: ArrayLike<number>, low: number): number {
  const columns = cells.length / volts.length;
  let power = 0;
  for (let row = 0; row < volts.length; row++) {
    const v = volts[row] as number;
    let sum = 0;
    for (let k = row * columns; k < (row + 1) * columns; k++) sum += Math.min(cells[k] as number, low);
    power += v * v * sum;
  }
  return power;
}

/** Which parts of a product are counted. */
export const BOUNDARIES = ["array", "arrayAdc", "all"] as const;
export type Boundary = (typeof BOUNDARIES)[number];

export function energyWithin({ array, leakage, dac, adc }: ProductEnergy, boundary: Boundary): number {
  const cells = array + leakage;
  return boundary === "array" ? cells : boundary === "arrayAdc" ? cells + adc : cells + adc + dac;
}

/** Operations of a product: a multiplication and an addition in each cell that takes part. */
export const operations = (cells: number): number => 2 * cells;

/** Tera-operations per second and watt, which is operations per pJ. */
export const topsPerWatt = (operationCount: number, joules: number): number => operationCount / (joules * 1e12);

/** TOPS/W times bits of inputs and weights: what can be compared between chips of different precision. */
export const bitTopsPerWatt = (tops: number, inputBits: number, weightBits: number): number =>
  tops * inputBits * weightBits;

export interface Line {
  /** Cells along it. */
  readonly cells: number;
  /** Ohm of a segment, and F of it with its cell. */
  readonly resistance: number;
  readonly capacitance: number;
  /** Ohm of what drives it. */
  readonly driver: number;
}

/** Elmore delay of the far end (Elmore 1948, 10.1063/1.1697872): tau = R_s N C + r C N (N + 1) / 2, in s. */
export function elmoreDelay({ cells, resistance, capacitance, driver }: Line): number {
  return driver * cells * capacitance + (resistance * capacitance * cells * (cells + 1)) / 2;
}

/** s until a single-pole step of this time constant is half way: 0.69 tau. */
export const halfTime = (tau: number): number => Math.LN2 * tau;

/** A row, and a column behind it, one after the other: s until half of a step has come through, drivers at one end. */
export function arrayDelay(row: Line, column: Line): number {
  return halfTime(elmoreDelay(row) + elmoreDelay(column));
}
