/**
 * Published statistics of SONOS cell currents and the radiation surrogate, in nA as they were fitted.
 * Agrawal et al. 2022, IEEE IEDM 21.7: 128,000 cells of a 40 nm process.
 */

/** Mean change of the current by days 1 to 5: coefficients of I^0 ... I^10. */
const DRIFT = [
  [
    0.172684, 0.0572552, -0.000685715, 3.50271e-6, -9.37682e-9, 1.40575e-11, -1.19803e-14, 5.41293e-18, -8.85448e-22,
    -1.66869e-25, 5.9518e-29,
  ],
  [
    0.250712, 0.0662195, -0.000683218, 2.99442e-6, -6.78255e-9, 7.70482e-12, -3.04983e-15, -2.15919e-18, 2.94617e-21,
    -1.23359e-24, 1.85329e-28,
  ],
  [
    -0.01753, 0.0976883, -0.000963791, 4.55551e-6, -1.22391e-8, 1.93786e-11, -1.85899e-14, 1.07659e-17, -3.58211e-21,
    5.96785e-25, -3.3041e-29,
  ],
  [
    0.0403338, 0.103111, -0.0010474, 4.83961e-6, -1.28132e-8, 1.99484e-11, -1.85139e-14, 1.00008e-17, -2.84944e-21,
    3.01008e-25, 1.18747e-29,
  ],
  [
    0.319927, 0.106596, -0.00104054, 4.5029e-6, -1.10352e-8, 1.56477e-11, -1.27592e-14, 5.45513e-18, -7.26841e-22,
    -2.43893e-25, 7.14608e-29,
  ],
] as const;

/** A and B of the spread A (1 - e^(-I / B)) on days 0 to 5. */
const SPREAD = [
  [19.88665, 176.3115],
  [25.59102, 186.85544],
  [28.72753, 193.56834],
  [31.04318, 198.90332],
  [33.76214, 204.77023],
  [34.57909, 207.34309],
] as const;

/** [6 days, 13]: eleven coefficients of the drift, none on day 0, and A and B of the spread. */
export const SONOS_TABLE: readonly number[] = SPREAD.flatMap(([a, b], day) => [
  ...(day === 0 ? new Array<number>(11).fill(0) : (DRIFT[day - 1] as readonly number[])),
  a,
  b,
]);

const ROW = 13;

/** Entry of the table at an age in days, linear between days; what was measured ends on day 5. */
function entry(days: number, k: number): number {
  const bounded = Math.min(5, Math.max(0, days));
  const day = Math.min(4, Math.floor(bounded));
  const [below, above] = [SONOS_TABLE[day * ROW + k] as number, SONOS_TABLE[(day + 1) * ROW + k] as number];
  return below + (bounded - day) * (above - below);
}

/** Mean change (nA) of a cell current (nA, at most 1800) after `days`. */
export function sonosMeanDrift(current: number, days: number): number {
  let sum = 0;
  for (let k = 10; k >= 0; k--) sum = sum * current + entry(days, k);
  return sum;
}

/** Spread (nA) of cell currents around their mean after `days`. */
export const sonosSpreadAfter = (current: number, days: number): number =>
  entry(days, 11) * (1 - Math.exp(-current / entry(days, 12)));

/** Standard deviation (nA) of a single read. */
export const sonosReadSpread = (current: number): number => 12.58037 * (1 - Math.exp(-current / 215.36557));

export interface SonosRadiation {
  /** Current of the neutral cell, nA. */
  readonly neutral: number;
  /** Dose that takes all but 1/e of the stored charge, krad. */
  readonly tolerance: number;
  /** Spread of that dose from cell to cell, %. */
  readonly toleranceSpread: number;
}

/** Current in the cell at which weak and strong inversion meet, nA. */
export const SONOS_SPECIFIC = 500;

const coordinate = (current: number): number => Math.log(Math.expm1(Math.sqrt(current / SONOS_SPECIFIC)));

/** Current (nA) of the mean cell after `dose` krad: its charge coordinate relaxes to that of the neutral cell. */
export function sonosAfterDose(current: number, dose: number, { neutral, tolerance }: SonosRadiation): number {
  const rest = coordinate(neutral);
  const y = rest + (coordinate(current) - rest) * Math.exp(-dose / tolerance);
  return SONOS_SPECIFIC * Math.log1p(Math.exp(y)) ** 2;
}

/**
 * Mean shift and standard deviation of a cell current, both over the full scale of `most` nA, after `dose` krad: closed
 * forms for a layer of weights. Either these or cells with doses of their own, never both.
 */
export function sonosMoments(
  current: number,
  dose: number,
  radiation: SonosRadiation,
  most: number,
): { readonly mean: number; readonly sd: number } {
  const shift = sonosAfterDose(current, dose, radiation) - current;
  const programming = sonosSpreadAfter(current, 0);
  return { mean: shift / most, sd: Math.hypot(programming, (radiation.toleranceSpread / 100) * shift) / most };
}
