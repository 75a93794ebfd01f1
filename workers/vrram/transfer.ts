import type { BlockCircuit } from "./_block";

/**
 * A block with fixed conductances is linear from its planes to its pillars, I = T^T V: one solve for each layer, and products
 * with vectors cost none. By reciprocity the same matrix carries the transposed product.
 */

/**
 * [layers, pillars] S from the drivers of planes to the feet of pillars, all bit lines at 0 V; rows of floating planes are 0.
 * Yields how much is done, 0 to 1, after each solve; voltages are as they were afterwards, also when it is given up.
 */
export function* blockTransfer(
  circuit: BlockCircuit,
  { tolerance = 1e-10 }: { readonly tolerance?: number } = {},
): Generator<number, Float64Array> {
  const { layers, columns, rows } = circuit.shape;
  const pillars = columns * rows;
  const matrix = new Float64Array(layers * pillars);
  const { view: planes } = circuit.planeVoltage;
  const { view: feet } = circuit.pillarVoltage;
  const kept = [planes.slice(), feet.slice()] as const;
  circuit.factor();
  try {
    feet.fill(0);
    for (let layer = 0; layer < layers; layer++) {
      planes.fill(0);
      planes[layer] = 1;
      circuit.solve({ tolerance, warm: false });
      matrix.set(circuit.pillarCurrent.view, layer * pillars);
      yield (layer + 1) / layers;
    }
  } finally {
    planes.set(kept[0]);
    feet.set(kept[1]);
  }
  return matrix;
}

/** Currents out of the pillars, [pillars] A, at voltages of planes, [layers] V. */
export function pillarsFrom(matrix: Float64Array, volts: ArrayLike<number>, currents: Float64Array): void {
  const pillars = currents.length;
  currents.fill(0);
  for (let layer = 0; layer < volts.length; layer++) {
    const volt = volts[layer] as number;
    if (volt === 0) continue;
    const start = layer * pillars;
    for (let at = 0; at < pillars; at++)
      currents[at] = (currents[at] as number) + volt * (matrix[start + at] as number);
  }
}

/** The transposed product: what planes held at 0 V take up, [layers] A, at voltages of bit lines, [pillars] V. */
export function planesFrom(matrix: Float64Array, volts: ArrayLike<number>, currents: Float64Array): void {
  const pillars = volts.length;
  for (let layer = 0; layer < currents.length; layer++) {
    const start = layer * pillars;
    let sum = 0;
    for (let at = 0; at < pillars; at++) sum += (volts[at] as number) * (matrix[start + at] as number);
    currents[layer] = sum;
  }
}
