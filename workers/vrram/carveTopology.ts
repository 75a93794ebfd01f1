import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { BlockShape } from "./_block";

/**
 * Which cells of a block take part, under limits: so many on a line along x, so many on a pillar, none that is broken. As
 * many as wanted are kept wherever the limits leave room. Cell (layer, x, y) stands at (layer * columns + x) * rows + y.
 */

export interface FanLimits {
  /** Active cells on a pillar at most. */
  readonly fanIn: number;
  /** Active cells on a line at most. */
  readonly fanOut: number;
}

/** Sites fit into so many bits of a key. */
const SITE_BITS = 2 ** 17;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** An integer that ascends as the float does. */
function ordered(value: number): number {
  float[0] = Number.isNaN(value) ? 0 : value;
  const word = bits[0] as number;
  return (word & 0x8000_0000 ? ~word : word | 0x8000_0000) >>> 0;
}

export class CellTopology {
  /** [sites] 1 where a cell takes part. */
  readonly active: Block<"u8">;
  /** [sites] 0, or the code of what is wrong with a cell. */
  readonly faults: Block<"u8">;
  /** [sites] step of the last birth, of cells that take part; 0 for those from the start. */
  readonly born: Block<"u32">;
  /** [sites] step of the last death; 0 before any. */
  readonly died: Block<"u32">;
  /** Active cells of each line, [layers, rows], and of each pillar, [columns, rows]. */
  readonly onLine: Uint32Array;
  readonly onPillar: Uint32Array;
  /** Births and deaths since they were last cleared. */
  readonly #lives: Block<"f64">;
  readonly #random: RandomStream;
  readonly #keys: Float64Array;
  /** Columns that belong to a pair. */
  readonly #columns: number;
  #count = 0;
  #faulty = 0;
  #limits: FanLimits = { fanIn: 0, fanOut: 0 };

  /**
   * Before the commit.
   * @param changed called with every cell that was born or died
   */
  constructor(
    kernel: Kernel,
    arena: Arena,
    private readonly shape: BlockShape,
    private readonly changed: (site: number) => void,
  ) {
    const { layers, columns, rows } = shape;
    const sites = layers * columns * rows;
    if (sites > SITE_BITS) throw new RangeError(`${sites} cells are more than ${SITE_BITS}`);
    this.active = arena.alloc("state", "u8", sites);
    this.faults = arena.alloc("state", "u8", sites);
    this.born = arena.alloc("state", "u32", sites);
    this.died = arena.alloc("state", "u32", sites);
    this.#lives = arena.alloc("state", "f64", 2);
    this.#random = new RandomStream(kernel, arena, "carve growth");
    this.onLine = new Uint32Array(layers * rows);
    this.onPillar = new Uint32Array(columns * rows);
    this.#keys = new Float64Array(sites);
    this.#columns = columns - (columns % 2);
  }

  get count(): number {
    return this.#count;
  }

  /** Broken cells. */
  get faulty(): number {
    return this.#faulty;
  }

  get births(): number {
    return this.#lives.view[0] as number;
  }

  get deaths(): number {
    return this.#lives.view[1] as number;
  }

  clearCounts(): void {
    this.#lives.view.fill(0);
  }

  /** After the commit: `wanted` cells at random. */
  init(seed: number, wanted: number, limits: FanLimits): void {
    this.#random.seed(seed);
    this.#limits = limits;
    this.restore();
    this.grow(wanted, this.randomScores(), 0, 0);
    this.clearCounts();
  }

  /** After the state was overwritten. */
  restore(): void {
    this.onLine.fill(0);
    this.onPillar.fill(0);
    this.#count = 0;
    const active = this.active.view;
    for (let site = 0; site < active.length; site++) if (active[site] === 1) this.#tally(site, 1);
    this.#countFaults();
  }

  /** Limits of births to come. */
  set limits(limits: FanLimits) {
    this.#limits = limits;
  }

  /** Whether a cell could take part if there were no limits. */
  isUsable(site: number): boolean {
    const x = Math.floor(site / this.shape.rows) % this.shape.columns;
    return this.faults.view[site] === 0 && x < this.#columns;
  }

  /** Scores that make any choice as likely as any other. */
  randomScores(): Float32Array {
    return Float32Array.from(this.active.view, () => this.#random.uniform());
  }

  /**
   * @param codes [sites] 0, or what is wrong with a cell now
   * @returns false where that is nothing new
   */
  breakCells(codes: Uint8Array, step: number): boolean {
    const faults = this.faults.view;
    let changed = false;
    for (let site = 0; site < faults.length; site++) {
      if (faults[site] === codes[site]) continue;
      changed = true;
      faults[site] = codes[site] as number;
      if (codes[site] !== 0 && this.active.view[site] === 1) this.#kill(site, step);
    }
    if (changed) this.#countFaults();
    return changed;
  }

  /** Takes as many of the weakest cells away as limits that were tightened ask for. */
  trim(strength: ArrayLike<number>, step: number): void {
    const { fanIn, fanOut } = this.#limits;
    const over = (site: number) =>
      this.active.view[site] === 1 &&
      ((this.onLine[this.#lineOf(site)] as number) > fanOut || (this.onPillar[this.#pillarOf(site)] as number) > fanIn);
    for (const site of this.#ranked(over, strength, 1)) if (over(site)) this.#kill(site, step);
  }

  /**
   * Takes `n` of the weakest cells away, none that was born after step `oldest`.
   * @returns how many there were
   */
  prune(n: number, strength: ArrayLike<number>, oldest: number, step: number): number {
    const old = (site: number) => this.active.view[site] === 1 && (this.born.view[site] as number) <= oldest;
    const weakest = this.#ranked(old, strength, 1).slice(0, n);
    for (const site of weakest) this.#kill(site, step);
    return weakest.length;
  }

  /**
   * Brings `n` cells in: those of the highest score that the limits let in, of cells that did not die after step `rested`
   * first. Where that does not do, connections make room for others along alternating paths (Ford & Fulkerson 1956): what is
   * then still missing has no place under the limits, however cells are arranged.
   *
   * @returns how many were born
   */
  grow(n: number, score: ArrayLike<number>, rested: number, step: number): number {
    const wanted = this.#count + n;
    const free = (site: number) => this.active.view[site] === 0 && this.isUsable(site);
    const tired = (site: number) => (this.died.view[site] as number) > rested;
    for (const fresh of [true, false]) {
      if (this.#count >= wanted) break;
      for (const site of this.#ranked((at) => free(at) && (!fresh || !tired(at)), score, -1)) {
        if (this.#count >= wanted) break;
        if (this.#fits(site)) this.#bear(site, step);
      }
    }
    const { rows } = this.shape;
    const first = this.#count < wanted ? this.#random.below(rows) : 0;
    for (let k = 0; k < rows && this.#count < wanted; k++) {
      while (this.#count < wanted && this.#makeRoom((first + k) % rows, step)) {}
    }
    return n - (wanted - this.#count);
  }

  #countFaults(): void {
    this.#faulty = this.faults.view.reduce((count, code) => count + (code === 0 ? 0 : 1), 0);
  }

  #lineOf(site: number): number {
    const { columns, rows } = this.shape;
    return Math.floor(site / (columns * rows)) * rows + (site % rows);
  }

  #pillarOf(site: number): number {
    return site % (this.shape.columns * this.shape.rows);
  }

  #fits(site: number): boolean {
    const { fanIn, fanOut } = this.#limits;
    return (
      (this.onLine[this.#lineOf(site)] as number) < fanOut && (this.onPillar[this.#pillarOf(site)] as number) < fanIn
    );
  }

  #tally(site: number, by: 1 | -1): void {
    const [line, pillar] = [this.#lineOf(site), this.#pillarOf(site)];
    this.onLine[line] = (this.onLine[line] as number) + by;
    this.onPillar[pillar] = (this.onPillar[pillar] as number) + by;
    this.#count += by;
  }

  #bear(site: number, step: number): void {
    this.active.view[site] = 1;
    this.born.view[site] = step;
    this.#tally(site, 1);
    this.#lives.view[0] = this.births + 1;
    this.changed(site);
  }

  #kill(site: number, step: number): void {
    this.active.view[site] = 0;
    this.died.view[site] = step;
    this.#tally(site, -1);
    this.#lives.view[1] = this.deaths + 1;
    this.changed(site);
  }

  /** Sites by their score, ascending or descending; among equals a throw of dice decides. */
  #ranked(candidate: (site: number) => boolean, score: ArrayLike<number>, order: 1 | -1): Uint32Array {
    const mask = this.#random.below(SITE_BITS);
    const keys = this.#keys;
    let count = 0;
    for (let site = 0; site < keys.length; site++) {
      if (candidate(site)) keys[count++] = ordered(order * (score[site] as number)) * SITE_BITS + (site ^ mask);
    }
    return Uint32Array.from(keys.subarray(0, count).sort(), (key) => (key % SITE_BITS) ^ mask);
  }

  /**
   * One connection more in a slice in which no free cell has room both on its line and on its pillar: from a line with room
   * to a pillar with room, over cells that come and cells that go by turns. False where there is no such path.
   */
  #makeRoom(y: number, step: number): boolean {
    const { layers, columns, rows } = this.shape;
    const { fanIn, fanOut } = this.#limits;
    const at = (layer: number, x: number) => (layer * columns + x) * rows + y;
    /** Where each line and pillar was reached from; lines with room are where paths start. */
    const lineFrom = new Int32Array(layers).fill(-1);
    const pillarFrom = new Int32Array(columns).fill(-1);
    const queue: number[] = [];
    const START = columns;
    for (let layer = 0; layer < layers; layer++) {
      if ((this.onLine[layer * rows + y] as number) >= fanOut) continue;
      lineFrom[layer] = START;
      queue.push(layer);
    }
    for (let head = 0; head < queue.length; head++) {
      const layer = queue[head] as number;
      for (let x = 0; x < columns; x++) {
        const site = at(layer, x);
        if (pillarFrom[x] !== -1 || this.active.view[site] === 1 || !this.isUsable(site)) continue;
        pillarFrom[x] = layer;
        if ((this.onPillar[x * rows + y] as number) < fanIn) {
          this.#exchange(x, lineFrom, pillarFrom, at, step);
          return true;
        }
        for (let other = 0; other < layers; other++) {
          if (lineFrom[other] !== -1 || this.active.view[at(other, x)] === 0) continue;
          lineFrom[other] = x;
          queue.push(other);
        }
      }
    }
    return false;
  }

  #exchange(
    end: number,
    lineFrom: Int32Array,
    pillarFrom: Int32Array,
    at: (layer: number, x: number) => number,
    step: number,
  ): void {
    for (let x = end; ; ) {
      const layer = pillarFrom[x] as number;
      this.#bear(at(layer, x), step);
      const before = lineFrom[layer] as number;
      if (before === this.shape.columns) return;
      this.#kill(at(layer, before), step);
      x = before;
    }
  }
}
