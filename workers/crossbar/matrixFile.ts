import { isNpy, place, readTable, refuse, type Table, type TableContext } from "./_table";

/**
 * Conductances, input voltages and pictures from files a person brings: CSV or other text, JSON, NumPy; pictures also as
 * PGM and PPM. What cannot be meant is refused with row and column, and nothing of the file is taken over.
 */

/** Rows and columns of the largest array. */
export const LARGEST = 512;

/** Bytes of the largest file: 512 x 512 numbers of 60 characters each. */
export const MOST_BYTES = 16_000_000;

/** What the numbers of a file are. */
export interface MatrixSpec {
  /** "conductance": what one number is, in messages. */
  readonly noun: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  /** Rows and columns the file must have, or at most. */
  readonly rows?: number;
  readonly columns?: number;
  readonly mostRows: number;
  readonly mostColumns: number;
  /** True: one row or one column. */
  readonly line?: true;
  /** True: arrays of three axes are taken as well. */
  readonly layered?: true;
  readonly keys: readonly string[];
  readonly hint: string;
}

export const CONDUCTANCE_FILE: MatrixSpec = {
  noun: "conductance",
  unit: "S",
  least: 0,
  most: 1,
  mostRows: LARGEST,
  mostColumns: LARGEST,
  keys: ["conductance", "conductances", "G_S", "G", "values"],
  hint: `Give one line for each word line and one number for each bit line: conductances in S (100 µS is 1e-4), at most ${LARGEST} rows and columns.`,
};

export const INPUT_FILE: MatrixSpec = {
  noun: "voltage",
  unit: "V",
  least: -10,
  most: 10,
  mostRows: LARGEST,
  mostColumns: LARGEST,
  line: true,
  keys: ["input", "voltages", "v_in_V", "V", "values"],
  hint: "Give one voltage in V for each word line, in one column or one row.",
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function checkBytes(bytes: Uint8Array, context: TableContext): void {
  if (bytes.length <= MOST_BYTES) return;
  const holds = `more than ${context.mostRows} rows and ${context.mostColumns} columns need`;
  refuse(context, `${megabytes(bytes.length)}: ${holds}, at most ${megabytes(MOST_BYTES)} are read`);
}

function checkSize({ rows, columns }: Table, spec: MatrixSpec, context: TableContext): void {
  if (spec.line && rows > 1 && columns > 1) {
    refuse(context, `${place(1, 1)}: ${rows} rows and ${columns} columns, neither is one`);
  }
  const [wantedRows, wantedColumns] = [spec.rows ?? rows, spec.columns ?? columns];
  if (rows !== wantedRows || columns !== wantedColumns) {
    const where = place(Math.min(rows, wantedRows), Math.min(columns, wantedColumns));
    refuse(context, `${rows} rows and ${columns} columns instead of ${wantedRows} and ${wantedColumns} (${where})`);
  }
}

function checkValues({ rows, columns, values }: Table, spec: MatrixSpec, context: TableContext): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] as number;
      if (value >= spec.least && value <= spec.most) continue;
      const where = place(row, column);
      if (!Number.isFinite(value)) refuse(context, `${where}: the ${spec.noun} is not finite`);
      if (value < 0 && spec.least === 0)
        refuse(context, `${where}: the ${spec.noun} ${value} ${spec.unit} is negative`);
      refuse(
        context,
        `${where}: the ${spec.noun} ${value} ${spec.unit} is outside ${spec.least} to ${spec.most} ${spec.unit}`,
      );
    }
  }
}

/** @throws SimFault of kind "file" naming row, column and reason */
export function parseMatrix(bytes: Uint8Array, fileName: string, spec: MatrixSpec): Table {
  const context: TableContext = { ...spec, fileName };
  checkBytes(bytes, context);
  const table = readTable(bytes, context);
  checkSize(table, spec, context);
  checkValues(table, spec, context);
  return table;
}

/** Conductances (S) of an array. @throws SimFault of kind "file" */
export const parseConductance = (bytes: Uint8Array, fileName: string): Table =>
  parseMatrix(bytes, fileName, CONDUCTANCE_FILE);

/** Voltages (V), one for each word line. @throws SimFault of kind "file" */
export const parseInput = (bytes: Uint8Array, fileName: string): Float64Array =>
  parseMatrix(bytes, fileName, INPUT_FILE).values;

const IMAGE_EDGE = 4096;
const IMAGE_HINT = `Give a picture as PGM or PPM, or grey values as text, JSON or NumPy: from 0 to 1 or from 0 to 255, at most ${IMAGE_EDGE} rows and columns.`;
const GREY: MatrixSpec = {
  noun: "grey value",
  unit: "",
  least: 0,
  most: 65_535,
  mostRows: IMAGE_EDGE,
  mostColumns: IMAGE_EDGE,
  keys: ["image", "pixels", "values"],
  hint: IMAGE_HINT,
};

/** Words and comments of a PNM header: the four numbers or less that follow the signature, and where data begin. */
function pnmHeader(bytes: Uint8Array, wanted: number): { numbers: number[]; end: number } | null {
  const numbers: number[] = [];
  let at = 2;
  while (numbers.length < wanted) {
    let code = bytes[at];
    if (code === undefined) return null;
    if (code === 35) {
      while (code !== undefined && code !== 10 && code !== 13) code = bytes[++at];
    } else if (code <= 32) at += 1;
    else if (code >= 48 && code <= 57) {
      let value = 0;
      while (code !== undefined && code >= 48 && code <= 57) {
        value = 10 * value + code - 48;
        code = bytes[++at];
      }
      numbers.push(value);
    } else return null;
  }
  return { numbers, end: at };
}

/** Grey of a colour as the eye weighs it (ITU-R BT.601). */
const luminance = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** PGM and PPM, plain (P2, P3) and binary (P5, P6). */
function readPnm(bytes: Uint8Array, context: TableContext): Table {
  const kind = (bytes[1] as number) - 48;
  const header = pnmHeader(bytes, 3);
  const [columns = 0, rows = 0, most = 0] = header?.numbers ?? [];
  if (header === null || rows * columns === 0 || most === 0 || most > 65_535) {
    return refuse(context, "the picture has no size or no largest value");
  }
  if (rows > context.mostRows || columns > context.mostColumns) {
    const where = place(Math.min(rows, context.mostRows), Math.min(columns, context.mostColumns));
    return refuse(context, `${where}: ${rows} rows and ${columns} columns are too many`);
  }
  const depth = kind % 3 === 0 ? 3 : 1;
  const count = rows * columns * depth;
  const samples =
    kind <= 3 ? plainSamples(bytes, header.end, count) : binarySamples(bytes, header.end + 1, count, most);
  const cut = Math.floor(samples.length / depth);
  if (samples.length < count) {
    const where = place(Math.floor(cut / columns), cut % columns);
    return refuse(context, `${where}: the picture ends here, it should have ${rows} rows and ${columns} columns`);
  }
  const values = Float64Array.from({ length: rows * columns }, (_, k) => {
    const at = (c: number) => (samples[depth * k + c] as number) / most;
    return Math.min(1, depth === 1 ? at(0) : luminance(at(0), at(1), at(2)));
  });
  return { rows, columns, values };
}

function plainSamples(bytes: Uint8Array, from: number, count: number): ArrayLike<number> {
  const words = new TextDecoder().decode(bytes.subarray(from)).replace(/#.*/g, "").trim().split(/\s+/);
  const end = words.findIndex((word) => !/^\d+$/.test(word));
  return words.slice(0, end < 0 ? count : Math.min(end, count)).map(Number);
}

function binarySamples(bytes: Uint8Array, from: number, count: number, most: number): ArrayLike<number> {
  const data = bytes.subarray(from);
  if (most < 256) return data.subarray(0, count);
  const words = Math.min(count, Math.floor(data.length / 2));
  return Uint16Array.from({ length: words }, (_, k) => 256 * (data[2 * k] as number) + (data[2 * k + 1] as number));
}

/**
 * A picture of at most 512 x 512 pixels, grey from 0 (black) to 1; larger ones are averaged down.
 *
 * @throws SimFault of kind "file"
 */
export function parseImage(bytes: Uint8Array, fileName: string): Table {
  const context: TableContext = { ...GREY, fileName };
  checkBytes(bytes, context);
  if (isCompressed(bytes)) refuse(context, "only the page reads PNG and JPEG: elsewhere take PGM or PPM");
  const isPnm = bytes[0] === 80 && [50, 51, 53, 54].includes(bytes[1] ?? 0) && !isNpy(bytes);
  const image = isPnm ? readPnm(bytes, context) : grey(parseMatrix(bytes, fileName, GREY));
  const shrink = Math.max(1, image.rows / LARGEST, image.columns / LARGEST);
  if (shrink === 1) return image;
  return resample(image, Math.max(1, Math.floor(image.rows / shrink)), Math.max(1, Math.floor(image.columns / shrink)));
}

/** PNG or JPEG, by their first bytes. */
const isCompressed = ([first, second]: Uint8Array): boolean =>
  (first === 0x89 && second === 0x50) || (first === 0xff && second === 0xd8);

/** Grey values on the scale they seem to be on: 0 to 1, 0 to 255 or 0 to 65535. */
function grey({ rows, columns, values }: Table): Table {
  const top = values.reduce((a, b) => Math.max(a, b), 0);
  const scale = [1, 255].find((most) => top <= most) ?? 65_535;
  return { rows, columns, values: values.map((value) => value / scale) };
}

/** Sums of products of a line of `from` values with the parts of `to` equal pieces that each covers. */
function weightsOf(from: number, to: number): { readonly at: number; readonly part: number }[][] {
  const width = from / to;
  return Array.from({ length: to }, (_, k) => {
    const [start, end] = [k * width, (k + 1) * width];
    const parts: { at: number; part: number }[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const part = (Math.min(end, at + 1) - Math.max(start, at)) / width;
      if (part > 1e-12) parts.push({ at, part });
    }
    return parts;
  });
}

/** A picture of another size: each new pixel is the mean of the area it covers, so that the mean of all stays. */
export function resample({ rows, columns, values }: Table, newRows: number, newColumns: number): Table {
  const out = new Float64Array(newRows * newColumns);
  const [down, across] = [weightsOf(rows, newRows), weightsOf(columns, newColumns)];
  for (const [row, rowParts] of down.entries()) {
    for (const [column, columnParts] of across.entries()) {
      let sum = 0;
      for (const r of rowParts) {
        for (const c of columnParts) sum += r.part * c.part * (values[r.at * columns + c.at] as number);
      }
      out[row * newColumns + column] = sum;
    }
  }
  return { rows: newRows, columns: newColumns, values: out };
}
