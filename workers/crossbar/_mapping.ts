/** How numbers stand in an array of conductances, which cannot be negative. */

/** Conductances that cells can have, S. */
export interface ConductanceWindow {
  readonly low: number;
  readonly high: number;
}

/** One column's part in an output: outputs are sums of column currents times gains. */
export interface Term {
  readonly column: number;
  /** What 1 S of a cell of this column adds to the weight, 1/S. */
  readonly gain: number;
}

/**
 * A lay-out of weights [rows, outputs] in cells [rows, columns]. A weight is the sum over the terms of its output of gain
 * times conductance, so that the same sum over column currents, divided by the voltage that stands for 1, is the product.
 */
export interface WeightMapping {
  readonly rows: number;
  readonly outputs: number;
  readonly columns: number;
  readonly window: ConductanceWindow;
  /** Largest weight that fits. */
  readonly most: number;
  /** Terms of each output. */
  readonly terms: readonly (readonly Term[])[];
  /** Conductances [rows, columns] S of weights [rows, outputs]; weights beyond the largest go to it. */
  conductances(weights: Float64Array): Float64Array;
}
