/** A graph of the Neuromorphic Intermediate Representation (Pedersen et al. 2024, 10.1038/s41467-024-52259-9) as plain data. */

/** Row-major values. */
export interface NirArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface NirNode {
  /** Name of the primitive, e.g. LIF. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, NirArray>>;
}

export interface NirGraph {
  readonly nodes: Readonly<Record<string, NirNode>>;
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** What the primitives have no place for; numbers in the units that their names end with. */
  readonly metadata: Readonly<Record<string, string | number>>;
}
