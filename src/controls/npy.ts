/** Files of NumPy, format versions 1.0 and 3.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */

const DTYPES = { f8: 8, f4: 4, u4: 4, u1: 1 } as const;

export interface NpyColumn {
  readonly name: string;
  readonly type: keyof typeof DTYPES;
  at(row: number): number;
}

/** Bytes up to the data end at a multiple of this. */
const ALIGNMENT = 64;

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** Magic, version and header, padded. */
function header(descr: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${sizes}), }`;
  const encoded = new TextEncoder().encode(text);
  // Version 1 holds Latin characters and 65,535 of them at most; version 3 is in UTF-8.
  const old = encoded.length === text.length && encoded.length < 60_000;
  const front = old ? 10 : 12;
  const length = Math.ceil((front + encoded.length + 1) / ALIGNMENT) * ALIGNMENT - front;
  const bytes = new Uint8Array(front + length).fill(0x20);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, old ? 1 : 3, 0]);
  const view = new DataView(bytes.buffer);
  if (old) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  bytes.set(encoded, front);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}

const joined = (head: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
};

/** A table as an array of records, little-endian. */
export function npyTable(rows: number, columns: readonly NpyColumn[]): Uint8Array<ArrayBuffer> {
  const fields = columns.map(({ name, type }) => `(${quoted(name)}, '${type === "u1" ? "|" : "<"}${type}')`);
  const width = columns.reduce((sum, { type }) => sum + DTYPES[type], 0);
  const data = new DataView(new ArrayBuffer(rows * width));
  let offset = 0;
  for (let row = 0; row < rows; row++) {
    for (const { type, at } of columns) {
      const value = at(row);
      if (type === "f8") data.setFloat64(offset, value, true);
      else if (type === "f4") data.setFloat32(offset, value, true);
      else if (type === "u4") data.setUint32(offset, value, true);
      else data.setUint8(offset, value);
      offset += DTYPES[type];
    }
  }
  return joined(header(`[${fields.join(", ")}]`, [rows]), new Uint8Array(data.buffer));
}

/** Numbers in row-major order: double precision where they come in it, else single. */
export function npyArray(shape: readonly number[], values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const type = values instanceof Float64Array ? "f8" : "f4";
  const width = DTYPES[type];
  const data = new DataView(new ArrayBuffer(width * values.length));
  for (let i = 0; i < values.length; i++) {
    if (type === "f8") data.setFloat64(width * i, values[i] as number, true);
    else data.setFloat32(width * i, values[i] as number, true);
  }
  return joined(header(`'<${type}'`, shape), new Uint8Array(data.buffer));
}
