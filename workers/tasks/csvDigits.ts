import { shown } from "../params/json";
import { fail, SimFault } from "../protocol";
import { FILE_CLASSES, type LabelledBytes, LEAST_SIDE, MOST_SIDE } from "./_task";

/**
 * Labelled pictures as a table of numbers, a row each: the label first (785 columns, as of MNIST at Kaggle) or last (65
 * columns, as of the 8 x 8 digits of Alpaydin & Kaynak 1998, UCI, 10.24432/C50P49). A first row of words is a heading.
 * Pixels go up to 1, 16 or 255. Read in two passes over the bytes, because a file of 100 MB is no string.
 */

const COMMA = 44;
const SEMICOLON = 59;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const ZERO = 48;
const NINE = 57;

/** More rows than any data set of digits has. */
const MOST_ROWS = 1_000_000;
const MOST_COLUMNS = MOST_SIDE ** 2 + 1;
/** Longest number, and characters of a cell that a message shows. */
const SHOWN = 30;

const HINT =
  "Give one picture per line: its label and its pixels, separated by commas; 785 columns for 28 x 28 pixels, 65 for 8 x 8.";

/** @throws SimFault */
function refuse(name: string, reason: string): never {
  throw new SimFault(fail("file", name, `${name} ${reason}`, HINT).error);
}

const isSeparator = (code: number): boolean => code === COMMA || code === SEMICOLON || code === TAB;
const isEnd = (code: number): boolean => code === LINE_FEED || code === CARRIAGE_RETURN;
const isPadding = (code: number): boolean => code === SPACE || code === QUOTE;

/** The number in a cell, NaN where there is none. Nearly all cells are a few digits. */
function numberIn(content: Uint8Array, from: number, to: number): number {
  let [start, end] = [from, to];
  while (start < end && isPadding(content[start] as number)) start++;
  while (end > start && isPadding(content[end - 1] as number)) end--;
  let value = 0;
  for (let at = start; at < end; at++) {
    const code = content[at] as number;
    if (code < ZERO || code > NINE || at - start > 8) {
      if (end - start > SHOWN) return Number.NaN;
      const text = new TextDecoder().decode(content.subarray(start, end));
      // Words that JavaScript takes for numbers.
      return /^[-+.\deE]+$/.test(text) ? Number(text) : Number.NaN;
    }
    value = 10 * value + code - ZERO;
  }
  return start === end ? Number.NaN : value;
}

const lineEnd = (content: Uint8Array, from: number): number => {
  let at = from;
  while (at < content.length && !isEnd(content[at] as number)) at++;
  return at;
};

/** Calls `take` with every cell of the line that begins at `from`. @returns where the line ends */
function eachCell(
  content: Uint8Array,
  from: number,
  take: (column: number, start: number, end: number) => void,
): number {
  for (let [column, at] = [0, from]; ; column++) {
    const start = at;
    while (at < content.length && !isSeparator(content[at] as number) && !isEnd(content[at] as number)) at++;
    take(column, start, at);
    if (at >= content.length || isEnd(content[at] as number)) return at;
    at++;
  }
}

/** Where the numbers begin: behind a byte order mark, and behind a first line with words. */
function beginning(content: Uint8Array): number {
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  let words = false;
  const end = eachCell(content, start, (_, from, to) => {
    if (Number.isNaN(numberIn(content, from, to))) words = true;
  });
  return words ? end : start;
}

interface Rows {
  value(row: number, column: number, value: number): void;
  end(row: number, columns: number, line: number): void;
}

/** Goes through all numbers in order, blank lines left out. @returns the number of rows */
function eachNumber(content: Uint8Array, name: string, rows: Rows): number {
  let at = beginning(content);
  let row = 0;
  let line = 0;
  while (at < content.length) {
    line++;
    if (lineEnd(content, at) > at) {
      let columns = 0;
      at = eachCell(content, at, (column, start, end) => {
        if (column >= MOST_COLUMNS) refuse(name, `line ${line} has more than ${MOST_COLUMNS} columns`);
        const value = numberIn(content, start, end);
        if (!Number.isFinite(value)) {
          const text = new TextDecoder().decode(content.subarray(start, Math.min(end, start + SHOWN)));
          refuse(name, `line ${line}, column ${column + 1}: ${shown(text, SHOWN)} is no number`);
        }
        rows.value(row, column, value);
        columns = column + 1;
      });
      rows.end(row, columns, line);
      row++;
      if (row > MOST_ROWS) refuse(name, `has more than ${MOST_ROWS} lines`);
    }
    if (content[at] === CARRIAGE_RETURN && content[at + 1] === LINE_FEED) at++;
    at++;
  }
  return row;
}

/** What the first and the last column of a table might be. */
class LabelColumn {
  readonly #seen = new Set<number>();
  #fits = true;

  add(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < FILE_CLASSES) this.#seen.add(value);
    else this.#fits = false;
  }

  /** Different labels; 0 where it holds something else. */
  get classes(): number {
    return this.#fits ? this.#seen.size : 0;
  }
}

/** What ink is in the data sets in use; the least that reaches all pixels is meant. */
const SCALES = [1, 16, 255] as const;

/** What must be known of a table before its numbers can be stored. */
class Survey {
  columns = 0;
  negative = 0;
  readonly first = new LabelColumn();
  readonly last = new LabelColumn();
  /** The largest number of the first column, of the last one and of those between. */
  readonly most: [first: number, last: number, between: number] = [0, 0, 0];
  #latest = 0;

  constructor(private readonly name: string) {}

  value(_row: number, column: number, value: number): void {
    if (value < this.negative) this.negative = value;
    if (column === 0) {
      this.first.add(value);
      this.#rise(0, value);
    } else if (column > 1) this.#rise(2, this.#latest);
    this.#latest = value;
  }

  end(row: number, columns: number, line: number): void {
    if (row === 0) this.columns = columns;
    if (columns !== this.columns) {
      refuse(this.name, `line ${line} has ${columns} columns, the first one has ${this.columns}`);
    }
    this.last.add(this.#latest);
    this.#rise(1, this.#latest);
  }

  #rise(part: 0 | 1 | 2, value: number): void {
    if (value > this.most[part]) this.most[part] = value;
  }
}

/** Pixels along an edge of a picture, from the number of columns. */
function sideOf(columns: number, name: string): number {
  const side = Math.round(Math.sqrt(columns - 1));
  if (side * side === columns - 1 && side >= LEAST_SIDE) return side;
  const bare = Math.round(Math.sqrt(columns));
  return refuse(
    name,
    bare * bare === columns && bare >= LEAST_SIDE
      ? `has ${columns} columns: pictures of ${bare} x ${bare} pixels without a label`
      : `has ${columns} columns; without the label they are the pixels of no square picture`,
  );
}

/**
 * Reads a table of labelled pictures.
 *
 * @throws SimFault of kind "file" naming line and column, and what is wrong there
 */
export function readCsvDigits(content: Uint8Array, name: string): LabelledBytes {
  const survey = new Survey(name);
  const count = eachNumber(content, name, survey);
  if (count === 0) refuse(name, "holds no numbers");
  const side = sideOf(survey.columns, name);
  const { first, last, most, negative } = survey;
  if (negative < 0) refuse(name, `holds the negative number ${negative}`);
  if (first.classes === 0 && last.classes === 0) {
    refuse(name, `has no column of labels: neither the first nor the last holds only 0 to ${FILE_CLASSES - 1}`);
  }
  // A pixel at the edge may look like a label too, but hardly like as many different ones.
  const labelFirst = first.classes >= last.classes;
  const brightest = Math.max(most[2], labelFirst ? most[1] : most[0]);
  const scale = SCALES.find((limit) => brightest <= limit);
  if (scale === undefined) return refuse(name, `holds the pixel ${brightest}; pixels go up to 1, 16 or 255`);
  const pixels = new Uint8Array(count * side * side);
  const labels = new Uint8Array(count);
  const labelAt = labelFirst ? 0 : side * side;
  const shift = labelFirst ? 1 : 0;
  eachNumber(content, name, {
    value(row, column, value) {
      if (column === labelAt) labels[row] = value;
      else pixels[row * side * side + column - shift] = Math.round((255 * value) / scale);
    },
    end() {},
  });
  return { count, side, pixels, labels };
}
