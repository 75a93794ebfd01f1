import { fail, SimFault } from "../protocol";
import { type ByteImages, FILE_CLASSES, LEAST_SIDE, MOST_SIDE } from "./_task";

/**
 * IDX, the format of MNIST (LeCun, Cortes & Burges, http://yann.lecun.com/exdb/mnist): two zero bytes, the type of the
 * numbers, the number of dimensions, each dimension as a big-endian u32, then the numbers, the last dimension fastest.
 */

/** Bytes of a number, and what it is, by type. */
const TYPES: Readonly<Record<number, { readonly bytes: number; readonly name: string }>> = {
  8: { bytes: 1, name: "unsigned bytes" },
  9: { bytes: 1, name: "signed bytes" },
  11: { bytes: 2, name: "16-bit integers" },
  12: { bytes: 4, name: "32-bit integers" },
  13: { bytes: 4, name: "32-bit floating-point numbers" },
  14: { bytes: 8, name: "64-bit floating-point numbers" },
};

const UNSIGNED_BYTES = 8;
const IMAGE_DIMENSIONS = 3;

/** @throws SimFault */
function refuse(name: string, reason: string, hint?: string): never {
  throw new SimFault(fail("file", name, `${name} ${reason}`, hint).error);
}

/** True when the content can only be meant as IDX: no text begins with two zero bytes. */
export const isIdx = (content: Uint8Array): boolean => content[0] === 0 && content[1] === 0;

interface Idx {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

function readIdx(content: Uint8Array, name: string): Idx {
  if (!isIdx(content)) refuse(name, "is no IDX file: it does not begin with two zero bytes");
  const [, , typeCode = 0, dimensions = 0] = content;
  const type = TYPES[typeCode];
  if (type === undefined) return refuse(name, `is no IDX file: it has numbers of the unknown type ${typeCode}`);
  if (dimensions !== 1 && dimensions !== IMAGE_DIMENSIONS) {
    refuse(name, `has ${dimensions} dimensions`, "Labels have 1, pictures 3: their number, rows and columns.");
  }
  const header = 4 + 4 * dimensions;
  if (content.length < header) refuse(name, `was cut within its first ${header} bytes`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const expected = header + shape.reduce((product, size) => product * size, type.bytes);
  if (content.length !== expected) {
    refuse(
      name,
      `has the wrong length: expected ${expected} bytes for ${shape.join(" x ")}, got ${content.length}`,
      content.length < expected ? "It was cut; load it from its source again." : undefined,
    );
  }
  if (typeCode !== UNSIGNED_BYTES) refuse(name, `holds ${type.name}; the lab reads unsigned bytes`);
  if (shape[0] === 0) refuse(name, "holds nothing: its first dimension is 0");
  return { shape, data: content.subarray(header) };
}

/** Number of dimensions, by which pictures and labels are told apart. */
export const isIdxImages = (content: Uint8Array): boolean => isIdx(content) && content[3] === IMAGE_DIMENSIONS;

/**
 * Pictures; the pixels are a view into the content.
 *
 * @throws SimFault of kind "file" naming the file and what is wrong with it
 */
export function readIdxImages(content: Uint8Array, name: string): ByteImages {
  const { shape, data } = readIdx(content, name);
  const [count = 0, rows = 0, columns = 0] = shape;
  if (shape.length !== IMAGE_DIMENSIONS) refuse(name, "holds labels, not pictures");
  if (rows !== columns || rows < LEAST_SIDE || rows > MOST_SIDE) {
    refuse(
      name,
      `has pictures of ${rows} x ${columns} pixels`,
      `The lab reads square ones of ${LEAST_SIDE} to ${MOST_SIDE} pixels along an edge.`,
    );
  }
  return { count, side: rows, pixels: data };
}

/**
 * Labels, each from 0 to 9; a view into the content.
 *
 * @throws SimFault of kind "file" naming the file and what is wrong with it
 */
export function readIdxLabels(content: Uint8Array, name: string): Uint8Array {
  const { shape, data } = readIdx(content, name);
  if (shape.length !== 1) refuse(name, "holds pictures, not labels");
  const wrong = data.findIndex((label) => label >= FILE_CLASSES);
  if (wrong >= 0) {
    refuse(name, `has the label ${data[wrong]} at place ${wrong + 1}; labels are 0 to ${FILE_CLASSES - 1}`);
  }
  return data;
}
