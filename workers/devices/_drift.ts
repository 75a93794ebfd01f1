import { erfcx } from "../math/siegert";

/** E[x^-|nu|] for x >= 1 and a normal exponent: the mean of a power-law decay over devices that drift differently. */
export function meanPower(x: number, nu: number, sd: number): number {
  const log = Math.log(x);
  if (sd === 0) return Math.exp(-Math.abs(nu) * log);
  // Each half of the folded normal is e^(s^2/2) times a tail: written with the scaled complement, nothing overflows.
  const half = (mean: number): number => {
    const u = (sd * log - mean / sd) / Math.SQRT2;
    const ratio = mean / sd;
    return u > 0
      ? 0.5 * Math.exp((-ratio * ratio) / 2) * erfcx(Math, u)
      : Math.exp((sd * sd * log * log) / 2 - mean * log) - 0.5 * Math.exp((-ratio * ratio) / 2) * erfcx(Math, -u);
  };
  return half(nu) + half(-nu);
}
