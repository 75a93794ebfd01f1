import type { DeviceModel } from "../devices/_device";
import type { Kernel } from "../memory/kernel";
import { deviceModel } from "./deviceModels";
import type { DeviceParams } from "./deviceParams";

/**
 * The voltage of the source on the bench of devices. A period is cut into `resolution` steps and those of pulses further
 * into pieces, so that every edge is met exactly. A piece holds the mean of the voltage over it, which is exact for every
 * device whose state follows the flux.
 */

/** Of a period: amplitudes (V across device and series resistor) and times (s). */
export interface Drive {
  readonly amplitude: number;
  readonly offset: number;
  readonly set: number;
  readonly reset: number;
  readonly read: number;
}

export interface Timing {
  readonly period: number;
  readonly width: number;
  readonly interval: number;
}

const MICRO = 1e-6;
/** Interval of suggested pulses, in widths: room for a rest, a read and another rest. */
const SPACING = 4;

/** Parameters of the model that is on the bench. */
export const modelParams = (params: DeviceParams): unknown => (params as Record<string, unknown>)[params.model];

/** Amplitudes under the present parameters. */
export function driveOf(params: DeviceParams): Drive {
  const model = deviceModel(params.model);
  const own = modelParams(params);
  const { stimulus } = params;
  const ohms = model.driven === "current" ? (model.resistance?.(own) ?? 1) : 1;
  const sweep = model.sweep(own);
  if (stimulus.kind === "waveform") return { amplitude: 1, offset: 0, set: 0, reset: 0, read: readOf(params) };
  if (!stimulus.own) {
    const { set, reset } = model.pulses(own);
    return { amplitude: ohms * sweep.amplitude, offset: 0, set: ohms * set, reset: ohms * reset, read: sweep.read };
  }
  if (model.driven === "current") {
    const amps = ohms * MICRO;
    const { current, setCurrent, resetCurrent } = stimulus;
    return {
      amplitude: amps * current,
      offset: 0,
      set: amps * setCurrent,
      reset: amps * resetCurrent,
      read: params.read,
    };
  }
  const { amplitude, offset, set, reset } = stimulus;
  return { amplitude, offset, set, reset, read: params.read };
}

/** Voltage (V) at which conductances are told. */
export function readOf(params: DeviceParams): number {
  return params.stimulus.own ? params.read : deviceModel(params.model).sweep(modelParams(params)).read;
}

const MADE = new Map<DeviceModel, unknown>();

/** Parameters of a model as it comes; asked for with every step of the host, hence remembered. */
function asMade(model: DeviceModel): unknown {
  const known = MADE.get(model) ?? model.schema.parse({});
  MADE.set(model, known);
  return known;
}

/**
 * Times of the stimulus. They depend on parameters that rebuild the run only, as the length of a step must: suggestions
 * are those for the model as it comes.
 */
export function timingOf({ model: id, stimulus }: DeviceParams): Timing {
  const model = deviceModel(id);
  const made = asMade(model);
  const suggested = model.pulses(made).width;
  const { width, interval } = stimulus.own ? stimulus : { width: suggested, interval: SPACING * suggested };
  const periods = {
    sine: () => (stimulus.own ? stimulus.period : model.sweep(made).period),
    triangle: () => (stimulus.own ? stimulus.period : model.sweep(made).period),
    pulses: () => Math.max(1, stimulus.up + stimulus.down) * interval + stimulus.pause,
    waveform: () => stimulus.times.at(-1) ?? 1,
  };
  return { period: periods[stimulus.kind](), width, interval };
}

/** Highest voltage of the source, V. */
export function highest(params: DeviceParams): number {
  const { amplitude, offset, set, reset, read } = driveOf(params);
  const { kind, values } = params.stimulus;
  if (kind === "waveform") return Math.max(...values.map(Math.abs), 1e-3);
  return Math.max(kind === "pulses" ? Math.max(set, -reset, read) : amplitude + Math.abs(offset), 1e-3);
}

/** A stretch of a step without a jump: voltages at both ends and the mean between them. */
export interface Piece {
  /** s */
  readonly dt: number;
  readonly from: number;
  readonly held: number;
  readonly to: number;
  /** Number of the pulse after which the device is read when the piece is over. */
  readonly read?: number;
}

type Level = "rest" | "set" | "reset" | "read";

/** What is held between two edges of a train of pulses, in steps. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly level: Level;
  readonly read?: number;
}

/** Parts of a step below which an edge counts as one of the grid. */
const ROUNDING = 1e-11;

export class Stimulus {
  readonly #n: number;
  readonly #h: number;
  /** Of shapes: voltage at the ends of the steps, and mean over each, per amplitude. */
  readonly #ends: Float64Array;
  readonly #means: Float64Array;
  readonly #stretches: readonly Stretch[];
  /** Of each step the first of its stretches. */
  readonly #first: Uint32Array;
  readonly #pulsed: boolean;
  #drive: Drive;

  constructor(kernel: Kernel, params: DeviceParams) {
    const { resolution, stimulus } = params;
    const timing = timingOf(params);
    this.#n = resolution;
    this.#h = timing.period / resolution;
    this.#drive = driveOf(params);
    this.#pulsed = stimulus.kind === "pulses";
    this.#ends = new Float64Array(this.#pulsed ? 0 : resolution + 1);
    this.#means = new Float64Array(this.#pulsed ? 0 : resolution);
    this.#stretches = this.#pulsed ? stretches(params, timing) : [];
    this.#first = new Uint32Array(this.#pulsed ? resolution : 0);
    if (this.#pulsed) this.#index();
    else this.#tabulate(kernel, params, timing.period);
  }

  update(params: DeviceParams): void {
    this.#drive = driveOf(params);
  }

  #tabulate(kernel: Kernel, { stimulus }: DeviceParams, period: number): void {
    const n = this.#n;
    const [ends, means] = [this.#ends, this.#means];
    if (stimulus.kind === "waveform") {
      const { value, integral } = polygon(stimulus.times, stimulus.values);
      for (let k = 0; k <= n; k++) ends[k] = value((period * k) / n);
      for (let k = 0; k < n; k++) {
        means[k] = ((integral((period * (k + 1)) / n) - integral((period * k) / n)) * n) / period;
      }
      return;
    }
    if (stimulus.kind === "triangle") {
      const { value, integral } = polygon([0, 0.25, 0.75, 1], [0, 1, -1, 0]);
      for (let k = 0; k <= n; k++) ends[k] = value(k / n);
      for (let k = 0; k < n; k++) means[k] = (integral((k + 1) / n) - integral(k / n)) * n;
      return;
    }
    // One half of a sine is the mirror image of the other, bit by bit, and it is 0 where it crosses.
    const turn = 2 * Math.PI;
    for (let k = 0; k <= n / 2; k++) {
      ends[k] = k === 0 || k === n / 2 ? 0 : kernel.cos(turn * (k / n - 0.25));
      ends[n - k] = -(ends[k] as number);
    }
    for (let k = 0; k < n / 2; k++) {
      means[k] = ((kernel.cos((turn * k) / n) - kernel.cos((turn * (k + 1)) / n)) * n) / turn;
      means[n - 1 - k] = -(means[k] as number);
    }
  }

  #index(): void {
    let at = 0;
    for (let step = 0; step < this.#n; step++) {
      while (at < this.#stretches.length - 1 && (this.#stretches[at] as Stretch).to <= step + ROUNDING) at++;
      this.#first[step] = at;
    }
  }

  /** The pieces of step number `step`, which begins at 0. */
  pieces(step: number): readonly Piece[] {
    const phase = step % this.#n;
    if (!this.#pulsed) {
      const { amplitude, offset } = this.#drive;
      const of = (share: number) => offset + amplitude * share;
      const [from, to] = [this.#ends[phase] as number, this.#ends[phase + 1] as number];
      return [{ dt: this.#h, from: of(from), held: of(this.#means[phase] as number), to: of(to) }];
    }
    const found: Piece[] = [];
    let at = this.#first[phase] as number;
    let now = phase;
    while (now < phase + 1 && at < this.#stretches.length) {
      const stretch = this.#stretches[at] as Stretch;
      const end = stretch.to >= phase + 1 - ROUNDING ? phase + 1 : stretch.to;
      const volts = stretch.level === "rest" ? 0 : this.#drive[stretch.level];
      const over = stretch.to <= phase + 1 + ROUNDING;
      const dt = this.#h * (end - now);
      found.push({
        dt,
        from: volts,
        held: volts,
        to: volts,
        ...(over && stretch.read !== undefined && { read: stretch.read }),
      });
      now = end;
      at++;
    }
    return found;
  }
}

/** A train of pulses as stretches, in steps from the beginning of a period. */
function stretches({ resolution, stimulus }: DeviceParams, { period, width, interval }: Timing): readonly Stretch[] {
  const { up, down, readPulse, pause } = stimulus;
  const count = Math.max(1, up + down);
  const scale = pause > 0 ? (resolution * interval) / period : resolution / count;
  const on = Math.min(1, width / interval);
  const probe = readPulse ? Math.min(on, (1 - on) / 2) : 0;
  const found: Stretch[] = [];
  const add = (level: Level, pulse: number, from: number, to: number, read?: number): void => {
    if (to - from <= ROUNDING) return;
    found.push({ level, from: scale * (pulse + from), to: scale * (pulse + to), ...(read !== undefined && { read }) });
  };
  for (let pulse = 0; pulse < count; pulse++) {
    const level = up + down === 0 ? "rest" : pulse < up ? "set" : "reset";
    const start = on + (1 - on - probe) / 2;
    add(level, pulse, 0, on, on >= 1 ? pulse : undefined);
    if (probe > 0) add("rest", pulse, on, start);
    add("read", pulse, start, start + probe);
    add("rest", pulse, probe > 0 ? start + probe : on, 1, pulse);
  }
  if (pause > 0) found.push({ level: "rest", from: scale * count, to: resolution });
  return found;
}

/** Straight lines between points, 0 outside of them: value and integral from the beginning. */
export function polygon(times: readonly number[], values: readonly number[]) {
  const sums = new Float64Array(Math.max(1, times.length));
  for (let k = 1; k < times.length; k++) {
    const mean = ((values[k] as number) + (values[k - 1] as number)) / 2;
    sums[k] = (sums[k - 1] as number) + mean * ((times[k] as number) - (times[k - 1] as number));
  }
  const last = times.length - 1;
  /** Number of the line over `t`; -1 before the first. */
  const find = (t: number): number => {
    let [low, high] = [-1, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((times[middle] as number) <= t) low = middle;
      else high = middle;
    }
    return low;
  };
  const inside = (k: number, t: number): number => {
    const [t0, t1] = [times[k] as number, times[k + 1] as number];
    const [v0, v1] = [values[k] as number, values[k + 1] as number];
    return v0 + ((v1 - v0) * (t - t0)) / (t1 - t0);
  };
  return {
    value(t: number): number {
      if (last < 0 || t < (times[0] as number) || t > (times[last] as number)) return 0;
      if (t === times[last]) return values[last] as number;
      return inside(find(t), t);
    },
    integral(t: number): number {
      if (last < 0 || t <= (times[0] as number)) return 0;
      if (t >= (times[last] as number)) return sums[last] as number;
      const k = find(t);
      return (sums[k] as number) + ((inside(k, t) + (values[k] as number)) / 2) * (t - (times[k] as number));
    },
  };
}
