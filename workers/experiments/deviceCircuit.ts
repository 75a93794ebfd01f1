import type { DeviceBank } from "../devices/_device";
import type { Arena, Block } from "../memory/arena";

/**
 * A source, a series resistor and a device, for every device of a bank: v + R i(v) = v_source, and with a compliance
 * i(v) <= I_cc at positive voltage. The device voltage is bracketed and found by false position with the Illinois rule
 * (Dowell & Jarratt 1971, 10.1007/BF01934364), bisected where that is slow; i(v) is the bank's own, asked by a step of no
 * length. While the voltage divides, a step is cut so that no current changes by more than a few percent in a part.
 */

/** Of the source's voltage: how well the voltage of a device is known. */
const ACCURACY = 1e-13;
const ITERATIONS = 100;
/** What may change in a part of a step: logarithm of a current, share of the source's voltage. */
const CURRENT_CHANGE = 0.05;
const VOLTAGE_CHANGE = 0.01;
/** In shares of what may change: from here on a part is taken back and tried again in a shorter one. */
const TOO_MUCH = 1.5;
/** First part of a step after a jump of the voltage, and the smallest, in shares of the step. */
const FIRST = 1e-6;
const LEAST = 1e-10;
/** Most parts of a step; the last one takes what is left. */
const PARTS = 1000;
/** Change of the voltage, as a share of itself, that counts as a jump. */
const JUMP = 0.05;

export class Circuit {
  /** Voltage of each device, V. */
  readonly volts: Block<"f64">;
  /** Current of each device, A. */
  readonly amps: Block<"f64">;
  /** Length (s) of the part that comes next, and the voltage of the source before. */
  readonly #pace: Block<"f64">;
  readonly #n: number;
  #series = 0;
  #compliance = 0;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #lowError: Float64Array;
  readonly #highError: Float64Array;
  /** Side that stayed the last time: -1, 1, or 0 in the beginning; done: 2. */
  readonly #side: Int8Array;
  readonly #width: Float64Array;
  readonly #before: Float64Array;

  /** The whole state before a part. */
  #saved: Uint8Array | undefined;

  constructor(
    private readonly arena: Arena,
    private readonly bank: DeviceBank,
  ) {
    const { n } = bank;
    this.#n = n;
    this.volts = arena.alloc("scratch", "f64", n);
    this.amps = arena.alloc("scratch", "f64", n);
    this.#pace = arena.alloc("state", "f64", 2);
    this.#low = new Float64Array(n);
    this.#high = new Float64Array(n);
    this.#lowError = new Float64Array(n);
    this.#highError = new Float64Array(n);
    this.#side = new Int8Array(n);
    this.#width = new Float64Array(n);
    this.#before = new Float64Array(2 * n);
  }

  /**
   * @param series Ω
   * @param compliance A; 0 for none
   */
  update(series: number, compliance: number): void {
    this.#series = series;
    this.#compliance = compliance;
  }

  get #divides(): boolean {
    return this.#series > 0 || this.#compliance > 0;
  }

  /** Voltages and currents of all devices as they are, at `source` volts. */
  solve(source: number): void {
    const [volts, amps] = [this.volts.view, this.amps.view];
    volts.fill(source);
    this.bank.step(this.volts, 0, this.amps);
    if (!this.#divides || source === 0) return;
    let open = 0;
    for (let i = 0; i < this.#n; i++) {
      const error = this.#error(source, source, amps[i] as number);
      this.#low[i] = 0;
      this.#high[i] = source;
      this.#lowError[i] = -1;
      this.#highError[i] = error;
      this.#width[i] = 1;
      this.#side[i] = error <= ACCURACY ? 2 : 0;
      if (error > ACCURACY) open++;
    }
    for (let k = 0; k < ITERATIONS && open > 0; k++) {
      for (let i = 0; i < this.#n; i++) if (this.#side[i] !== 2) volts[i] = this.#guess(i, k);
      this.bank.step(this.volts, 0, this.amps);
      for (let i = 0; i < this.#n; i++) if (this.#side[i] !== 2 && this.#narrow(i, source)) open--;
    }
  }

  /** How much too high the voltage of a device is, in shares of the source's; grows with it. */
  #error(source: number, volts: number, amps: number): number {
    const divided = (volts + this.#series * amps) / source - 1;
    return this.#compliance > 0 && source > 0 ? Math.max(divided, amps / this.#compliance - 1) : divided;
  }

  #guess(i: number, k: number): number {
    const [low, high] = [this.#low[i] as number, this.#high[i] as number];
    const [below, above] = [this.#lowError[i] as number, this.#highError[i] as number];
    if (k % 3 === 2 && Math.abs(high - low) > 0.25 * (this.#width[i] as number)) {
      this.#width[i] = Math.abs(high - low);
      return (low + high) / 2;
    }
    if (k % 3 === 2) this.#width[i] = Math.abs(high - low);
    return low + ((high - low) * below) / (below - above);
  }

  /** Takes the new value as an end of the bracket; true when the voltage is known. */
  #narrow(i: number, source: number): boolean {
    const volts = this.volts.view[i] as number;
    const error = this.#error(source, volts, this.amps.view[i] as number);
    if (error < 0) {
      this.#low[i] = volts;
      this.#lowError[i] = error;
      if (this.#side[i] === -1) this.#highError[i] = (this.#highError[i] as number) / 2;
      this.#side[i] = -1;
    } else {
      this.#high[i] = volts;
      this.#highError[i] = error;
      if (this.#side[i] === 1) this.#lowError[i] = (this.#lowError[i] as number) / 2;
      this.#side[i] = 1;
    }
    const narrow = Math.abs((this.#high[i] as number) - (this.#low[i] as number)) <= ACCURACY * Math.abs(source);
    if (!narrow && Math.abs(error) > ACCURACY) return false;
    this.#side[i] = 2;
    return true;
  }

  /**
   * Holds `source` (V) for `dt` (s); voltages and currents are those at the end.
   * @returns energy (J) that the first device took
   */
  hold(source: number, dt: number): number {
    const [volts, amps] = [this.volts.view, this.amps.view];
    const pace = this.#pace.view;
    this.solve(source);
    const jumped = Math.abs(source - (pace[1] as number)) > JUMP * Math.abs(source);
    pace[1] = source;
    if (!this.#divides || source === 0) {
      const power = (volts[0] as number) * (amps[0] as number);
      this.bank.step(this.volts, dt, this.amps);
      return (dt * (power + (volts[0] as number) * (amps[0] as number))) / 2;
    }
    if (jumped || pace[0] === 0) pace[0] = FIRST * dt;
    const state = this.arena.state();
    this.#saved ??= new Uint8Array(state.length);
    let left = dt;
    let energy = 0;
    let h = Math.min(left, Math.max(pace[0] as number, LEAST * dt));
    for (let part = 1; left > 0; part++) {
      this.#before.set(volts);
      this.#before.set(amps, this.#n);
      this.#saved.set(state);
      this.bank.step(this.volts, h, this.amps);
      this.solve(source);
      const change = this.#change(source);
      if (change > TOO_MUCH && h > LEAST * dt && part < PARTS) {
        state.set(this.#saved);
        volts.set(this.#before.subarray(0, this.#n));
        amps.set(this.#before.subarray(this.#n));
        h = Math.max(LEAST * dt, h * Math.max(0.1, 0.5 / change));
        continue;
      }
      energy += (h * ((this.#before[0] as number) * (this.#before[this.#n] as number) + this.#power)) / 2;
      // What was cut short by the end of the step says nothing against a longer part.
      const next = h * Math.min(2, Math.max(0.1, 0.8 / change));
      pace[0] = h < left ? next : Math.max(next, pace[0] as number);
      left = h < left ? left - h : 0;
      h = part >= PARTS ? left : Math.min(left, Math.max(pace[0] as number, LEAST * dt));
    }
    return energy;
  }

  get #power(): number {
    return (this.volts.view[0] as number) * (this.amps.view[0] as number);
  }

  /** Largest change since `#before`, in shares of what may change. */
  #change(source: number): number {
    let most = 1e-9;
    for (let i = 0; i < this.#n; i++) {
      const [v0, i0] = [this.#before[i] as number, this.#before[this.#n + i] as number];
      const [v1, i1] = [this.volts.view[i] as number, this.amps.view[i] as number];
      const voltage = Math.abs((v1 - v0) / source) / VOLTAGE_CHANGE;
      const size = Math.max(Math.abs(i0), Math.abs(i1));
      const current = size === 0 ? 0 : Math.abs(i1 - i0) / size / CURRENT_CHANGE;
      most = Math.max(most, voltage, current);
    }
    return most;
  }
}
