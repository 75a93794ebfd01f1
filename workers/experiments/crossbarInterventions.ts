import { detect, SHORT, STUCK_ON, stuckAt } from "../crossbar/faults";
import type { Arena, Block } from "../memory/arena";
import { fail, type ParamTree, SimFault } from "../protocol";
import type { BreakName } from "./_breaks";
import type { CrossbarArray } from "./crossbarArray";
import type { CircuitView } from "./crossbarCircuit";
import type { ArrayClassifier } from "./crossbarClassifier";

/** What hands do to the array, and the ladder of repair: find, prune, move a column, train again. */

/** Part of the window by which a cell must be off to be taken for broken: spread of programming and wires stay below. */
const SUSPICIOUS = 0.15;
/** Cells of the largest array that is read out through its wires, one row after the other. */
const MOST_WIRED = 65_536;

function refuse(path: string, message: string, hint?: string): never {
  throw new SimFault(fail("value", path, message, hint).error);
}

interface Args {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
  readonly conductance: number;
  readonly kind: BreakName;
  readonly on: number;
  readonly off: number;
}

export class Interventions {
  /** [rows, width] what the last search took each cell for; 0 where it found nothing wrong. */
  readonly found: Block<"u8">;
  /** How often cells were broken by chance. */
  readonly #strikes: Block<"f64">;

  constructor(
    arena: Arena,
    private readonly array: CrossbarArray,
    private readonly view: CircuitView,
    private readonly classifier: ArrayClassifier | null,
  ) {
    this.found = arena.alloc("state", "u8", array.target.length);
    this.#strikes = arena.alloc("state", "f64", 1);
  }

  get foundCount(): number {
    return this.found.view.reduce((count, mark) => count + (mark === 0 ? 0 : 1), 0);
  }

  act(name: string, tree: ParamTree): void {
    const args = tree as unknown as Args;
    const { row, column } = args;
    if (name === "program") this.#paint(row, column, row, column, args.conductance);
    else if (name === "paint") this.#paint(row, column, args.toRow, args.toColumn, args.conductance);
    else if (name === "break") this.array.breakCell(this.#cell(row, column), args.kind);
    else if (name === "mend") this.#mend(row, column);
    else if (name === "inject") this.#inject(args.on, args.off);
    else if (name === "detect") this.#detect();
    else if (name === "prune") this.#prune();
    else if (name === "remap") this.#remap(column);
    else if (name === "flip") this.#flip();
    else if (name === "retrain") this.#retrain();
    else this.array.write();
  }

  #cell(row: number, column: number): number {
    const { rows, width } = this.array.size;
    if (row >= rows) refuse("act.row", `row must be between 0 and ${rows - 1}, got ${row}`);
    if (column >= width) refuse("act.column", `column must be between 0 and ${width - 1}, got ${column}`);
    return row * width + column;
  }

  #paint(row: number, column: number, toRow: number, toColumn: number, conductance: number): void {
    const { width } = this.array.size;
    this.#cell(toRow, toColumn);
    const [top, bottom] = [Math.min(row, toRow), Math.max(row, toRow)];
    const [left, right] = [Math.min(column, toColumn), Math.max(column, toColumn)];
    const ranges = Array.from({ length: bottom - top + 1 }, (_, k) => {
      const first = (top + k) * width + left;
      return [first, first + right - left + 1] as const;
    });
    this.#cell(bottom, right);
    for (const [first, end] of ranges) this.array.target.view.fill(conductance, first, end);
    this.array.write(ranges);
  }

  #mend(row: number, column: number): void {
    const cell = this.#cell(row, column);
    this.array.mendCell(cell);
    this.found.view[cell] = 0;
  }

  #inject(on: number, off: number): void {
    const round = (this.#strikes.view[0] as number) + 1;
    this.#strikes.view[0] = round;
    this.array.injectFaults(on, off, round);
  }

  /** Compares one-hot read-outs with those of a healthy array that holds the targets. */
  #detect(): void {
    const { array, view, found } = this;
    const { width, rows, columns } = array.size;
    const throughWires = rows * columns <= MOST_WIRED;
    const readOut = (bare: Float64Array): Float64Array => (throughWires ? view.transfer(bare) : bare);
    const carries = array.carries();
    const wanted = array.target.view.map((value, cell) =>
      array.pruned.view[cell] === 1 || carries[cell % width] === 0 ? 0 : value,
    );
    const bare = array.conductances();
    const read = (cut: Uint8Array) => readOut(bare.map((value, cell) => (cut[cell] === 1 ? 0 : value)));
    found.view.fill(0);
    const { pruned, ends } = array;
    for (const { row, column, kind } of detect(read, readOut(wanted), width, pruned.view, ends, SUSPICIOUS)) {
      found.view[row * width + column] = kind;
    }
  }

  #prune(): void {
    const { found, array } = this;
    if (this.foundCount === 0) refuse("act.prune", "no fault was found yet", "Find faults first.");
    for (let cell = 0; cell < found.length; cell++) {
      const kind = found.view[cell];
      if (kind === STUCK_ON || kind === SHORT) array.pruneCell(cell);
    }
  }

  /** The output that a column carries gets a spare column, programmed with the same targets. */
  #remap(column: number): void {
    const { array } = this;
    const { rows, width } = array.size;
    this.#cell(0, column);
    const output = array.carriers.view.indexOf(column);
    if (output < 0) refuse("act.column", `column ${column} carries no output`);
    const spare = array.freeSpare;
    if (spare < 0) refuse("act.column", "no spare column is left", "Set faults.spares before the array is made.");
    for (let i = 0; i < rows; i++) {
      array.target.view[i * width + spare] = array.target.view[i * width + column] as number;
    }
    array.carriers.view[output] = spare;
    array.write(Array.from({ length: rows }, (_, i) => [i * width + spare, i * width + spare + 1] as const));
  }

  /** S that the cell at a place of the array has for good, as far as is known; NaN where it can be programmed. */
  #stuck(cell: number): number {
    const { array, found } = this;
    if (array.pruned.view[cell] === 1) return 0;
    return found.view[cell] === 0 ? Number.NaN : stuckAt(found.view[cell] as number, array.ends);
  }

  /** The minus column of a pair becomes its plus column and back wherever that lowers the sum of squared weight errors. */
  #flip(): void {
    const { array } = this;
    const { rows, columns, width, pairs } = array.size;
    if (!pairs) refuse("act.flip", "there are no pairs of columns", "Take signed weights or digits as the matrix.");
    if (this.foundCount === 0) refuse("act.flip", "no fault was found yet", "Find faults first.");
    const { view: target } = array.target;
    const carriers = array.carriers.view;
    for (let plus = 0; plus < columns; plus += 2) {
      const [a, b] = [carriers[plus] as number, carriers[plus + 1] as number];
      let [straight, turned] = [0, 0];
      for (let cell = 0; cell < rows * width; cell += width) {
        const [first, second] = [this.#stuck(cell + a), this.#stuck(cell + b)];
        const [up, down] = [target[cell + a] as number, target[cell + b] as number];
        const miss = (wanted: number, stuck: number) => (Number.isNaN(stuck) ? 0 : stuck - wanted);
        const asIs = miss(up, first) - miss(down, second);
        const flipped = miss(up, second) - miss(down, first);
        straight += asIs * asIs;
        turned += flipped * flipped;
      }
      if (!(turned < straight)) continue;
      carriers[plus] = b;
      carriers[plus + 1] = a;
      for (let cell = 0; cell < rows * width; cell += width) {
        const up = target[cell + a] as number;
        target[cell + a] = target[cell + b] as number;
        target[cell + b] = up;
      }
    }
    array.write();
  }

  #retrain(): void {
    const { classifier, array } = this;
    if (classifier === null) {
      refuse("act.retrain", "there is nothing to train", "Take the digit classifier as the matrix.");
    }
    const { rows, columns, width } = array.size;
    const stuck = new Float64Array(rows * columns).fill(Number.NaN);
    for (let k = 0; k < stuck.length; k++) {
      const cell = Math.floor(k / columns) * width + (array.carriers.view[k % columns] as number);
      stuck[k] = this.#stuck(cell);
    }
    classifier.retrain(array, stuck);
    array.write();
  }
}
