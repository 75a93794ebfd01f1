import { parseJson, shown } from "../params/json";
import { fail, SimFault } from "../protocol";

/** Tables of numbers in files: text, JSON and NumPy. Rows and columns count from 1 in messages, as people count. */

export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly values: Float64Array;
  /** Of a file of three axes: length of the first, whose tables stand one below the other. */
  readonly layers?: number;
}

/** What a reader needs to know to refuse in words that help. */
export interface TableContext {
  readonly fileName: string;
  /** What is expected, in one or two sentences. */
  readonly hint: string;
  readonly mostRows: number;
  readonly mostColumns: number;
  /** Members of a JSON object under which the table may stand; the first that is there counts. */
  readonly keys: readonly string[];
  /** True: arrays of three axes are taken as well. */
  readonly layered?: true;
}

/** @param line number of the line from 0, told where it is not that of the row */
export const place = (row: number, column: number, line = row): string =>
  `row ${row + 1}, column ${column + 1}${line === row ? "" : ` (line ${line + 1})`}`;

/** @throws SimFault of kind "file" */
export function refuse({ fileName, hint }: Pick<TableContext, "fileName" | "hint">, message: string): never {
  throw new SimFault(fail("file", fileName, message, hint).error);
}

/** Gathers rows and refuses where one is of another length or there are too many. */
class Rows {
  readonly #values: number[] = [];
  #rows = 0;
  #columns = 0;

  constructor(readonly context: TableContext) {}

  get count(): number {
    return this.#rows;
  }

  add(row: readonly number[], line = this.#rows): void {
    const { mostRows, mostColumns } = this.context;
    const at = (column: number): string => place(this.#rows, column, line);
    if (this.#rows === mostRows) refuse(this.context, `${at(0)}: more than ${mostRows} rows`);
    if (row.length > mostColumns) refuse(this.context, `${at(mostColumns)}: more than ${mostColumns} columns`);
    if (this.#rows === 0) this.#columns = row.length;
    if (row.length !== this.#columns) {
      const first = at(Math.min(row.length, this.#columns));
      refuse(this.context, `${first}: ${row.length} numbers where the rows above have ${this.#columns}`);
    }
    for (const value of row) this.#values.push(value);
    this.#rows += 1;
  }

  table(): Table {
    if (this.#values.length === 0) refuse(this.context, "the file holds no numbers");
    return { rows: this.#rows, columns: this.#columns, values: Float64Array.from(this.#values) };
  }
}

/** "nan", "inf" and the like: numbers to those who wrote them, to be refused for what they are. */
const NO_FINITE = /^[+-]?(nan|inf(inity)?)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The cells of a line. A semicolon separates before a comma does, which then marks the decimals. */
function cellsOf(line: string): string[] {
  const separator = [";", "\t", ","].find((mark) => line.includes(mark));
  if (separator === undefined) return line.trim().split(/\s+/);
  const cells = line.split(separator).map((cell) => cell.trim());
  // A separator after the last number is how some programs end a line.
  if (cells.at(-1) === "") cells.pop();
  return separator === "," ? cells : cells.map((cell) => (/^[^,.]*,[^,]*$/.test(cell) ? cell.replace(",", ".") : cell));
}

/**
 * A line of numbers for each row, separated by comma, semicolon, tabulator or spaces; a first line of words and lines
 * that begin with # do not count.
 */
export function readText(text: string, context: TableContext): Table {
  if (text.includes("\u0000")) refuse(context, "the file is no text");
  const rows = new Rows(context);
  let headed = false;
  for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
    if (content.trim() === "" || content.trimStart().startsWith("#")) continue;
    const cells = cellsOf(content);
    if (!headed && rows.count === 0 && cells.every((cell) => !NUMBER.test(cell) && !NO_FINITE.test(cell))) {
      headed = true;
      continue;
    }
    const row = cells.map((cell, column) => {
      if (NUMBER.test(cell)) return Number(cell);
      if (NO_FINITE.test(cell)) return Number.NaN;
      const reason = cell === "" ? "there is nothing" : `${shown(cell, 40)} is not a number`;
      return refuse(context, `${place(rows.count, column, line)}: ${reason}`);
    });
    rows.add(row, line);
  }
  return rows.table();
}

/** A list of lists, a list (one column), or an object that has one of them under a known name. */
export function readJson(text: string, context: TableContext): Table {
  const parsed = parseJson(text, context.fileName);
  if (!parsed.ok) refuse(context, parsed.error.message);
  let { value } = parsed;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const key = context.keys.find((name) => Object.hasOwn(value as object, name));
    if (key === undefined) refuse(context, `the file has none of ${context.keys.join(", ")}`);
    value = (value as Record<string, unknown>)[key];
  }
  if (!Array.isArray(value)) return refuse(context, `${shown(value)} is no list of rows`);
  const lists = (list: unknown): list is unknown[] =>
    Array.isArray(list) && list.length > 0 && list.every(Array.isArray);
  const layers = context.layered && lists(value) && value.every(lists) ? (value as unknown[][]) : null;
  if (layers !== null) {
    const uneven = layers.findIndex((rows) => rows.length !== layers[0]?.length);
    if (uneven > 0) {
      const [is, was] = [layers[uneven]?.length, layers[0]?.length];
      refuse(context, `layer ${uneven + 1}: ${is} rows where the first layer has ${was}`);
    }
    value = layers.flat();
  }
  const rows = new Rows(context);
  const number = (cell: unknown, row: number, column: number): number =>
    typeof cell === "number" ? cell : refuse(context, `${place(row, column)}: ${shown(cell, 40)} is not a number`);
  for (const [index, row] of (value as unknown[]).entries()) {
    rows.add(Array.isArray(row) ? row.map((cell, column) => number(cell, index, column)) : [number(row, index, 0)]);
  }
  return { ...rows.table(), ...(layers && { layers: layers.length }) };
}

const NPY_MAGIC = "\u0093NUMPY";

/** The first bytes as characters. */
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

export const isNpy = (bytes: Uint8Array): boolean => latin(bytes, 0, 6) === NPY_MAGIC;

type Getter = (view: DataView, at: number, little: boolean) => number;

const NPY_TYPES: Readonly<Record<string, { readonly bytes: number; readonly get: Getter }>> = {
  f8: { bytes: 8, get: (view, at, little) => view.getFloat64(at, little) },
  f4: { bytes: 4, get: (view, at, little) => view.getFloat32(at, little) },
  i8: { bytes: 8, get: (view, at, little) => Number(view.getBigInt64(at, little)) },
  i4: { bytes: 4, get: (view, at, little) => view.getInt32(at, little) },
  i2: { bytes: 2, get: (view, at, little) => view.getInt16(at, little) },
  i1: { bytes: 1, get: (view, at) => view.getInt8(at) },
  u8: { bytes: 8, get: (view, at, little) => Number(view.getBigUint64(at, little)) },
  u4: { bytes: 4, get: (view, at, little) => view.getUint32(at, little) },
  u2: { bytes: 2, get: (view, at, little) => view.getUint16(at, little) },
  u1: { bytes: 1, get: (view, at) => view.getUint8(at) },
  b1: { bytes: 1, get: (view, at) => view.getUint8(at) },
};

/** A NumPy array of one or two axes (NEP 1), of three where the context has layers; real numbers of any width and byte order. */
export function readNpy(bytes: Uint8Array, context: TableContext): Table {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) refuse(context, `the NumPy file ends after ${bytes.length} bytes`);
  const wide = view.getUint8(6) > 1;
  const start = wide ? 12 : 10;
  const offset = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (offset > bytes.length) refuse(context, `the NumPy file ends after ${bytes.length} bytes, within its header`);
  const header = latin(bytes, start, Math.min(offset, start + 4096));
  const order = /'descr':\s*'([<>|=])([a-z]\d+)'/.exec(header);
  const type = order === null ? undefined : NPY_TYPES[order[2] as string];
  if (order === null || type === undefined) {
    return refuse(
      context,
      `the NumPy array holds ${/'descr':\s*([^,]{0,40})/.exec(header)?.[1] ?? "nothing known"}, not real numbers`,
    );
  }
  const shape = (/'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
  const layers = shape.length === 3 && context.layered ? (shape.shift() as number) : null;
  if (shape.length !== 1 && shape.length !== 2) {
    return refuse(context, `the NumPy array has ${shape.length} axes instead of rows and columns`);
  }
  const inLayer = shape[0] as number;
  const [rows, columns] = [(layers ?? 1) * inLayer, shape[1] ?? 1];
  if (rows > context.mostRows) refuse(context, `${place(context.mostRows, 0)}: more than ${context.mostRows} rows`);
  if (columns > context.mostColumns) {
    refuse(context, `${place(0, context.mostColumns)}: more than ${context.mostColumns} columns`);
  }
  if (rows * columns === 0) refuse(context, "the file holds no numbers");
  const need = offset + rows * columns * type.bytes;
  if (bytes.length !== need) {
    refuse(context, `${rows} rows and ${columns} columns take ${need} bytes, the file has ${bytes.length}`);
  }
  const fortran = /'fortran_order':\s*True/.test(header);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const turned = (column * inLayer + (row % inLayer)) * (layers ?? 1) + Math.floor(row / inLayer);
      const at = fortran ? turned : row * columns + column;
      values[row * columns + column] = type.get(view, offset + at * type.bytes, order[1] !== ">");
    }
  }
  return { rows, columns, values, ...(layers !== null && { layers }) };
}

/** Whichever of the formats the bytes are in; the name decides only between text and JSON. */
export function readTable(bytes: Uint8Array, context: TableContext): Table {
  if (isNpy(bytes)) return readNpy(bytes, context);
  const text = new TextDecoder().decode(bytes);
  const json = /\.json$/i.test(context.fileName) || /^\s*[[{]/.test(text.slice(0, 100));
  return json ? readJson(text, context) : readText(text, context);
}
