/** Data files for tests, made here so that none lie in the repository. */

const BYTES: Readonly<Record<number, number>> = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };

/** An IDX file of zeros, or of `data`. */
export function idx(type: number, shape: readonly number[], data?: (index: number) => number): Uint8Array<ArrayBuffer> {
  const length = shape.reduce((product, size) => product * size, BYTES[type] ?? 1);
  const file = new Uint8Array(4 + 4 * shape.length + length);
  file.set([0, 0, type, shape.length]);
  const view = new DataView(file.buffer);
  for (const [k, size] of shape.entries()) view.setUint32(4 + 4 * k, size);
  if (data !== undefined) for (let k = 0; k < length; k++) file[4 + 4 * shape.length + k] = data(k);
  return file;
}

export const idxImages = (count: number, side: number, pixel?: (index: number) => number): Uint8Array<ArrayBuffer> =>
  idx(8, [count, side, side], pixel);

/** Labels 0 to 9 in turn. */
export const idxLabels = (count: number): Uint8Array<ArrayBuffer> => idx(8, [count], (k) => k % 10);

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
