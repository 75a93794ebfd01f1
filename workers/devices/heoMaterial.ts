/** What a mixture of five cations says by itself: entropy, size mismatch, and the surrogate that leads to barriers. */

/** J/(mol K). */
export const GAS_CONSTANT = 8.314462618;
/** eV/K. */
export const BOLTZMANN = 8.617333262e-5;

/** Shannon radii of octahedral sites in Å, recalled: rocksalt Mg, Co, Ni, Cu, Zn; spinel Co, Cr, Fe, Mn, Ni. */
export const RADII = {
  rocksalt: [0.72, 0.745, 0.69, 0.73, 0.74],
  spinel: [0.545, 0.615, 0.645, 0.645, 0.69],
} as const;

/** Fractions that sum to one; all alike where none is above 0. */
export function normalised(parts: readonly number[]): number[] {
  const sum = parts.reduce((total, x) => total + x, 0);
  return parts.map((x) => (sum > 0 ? x / sum : 1 / parts.length));
}

/** Configurational entropy per mole of cation sites, J/(mol K). */
export const configurationalEntropy = (fractions: readonly number[]): number =>
  -GAS_CONSTANT * fractions.reduce((sum, x) => sum + (x > 0 ? x * Math.log(x) : 0), 0);

/** Relative spread of the cation radii. */
export function sizeMismatch(fractions: readonly number[], radii: readonly number[]): number {
  const mean = fractions.reduce((sum, x, i) => sum + x * (radii[i] as number), 0);
  return Math.sqrt(fractions.reduce((sum, x, i) => sum + x * (1 - (radii[i] as number) / mean) ** 2, 0));
}

/** Barriers (eV) of vacancy hops: their mean, and their spread by mismatch and entropy. No such map has been measured. */
export function barriersOf(
  fractions: readonly number[],
  barriers: readonly number[],
  radii: readonly number[],
  spread: number,
): { readonly mean: number; readonly sd: number } {
  const disorder = sizeMismatch(fractions, radii) / 0.05;
  const entropy = configurationalEntropy(fractions) / (GAS_CONSTANT * Math.log(5));
  return {
    mean: fractions.reduce((sum, x, i) => sum + x * (barriers[i] as number), 0),
    sd: Math.min(0.12, Math.max(0.005, spread * disorder * entropy)),
  };
}

/** Factor by which Gaussian disorder of `sd` (eV) slows hopping (Bässler 1993, 10.1002/pssb.2221750102). */
export const disorderFactor = (sd: number, temperature: number): number =>
  Math.exp(-(((2 * sd) / (3 * BOLTZMANN * temperature)) ** 2));
