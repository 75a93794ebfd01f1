/**
 * What depth does to a block: a hole etched through the layers narrows on its way, and cells follow. Linear in the layer, as
 * no measured profile is public; the mean over the layers is 1.
 */

/** Factors of conductance [layers], 1 + spread (l - (L - 1) / 2) / (L - 1): `spread` (0 to 0.2) from lowest to highest layer. */
export function taperFactors(layers: number, spread: number): Float64Array {
  return Float64Array.from({ length: layers }, (_, layer) =>
    layers > 1 ? 1 + spread * (layer / (layers - 1) - 0.5) : 1,
  );
}

/** Factors of switching voltages [layers]: `shift` (up to 0.03) above the mean in the highest layer, below it in the lowest. */
export const thresholdFactors = (layers: number, shift: number): Float64Array => taperFactors(layers, 2 * shift);
