/**
 * The length of a recorded WebM. A browser that records live leaves it out, and players then show neither length nor
 * position. Elements as in RFC 8794 (EBML) and RFC 9559 (Matroska).
 */

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
/** Duration: 2 bytes of id, 1 of size, a float of 64 bits. */
const DURATION_BYTES = 11;
/** The head of a recording is far shorter. */
const HEAD = 4096;

interface Element {
  readonly id: number;
  /** Where its size and its content begin, in bytes. */
  readonly sizeAt: number;
  readonly at: number;
  /** Length of the content; infinite where it is written as unknown. */
  readonly size: number;
}

/** Length of a number of variable length in bytes, by its first byte. */
const lengthOf = (first: number): number => Math.clz32(first) - 23;

function elementAt(bytes: Uint8Array, from: number): Element | null {
  const idLength = lengthOf(bytes[from] ?? 0);
  const sizeAt = from + idLength;
  const sizeLength = lengthOf(bytes[sizeAt] ?? 0);
  if (idLength > 4 || sizeLength > 8 || sizeAt + sizeLength > bytes.length) return null;
  const read = (at: number, length: number): number =>
    bytes.subarray(at, at + length).reduce((value, byte) => value * 256 + byte, 0);
  const value = read(sizeAt, sizeLength) - 2 ** (7 * sizeLength);
  const size = value === 2 ** (7 * sizeLength) - 1 ? Number.POSITIVE_INFINITY : value;
  return { id: read(from, idLength), sizeAt, at: sizeAt + sizeLength, size };
}

function find(bytes: Uint8Array, id: number, from: number, to: number): Element | null {
  for (let at = from; at < Math.min(to, bytes.length); ) {
    const element = elementAt(bytes, at);
    if (element === null || element.id === id) return element;
    at = element.at + element.size;
  }
  return null;
}

/** The head of a recording with its length written in, or null where it has one already or is not understood. */
export function headWithDuration(head: Uint8Array, ms: number): Uint8Array | null {
  const segment = find(head, SEGMENT, 0, head.length);
  const info = segment === null ? null : find(head, INFO, segment.at, head.length);
  // A segment of known size would no longer be as long as it says.
  if (segment?.size !== Number.POSITIVE_INFINITY || info === null) return null;
  const end = info.at + info.size;
  if (end > head.length || find(head, DURATION, info.at, end) !== null) return null;
  const scale = find(head, TIMESTAMP_SCALE, info.at, end);
  const nanoseconds =
    scale === null
      ? 1e6
      : head.subarray(scale.at, scale.at + scale.size).reduce((value, byte) => value * 256 + byte, 0);
  const out = new Uint8Array(head.length + DURATION_BYTES + 8 - (info.at - info.sizeAt));
  out.set(head.subarray(0, info.sizeAt));
  const view = new DataView(out.buffer);
  // The size in eight bytes, which hold any.
  view.setBigUint64(info.sizeAt, (1n << 56n) | BigInt(info.size + DURATION_BYTES));
  out.set(head.subarray(info.at, end), info.sizeAt + 8);
  const at = info.sizeAt + 8 + info.size;
  out.set([0x44, 0x89, 0x88], at);
  view.setFloat64(at + 3, (ms * 1e6) / nanoseconds);
  out.set(head.subarray(end), at + DURATION_BYTES);
  return out;
}

/** The recording with its length in ms written into its head. */
export async function withDuration(recording: Blob, ms: number): Promise<Blob> {
  const head = new Uint8Array(await recording.slice(0, HEAD).arrayBuffer());
  const written = headWithDuration(head, ms);
  if (written === null) return recording;
  return new Blob([written as BlobPart, recording.slice(head.length)], { type: recording.type });
}
