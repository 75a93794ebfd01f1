/** What a data file holds: pictures, their classes, or both. */
export type DataKind = "images" | "labels" | "samples";

/** What is told of a data file before it is used; the arrays share no memory with its content. */
export interface DataSummary {
  readonly kind: DataKind;
  readonly count: number;
  /** Pixels along an edge of a picture; 0 of labels. */
  readonly side: number;
  /** How often each class occurs; of images without labels empty. */
  readonly classes: readonly number[];
  /** The first pictures, [n, side * side] with 0 paper and 255 ink. */
  readonly pictures: Uint8Array;
  /** Classes of the first pictures. */
  readonly labels: Uint8Array;
}
