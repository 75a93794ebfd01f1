/**
 * Unit table. Cells use {ms, mV, pA, nS, pF}, so resistance is GOhm; devices and circuits use SI. `factor` leads to SI;
 * `dimension` holds the exponents of (length, mass, time, current), which the coherence test multiplies.
 */
interface Unit {
  readonly factor: number;
  readonly dimension: readonly [length: number, mass: number, time: number, current: number];
}

const unit = (factor: number, ...dimension: [number, number, number, number]): Unit => ({ factor, dimension });

export const UNITS = {
  "1": unit(1, 0, 0, 0, 0),
  "%": unit(1e-2, 0, 0, 0, 0),
  s: unit(1, 0, 0, 1, 0),
  ms: unit(1e-3, 0, 0, 1, 0),
  Hz: unit(1, 0, 0, -1, 0),
  "1/s": unit(1, 0, 0, -1, 0),
  "1/ms": unit(1e3, 0, 0, -1, 0),
  V: unit(1, 2, 1, -3, -1),
  mV: unit(1e-3, 2, 1, -3, -1),
  A: unit(1, 0, 0, 0, 1),
  pA: unit(1e-12, 0, 0, 0, 1),
  S: unit(1, -2, -1, 3, 2),
  nS: unit(1e-9, -2, -1, 3, 2),
  µS: unit(1e-6, -2, -1, 3, 2),
  Ω: unit(1, 2, 1, -3, -2),
  kΩ: unit(1e3, 2, 1, -3, -2),
  µA: unit(1e-6, 0, 0, 0, 1),
  nA: unit(1e-9, 0, 0, 0, 1),
  µs: unit(1e-6, 0, 0, 1, 0),
  ns: unit(1e-9, 0, 0, 1, 0),
  m: unit(1, 1, 0, 0, 0),
  µm: unit(1e-6, 1, 0, 0, 0),
  nm: unit(1e-9, 1, 0, 0, 0),
  "V/nm": unit(1e9, 1, 1, -3, -1),
  fF: unit(1e-15, -2, -1, 4, 2),
  J: unit(1, 2, 1, -2, 0),
  pJ: unit(1e-12, 2, 1, -2, 0),
  fJ: unit(1e-15, 2, 1, -2, 0),
  W: unit(1, 2, 1, -3, 0),
  pF: unit(1e-12, -2, -1, 4, 2),
  "µA/cm²": unit(1e-2, -2, 0, 0, 1),
  "mS/cm²": unit(1e1, -4, -1, 3, 2),
  "µF/cm²": unit(1e-2, -4, -1, 4, 2),
  "µm²": unit(1e-12, 2, 0, 0, 0),
  /** Enters models as a factor per ten degrees only, hence without a dimension. */
  "°C": unit(1, 0, 0, 0, 0),
  /** Temperature has no exponent of its own in this table. */
  K: unit(1, 0, 0, 0, 0),
  "K/W": unit(1, -2, -1, 3, 0),
  eV: unit(1.602176634e-19, 2, 1, -2, 0),
  meV: unit(1.602176634e-22, 2, 1, -2, 0),
  /** Absorbed dose: 1 krad = 10 J/kg. */
  krad: unit(10, 2, 0, -2, 0),
  "m/s": unit(1, 1, 0, -1, 0),
  "µm²/(V s)": unit(1e-12, 0, -1, 2, 1),
  bit: unit(1, 0, 0, 0, 0),
  B: unit(8, 0, 0, 0, 0),
  dB: unit(1, 0, 0, 0, 0),
  GΩ: unit(1e9, 2, 1, -3, -2),
  /** Conductance in multiples of the leak conductance of the cell. */
  "g/g_L": unit(1, 0, 0, 0, 0),
  /** Weight in multiples of the largest weight. */
  "w/w_max": unit(1, 0, 0, 0, 0),
} as const;

export type UnitName = keyof typeof UNITS;
