import type { ConductanceWindow } from "../crossbar/_mapping";
import { gathered, HEALTHY, lotOf, MENDED, stuckAt } from "../crossbar/faults";
import type { DeviceBank } from "../devices/_device";
import { NonIdealBank, windowOf } from "../devices/nonIdeal";
import type { Arena, Block } from "../memory/arena";
import { BREAKS, type BreakName, breakShares, faultOf } from "./_breaks";
import { DRIFTING, FIRST_READ, NOISY, type Technology } from "./_technologies";
import { factorsOf, readOuts, regrowth } from "./crossbarCompensation";
import type { CrossbarParams } from "./crossbarParams";
import type { CrossbarSize } from "./crossbarSize";
import { MOST_SPOILT } from "./crossbarSize";
import { technologyOf } from "./crossbarTechnology";

/**
 * The devices of the array: what they are meant to hold, how they were programmed, what time and faults made of them.
 *
 * The state as programmed is kept beside the present one, so that an age is a function of it: time can be scrubbed to
 * and fro, and what is seen does not depend on the way there.
 */

/** Parameters of what time makes of an array, and of what it is read by. */
const PRESENT = /^(age|hot\.(columns|pace)|compensation|regrow|faults\.(on|off|kind)|input\.voltage)$/;

/** True where a parameter says how devices are spoilt, and that fault of theirs is, or was, switched on. */
function matters({ nonIdeal }: CrossbarParams, path: string): boolean {
  const [group, name, key] = path.split(".");
  if (group !== "nonIdeal") return false;
  const part = nonIdeal[name as keyof typeof nonIdeal];
  return typeof part === "boolean" || key === "on" || part.on;
}

export class CrossbarArray {
  readonly bank: DeviceBank;
  /** [rows, width] S: what each cell is meant to conduct. */
  readonly target: Block<"f64">;
  /** [rows, width] 1 where a cell was cut off for good. */
  readonly pruned: Block<"u8">;
  /** [columns] factors on the outputs that make up for drift. */
  readonly factors: Block<"f64">;
  /** [columns] column of the array that carries each output. */
  readonly carriers: Block<"i32">;
  /** The same bank where its devices may be spoilt; arrays beyond `MOST_SPOILT` cells are as their model has them. */
  readonly #spoilt: NonIdealBank | null;
  /** [rows, width] code of what was done to each cell; `MENDED` undoes what it was made with. */
  readonly #hand: Block<"u8">;
  readonly #written: Block<"u8">;
  readonly #reading: Block<"f64">;
  readonly #aim: Block<"f64">;
  readonly #pace: Block<"f64">;
  readonly #begin: number;
  readonly #arena: Arena;
  /** [rows, width] decides which cells are made broken at a given rate. */
  #lots = new Float64Array(0);
  readonly #technology: Technology;
  #params: CrossbarParams;
  #seed = 0;
  #version = 0;
  readonly #codes: Uint8Array;
  #codesVersion = -1;
  /** Extremes of conductances that were loaded. */
  #loaded: ConductanceWindow | null = null;

  constructor(
    arena: Arena,
    readonly size: CrossbarSize,
    params: CrossbarParams,
  ) {
    const { rows, width, columns } = size;
    const cells = rows * width;
    this.#arena = arena;
    this.#params = params;
    this.target = arena.alloc("state", "f64", cells);
    this.pruned = arena.alloc("state", "u8", cells);
    this.carriers = arena.alloc("state", "i32", columns);
    this.#codes = new Uint8Array(cells);
    this.#hand = arena.alloc("state", "u8", cells);
    this.#reading = arena.alloc("scratch", "f64", cells);
    this.#aim = arena.alloc("scratch", "f64", cells);
    this.#pace = arena.alloc("scratch", "f64", cells);
    this.factors = arena.alloc("state", "f64", columns);
    const before = arena.stateBytes;
    this.#technology = technologyOf(params);
    const { model } = this.#technology;
    const shape = { rows, columns: width };
    this.#spoilt = rows * columns > MOST_SPOILT ? null : new NonIdealBank(arena, model, shape);
    this.bank = this.#spoilt ?? model.allocate(arena, shape);
    this.#begin = before;
    this.#written = arena.alloc("state", "u8", arena.stateBytes - before);
  }

  /** Conductances (S) between which a cell can be programmed. */
  get window(): ConductanceWindow {
    const { model, params } = this.#technology;
    const [low, high] = windowOf(model, params, this.#params.nonIdeal);
    return { low, high };
  }

  /** Conductances (S) of cells that are stuck: the ends of the window, or of what was loaded. */
  get ends(): ConductanceWindow {
    return this.#loaded ?? this.window;
  }

  /** After the commit: programs `wanted` [rows, columns] S; spare columns stay empty. */
  init(wanted: Float64Array, seed: number): void {
    const { rows, columns, width } = this.size;
    this.#seed = seed;
    this.#lots = Float64Array.from({ length: rows * width }, (_, k) =>
      lotOf(seed, 0, Math.floor(k / width), k % width),
    );
    for (let j = 0; j < columns; j++) this.carriers.view[j] = j;
    for (let i = 0; i < rows; i++) {
      this.target.view.set(wanted.subarray(i * columns, (i + 1) * columns), i * width);
    }
    if (this.#params.array.source === "file") {
      const [low, high] = [wanted.reduce((a, b) => Math.min(a, b)), wanted.reduce((a, b) => Math.max(a, b))];
      this.#loaded = { low, high };
    }
    this.rebuild();
  }

  /** Rises with whatever is done to the devices; ages are not. */
  get version(): number {
    return this.#version;
  }

  /** Something was done to the devices, or the state was overwritten. */
  touch(): void {
    this.#version++;
  }

  update(params: CrossbarParams, paths: readonly string[]): void {
    this.#params = params;
    if (paths.some((path) => path.startsWith("faults."))) this.touch();
    if (paths.some((path) => matters(params, path))) this.rebuild();
    else if (paths.some((path) => PRESENT.test(path))) this.present();
  }

  /** Makes the devices anew and programs them all: with the same seed only what was asked for differs. */
  rebuild(): void {
    this.bank.init(this.#technology.params, this.#seed);
    this.#spoilt?.adjust(this.#params.nonIdeal);
    this.#written.view.set(this.#bytes);
    this.write();
  }

  /** Programs ranges of cells, ends exclusive, to their targets, as if with all others. */
  write(ranges: readonly (readonly [first: number, end: number])[] = [[0, this.target.length]]): void {
    this.#bytes.set(this.#written.view);
    this.touch();
    for (const [first, end] of ranges) this.bank.program(this.target, first, end);
    this.#written.view.set(this.#bytes);
    this.present();
  }

  /** Brings the devices from how they were written to the present age. */
  present(): void {
    this.#bytes.set(this.#written.view);
    const { age, compensation, regrow } = this.#params;
    this.factors.view.fill(1);
    const before = compensation === "none" ? null : readOuts(this.gathered(), this.size);
    this.#grow(age);
    if (before !== null) {
      this.factors.view.set(factorsOf(compensation, before, readOuts(this.gathered(), this.size), this.size));
    }
    if (regrow > 0) this.regrow(regrowth(regrow / 100, this.factors.view, this.gathered(), this.wanted(), this.size));
  }

  /** Brings devices as they were written to an age (s); those of hot columns age faster. */
  #grow(age: number): void {
    if (!(age > FIRST_READ)) return;
    const { columns: hot, pace } = this.#params.hot;
    const { columns, width } = this.size;
    const view = this.#pace.view;
    for (let cell = 0; cell < view.length; cell++) {
      const column = cell % width;
      view[cell] = column < columns && column >= columns - hot ? pace : 1;
    }
    this.bank.rest(age - FIRST_READ, hot > 0 ? this.#pace : undefined);
  }

  /** Programs single cells of outputs, counted in [rows, columns], at the present age. */
  regrow(cells: readonly (readonly [cell: number, conductance: number])[]): void {
    const { columns, width } = this.size;
    const { view } = this.#aim;
    for (const [k, conductance] of cells) {
      const cell = Math.floor(k / columns) * width + (this.carriers.view[k % columns] as number);
      view[cell] = conductance;
      this.bank.program(this.#aim, cell, cell + 1);
    }
  }

  /** What the outputs are made of: present conductances [rows, columns] S, each column where it stands. */
  gathered(): Float64Array {
    return gathered(this.conductances(), this.carriers.view, this.size.width);
  }

  /** The same of the targets. */
  wanted(): Float64Array {
    return gathered(this.target.view, this.carriers.view, this.size.width);
  }

  /**
   * Lets `n` read cycles pass, of so many seconds each: noise goes on, and reads may disturb.
   *
   * @returns false where nothing can have changed
   */
  advance(n: number, seconds: number): boolean {
    const { nonIdeal, input, cell } = this.#params;
    const noisy = NOISY.has(cell.technology) || nonIdeal.flicker.on || nonIdeal.telegraph.on;
    const disturbed = this.#spoilt !== null && nonIdeal.disturb.on;
    if (!noisy && !disturbed) return false;
    for (let cycle = 0; cycle < n; cycle++) {
      this.bank.rest(seconds);
      if (disturbed) this.#spoilt?.disturb(input.voltage, seconds);
    }
    return true;
  }

  /** False where conductances do not depend on the age. */
  get drifts(): boolean {
    const { nonIdeal, cell } = this.#params;
    return DRIFTING.has(cell.technology) || nonIdeal.drift.on || nonIdeal.flicker.on || nonIdeal.telegraph.on;
  }

  /** Calls `look` with the devices at another age; they are as before when it returns. */
  at<T>(age: number, look: () => T): T {
    const kept = this.#bytes.slice();
    this.#bytes.set(this.#written.view);
    this.#grow(age);
    try {
      return look();
    } finally {
      this.#bytes.set(kept);
    }
  }

  get #bytes(): Uint8Array {
    return this.#arena.state().subarray(this.#begin, this.#begin + this.#written.length);
  }

  /** [rows, width] code of what is wrong with each cell now, by hand or as it was made. */
  codes(): Uint8Array {
    if (this.#codesVersion !== this.#version) {
      this.#codesVersion = this.#version;
      for (let cell = 0; cell < this.#codes.length; cell++) this.#codes[cell] = this.#fault(cell);
    }
    return this.#codes;
  }

  #fault(cell: number): number {
    const hand = this.#hand.view[cell] as number;
    const code = faultOf(hand, this.#lots[cell] as number, this.#params.faults);
    if (hand !== HEALTHY || code !== HEALTHY) return code;
    return this.#spoilt?.faultAt(cell) ?? HEALTHY;
  }

  breakCell(cell: number, fault: BreakName): void {
    this.touch();
    this.#hand.view[cell] = BREAKS[fault];
  }

  /** Cuts a cell off for good. */
  pruneCell(cell: number): void {
    this.touch();
    this.pruned.view[cell] = 1;
  }

  mendCell(cell: number): void {
    this.touch();
    this.#hand.view[cell] = MENDED;
    this.pruned.view[cell] = 0;
  }

  /** Breaks shares of the cells, in percent; each `round` is another draw. */
  injectFaults(on: number, off: number, round: number): void {
    this.touch();
    const { kind } = this.#params.faults;
    breakShares(this.#hand.view, this.size.width, { on, off, kind, seed: this.#seed, round });
  }

  /** Cells that are broken, spare ones that carry nothing included. */
  get faultCount(): number {
    return this.codes().reduce((count, code) => count + (code === HEALTHY ? 0 : 1), 0);
  }

  /** Column of the array that carries no output yet, or -1. */
  get freeSpare(): number {
    const { columns, width } = this.size;
    const used = new Set(this.carriers.view);
    for (let j = columns; j < width; j++) if (!used.has(j)) return j;
    return -1;
  }

  /** True where a column of the array carries an output. */
  carries(): Uint8Array {
    const carries = new Uint8Array(this.size.width);
    for (const j of this.carriers.view) carries[j] = 1;
    return carries;
  }

  /** A copy of the present conductances [rows, width] S. */
  conductances(): Float64Array {
    this.read(this.#params.input.voltage, this.#reading);
    return this.#reading.view.slice();
  }

  /** Conductances [rows, width] S at a read voltage: 0 where a cell is cut off or its column carries nothing. */
  read(volts: number, out: Block<"f64">): void {
    this.bank.read(volts, out);
    const { width } = this.size;
    const { ends } = this;
    const carries = this.carries();
    const codes = this.codes();
    const [{ view }, { view: pruned }] = [out, this.pruned];
    for (let cell = 0, j = 0; cell < view.length; cell++, j = j + 1 === width ? 0 : j + 1) {
      const fault = codes[cell] as number;
      if (pruned[cell] === 1 || carries[j] === 0) view[cell] = 0;
      else if (fault !== HEALTHY) view[cell] = stuckAt(fault, ends);
    }
  }
}
