import type { ConductanceWindow } from "../crossbar/_mapping";
import { HEALTHY, lotOf, MENDED, OPEN, SHORT, stuckAt } from "../crossbar/faults";
import type { DeviceBank } from "../devices/_device";
import { WiringStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import { taperFactors } from "../vrram/taper";
import { BREAKS, type BreakName, breakShares, faultOf } from "./_breaks";
import { DRIFTING, FIRST_READ, NOISY, type Technology } from "./_technologies";
import { BlockNoise, scatters } from "./vrramNoise";
import type { VrramParams } from "./vrramParams";
import { siteIn, wantedPattern } from "./vrramPattern";
import { MOST_CONDUCTANCE } from "./vrramReadParams";
import { blockTechnology } from "./vrramTechnology";

/**
 * The devices of a block: what they are meant to hold, how they were programmed, what time and faults made of them. As in
 * a crossbar the state as programmed is kept beside the present one where time changes it, so that an age is a function of it.
 */

export class BlockCells {
  /** [sites] S: what each cell is meant to conduct. */
  readonly target: Block<"f64">;
  readonly #bank: DeviceBank;
  /** [sites] code of what was done to each cell; `MENDED` undoes what it was made with. */
  readonly #hand: Block<"u8">;
  /** How often cells were written, and how often broken by chance. */
  readonly #rounds: Block<"f64">;
  /** The bank as it was programmed; empty where nothing ages. */
  readonly #written: Block<"u8">;
  readonly #aim: Block<"f64">;
  readonly #reading: Block<"f64">;
  readonly #begin: number;
  readonly #technology: Technology;
  readonly #noise: BlockNoise;
  /** [sites] decides which cells are made broken at a given rate. */
  #lots = new Float64Array(0);
  #ends: ConductanceWindow;
  readonly #codes: Uint8Array;
  #codesAt = -1;
  #version = 0;

  constructor(
    private readonly arena: Arena,
    private params: VrramParams,
    private readonly seed: number,
  ) {
    const { layers, columns, rows } = params.block;
    const sites = layers * columns * rows;
    this.target = arena.alloc("state", "f64", sites);
    this.#hand = arena.alloc("state", "u8", sites);
    this.#rounds = arena.alloc("state", "f64", 2);
    this.#aim = arena.alloc("scratch", "f64", sites);
    this.#reading = arena.alloc("scratch", "f64", sites);
    this.#codes = new Uint8Array(sites);
    this.#technology = blockTechnology(params);
    const { model } = this.#technology;
    this.#begin = arena.stateBytes;
    this.#bank = model.allocate(arena, { rows: layers * columns, columns: rows });
    this.#written = arena.alloc("state", "u8", this.#ages ? arena.stateBytes - this.#begin : 0);
    this.#noise = new BlockNoise(arena, params, seed);
    const [low, high] = model.window(this.#technology.params);
    this.#ends = { low, high };
  }

  get model() {
    return this.#technology.model;
  }

  /** Conductances (S) of a cell that is off, and on; of loaded ones their extremes. */
  get ends(): ConductanceWindow {
    return this.#ends;
  }

  /** Rises with whatever is done to the devices. */
  get version(): number {
    return this.#version;
  }

  get #ages(): boolean {
    return DRIFTING.has(this.params.cell.technology);
  }

  /** After the commit: makes the devices and programs them. */
  init(): void {
    const { kernel } = this.arena;
    const { pattern, block } = this.params;
    this.#lots = Float64Array.from({ length: this.target.length }, (_, site) =>
      lotOf(this.seed, 0, Math.floor(site / block.rows), site % block.rows),
    );
    const wanted = wantedPattern(kernel, this.params, this.#ends, this.seed);
    this.target.view.set(wanted);
    if (pattern.kind === "file") {
      const [low, high] = [wanted.reduce((a, b) => Math.min(a, b)), wanted.reduce((a, b) => Math.max(a, b))];
      this.#ends = { low, high };
    }
    if (pattern.kind === "oneCell") {
      this.#hand.view.fill(OPEN);
      this.#hand.view[siteIn(this.params, pattern)] = HEALTHY;
    }
    this.#bank.init(this.#technology.params, this.seed);
    this.#noise.init(this.params);
    this.#written.view.set(this.#bytes);
    this.#write(0, this.target.length);
  }

  /** The state was overwritten. */
  touch(): void {
    this.#version++;
  }

  update(params: VrramParams, paths: readonly string[]): void {
    this.params = params;
    if (paths.some((path) => path.startsWith("faults.") || path === "taper")) this.touch();
    if (paths.includes("noise.dwell")) this.#noise.adjust(params.noise);
    if (paths.includes("cell.age")) this.#present();
  }

  /** Writes a conductance (S), as near as cells can have it, into sites that ascend. */
  program(sites: readonly number[], conductance: number): void {
    const { low, high } = this.params.pattern.kind === "file" ? { low: 0, high: MOST_CONDUCTANCE } : this.#ends;
    const wanted = Math.min(high, Math.max(low, conductance));
    for (const site of sites) this.target.view[site] = wanted;
    this.#rounds.view[0] = (this.#rounds.view[0] as number) + 1;
    this.#restoreWritten();
    let first = 0;
    for (let k = 1; k <= sites.length; k++) {
      if (k < sites.length && sites[k] === (sites[k - 1] as number) + 1) continue;
      this.#program(sites[first] as number, (sites[k - 1] as number) + 1);
      first = k;
    }
    this.#keepWritten();
    this.#present();
  }

  #write(first: number, end: number): void {
    this.#restoreWritten();
    this.#program(first, end);
    this.#keepWritten();
    this.#present();
  }

  #restoreWritten(): void {
    if (this.#ages) this.#bytes.set(this.#written.view);
  }

  #keepWritten(): void {
    if (this.#ages) this.#written.view.set(this.#bytes);
  }

  get #bytes(): Uint8Array {
    return this.arena.state().subarray(this.#begin, this.#begin + this.#written.length);
  }

  /** Programs [first, end) to their targets, by levels and with the noise of a write. */
  #program(first: number, end: number): void {
    const { levels, spread } = this.params.cell;
    const { low, high } = this.#ends;
    const { view } = this.#aim;
    view.set(this.target.view.subarray(first, end), first);
    const steps = levels - 1;
    if (steps > 0 && high > low) {
      for (let site = first; site < end; site++) {
        const share = ((view[site] as number) - low) / (high - low);
        view[site] = low + ((high - low) * Math.round(share * steps)) / steps;
      }
    }
    if (spread > 0) {
      const { kernel } = this.arena;
      const random = new WiringStream(kernel, this.seed, `write ${this.#rounds.view[0]} ${first}`);
      const scale = (spread / 100) * (high - low);
      for (let site = first; site < end; site++) {
        const radius = Math.sqrt(-2 * kernel.log(1 - random.uniform()));
        const noisy = (view[site] as number) + scale * radius * kernel.cos(2 * Math.PI * random.uniform());
        view[site] = Math.min(high, Math.max(low, noisy));
      }
    }
    this.#bank.program(this.#aim, first, end);
    this.touch();
  }

  /** Brings the devices from how they were written to the present age. */
  #present(): void {
    this.touch();
    if (!this.#ages) return;
    this.#restoreWritten();
    const { age } = this.params.cell;
    if (age > FIRST_READ) this.#bank.rest(age - FIRST_READ);
  }

  /** Lets `n` reads of so many seconds pass. @returns false where nothing can have changed */
  advance(n: number, seconds: number): boolean {
    const noisy = NOISY.has(this.params.cell.technology);
    if (n === 0 || (!noisy && !scatters(this.params))) return false;
    for (let cycle = 0; cycle < n; cycle++) {
      if (noisy) this.#bank.rest(seconds);
      this.#noise.advance(this.params.noise, seconds);
    }
    this.touch();
    return true;
  }

  /** [sites] code of what is wrong with each cell now, by hand or as it was made. */
  codes(): Uint8Array {
    if (this.#codesAt === this.#version) return this.#codes;
    this.#codesAt = this.#version;
    const { faults } = this.params;
    const { view: hands } = this.#hand;
    for (let site = 0; site < hands.length; site++)
      this.#codes[site] = faultOf(hands[site] as number, this.#lots[site] as number, faults);
    return this.#codes;
  }

  get faulty(): number {
    return this.codes().reduce((count, code) => count + (code === HEALTHY ? 0 : 1), 0);
  }

  break(sites: readonly number[], name: BreakName): void {
    this.touch();
    for (const site of sites) this.#hand.view[site] = BREAKS[name];
  }

  mend(sites: readonly number[]): void {
    this.touch();
    for (const site of sites) this.#hand.view[site] = MENDED;
  }

  /** Breaks shares of the cells, in percent; each time others. */
  inject(on: number, off: number): void {
    this.touch();
    const round = (this.#rounds.view[1] as number) + 1;
    this.#rounds.view[1] = round;
    const { kind } = this.params.faults;
    breakShares(this.#hand.view, this.params.block.rows, { on, off, kind, seed: this.seed, round });
  }

  /**
   * Conductances [sites] S at a read voltage in a step, with the noise of that step, by depth and with what is broken; 0 where
   * there is no connection.
   */
  read(volts: number, step: number, out: Float64Array): void {
    this.#bank.read(volts, this.#reading);
    this.#noise.apply(this.params.noise, step, this.#reading);
    const { layers, columns, rows } = this.params.block;
    const factors = taperFactors(layers, this.params.taper / 100);
    const codes = this.codes();
    const { view } = this.#reading;
    const pillars = columns * rows;
    for (let site = 0; site < out.length; site++) {
      const code = codes[site] as number;
      const factor = factors[Math.floor(site / pillars)] as number;
      if (code === HEALTHY) out[site] = factor * (view[site] as number);
      else out[site] = (code === SHORT ? 1 : factor) * stuckAt(code, this.#ends);
    }
  }
}
