/** Pictures with the class each belongs to: what a classifier learns from and is judged by. */
export interface LabelledImages {
  readonly count: number;
  /** Values of one picture, in [0, 1] each. */
  readonly pixels: number;
  /** [count, pixels], rows of a picture one below the other. */
  readonly images: Float32Array;
  /** [count] number of the class. */
  readonly labels: Uint8Array;
}

/** Square pictures as a data file holds them. */
export interface ByteImages {
  readonly count: number;
  /** Pixels along an edge. */
  readonly side: number;
  /** [count, side * side] bytes, 0 paper and 255 ink, rows of a picture one below the other. */
  readonly pixels: Uint8Array;
}

export interface LabelledBytes extends ByteImages {
  /** [count] number of the class, 0 to 9. */
  readonly labels: Uint8Array;
}

/** Classes that a data file may tell apart. */
export const FILE_CLASSES = 10;

/** Pixels along an edge of a picture from a file. */
export const LEAST_SIDE = 4;
export const MOST_SIDE = 64;
