import type { z } from "zod";
import { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { fail, SimFault } from "../protocol";
import type { stimulus } from "./neuronStimulusParams";

/**
 * The current that is injected into the cells of the bench, pA. It is read at the start of a step and held over the
 * step; what begins and ends between two steps does so at the next one.
 */

export type StimulusParams = z.output<typeof stimulus>;

/** Grid on which noise is drawn, ms: every length of a step is a multiple, so that all of them see the same path. */
const GRID = 0.005;
/** Injected pulses that may be under way at the same time. */
const PULSES = 64;
/** Share of a step by which sums of steps may miss a time because of rounding. */
const ROUNDING = 1e-6;

/** Current of a waveform at `t` ms, 0 outside of it. */
function interpolate({ times, values }: StimulusParams, t: number): number {
  const last = times.length - 1;
  if (last < 0 || t < (times[0] as number) || t > (times[last] as number)) return 0;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= t) low = middle;
    else high = middle;
  }
  const [t0, t1] = [times[low] as number, times[high] as number];
  const [i0, i1] = [values[low] as number, values[high] as number];
  return t1 > t0 ? i0 + ((i1 - i0) * (t - t0)) / (t1 - t0) : i0;
}

/** Current `t` ms after the onset, noise aside; `h` is the length of a step. */
function shape(params: StimulusParams, t: number, h: number): number {
  const { kind, amplitude, duration, period, from, to } = params;
  const slack = ROUNDING * h;
  if (t < -slack) return 0;
  const since = Math.max(0, period > 0 ? t - Math.floor((t + slack) / period) * period : t);
  switch (kind) {
    case "dc":
      return duration === 0 || since < duration - slack ? amplitude : 0;
    case "ramp":
      return since < duration - slack ? from + ((to - from) * since) / duration : to;
    case "pulses": {
      const index = Math.floor((t + slack) / params.interval);
      return index < params.count && t - index * params.interval < params.width - slack ? amplitude : 0;
    }
    case "waveform":
      return interpolate(params, since);
    case "noise":
      return duration === 0 || t < duration - slack ? params.mean : 0;
  }
}

/** Extremes of the current that the parameters ask for, pA; of noise two standard deviations. */
export function stimulusRange(params: StimulusParams): readonly [low: number, high: number] {
  switch (params.kind) {
    case "dc":
    case "pulses":
      return [Math.min(0, params.amplitude), Math.max(0, params.amplitude)];
    case "ramp":
      return [Math.min(params.from, params.to), Math.max(params.from, params.to)];
    case "noise":
      return [params.mean - 2 * params.sd, params.mean + 2 * params.sd];
    case "waveform":
      return [Math.min(0, ...params.values), Math.max(0, ...params.values)];
  }
}

export class Stimulus {
  readonly #random: RandomStream;
  /** Noise of unit variance at the start of the coming step. */
  readonly #noise: Block<"f64">;
  /** Injected pulses: current of each and the last step during which it is on. */
  readonly #amplitudes: Block<"f64">;
  readonly #until: Block<"f64">;
  /** Steps of the grid of noise in a step. */
  readonly #draws: number;
  #keep = 0;
  #spread = 0;
  #params: StimulusParams;

  constructor(
    arena: Arena,
    private readonly kernel: Kernel,
    private readonly h: number,
    params: StimulusParams,
  ) {
    this.#random = new RandomStream(kernel, arena, "noise");
    this.#noise = arena.alloc("state", "f64", 1);
    this.#amplitudes = arena.alloc("state", "f64", PULSES);
    this.#until = arena.alloc("state", "f64", PULSES);
    this.#draws = Math.round(h / GRID);
    this.#params = params;
  }

  /** After the commit of the arena. */
  init(seed: number): void {
    this.#random.seed(seed);
    this.#noise.view[0] = this.#random.normal();
  }

  update(params: StimulusParams): void {
    this.#params = params;
    this.#keep = this.kernel.exp(-GRID / params.tau);
    this.#spread = Math.sqrt(-this.kernel.expm1((-2 * GRID) / params.tau));
  }

  /** Current held over step number `step`. For noise only the coming step is known. */
  at(step: number): number {
    const { kind, onset, sd, duration } = this.#params;
    const t = (step - 1) * this.h - onset;
    let sum = shape(this.#params, t, this.h);
    const slack = ROUNDING * this.h;
    if (kind === "noise" && t >= -slack && (duration === 0 || t < duration - slack)) {
      sum += sd * (this.#noise.view[0] as number);
    }
    const [amplitudes, until] = [this.#amplitudes.view, this.#until.view];
    for (let i = 0; i < PULSES; i++) if ((until[i] as number) >= step) sum += amplitudes[i] as number;
    return sum;
  }

  /** True where the stimulus comes on, for the first time or again, with step number `step`. */
  begins(step: number): boolean {
    const { kind, onset, duration, period, interval, count } = this.#params;
    const slack = ROUNDING * this.h;
    const t = (step - 1) * this.h - onset;
    if (t < -slack) return false;
    // What never goes off does not come on again.
    const goesOff = kind === "waveform" || (duration > 0 && (kind === "ramp" || duration < period));
    const every = kind === "pulses" ? interval : kind !== "noise" && goesOff ? period : 0;
    const index = every > 0 ? Math.floor((t + slack) / every) : 0;
    return t - index * every < this.h - slack && (kind !== "pulses" || index < count);
  }

  /** Goes on to the next step. */
  advance(): void {
    if (this.#params.kind !== "noise") return;
    let noise = this.#noise.view[0] as number;
    for (let k = 0; k < this.#draws; k++) noise = noise * this.#keep + this.#spread * this.#random.normal();
    this.#noise.view[0] = noise;
  }

  /**
   * Adds a rectangular pulse of `duration` ms, at least one step, that begins with the step after number `now`.
   * @throws SimFault of kind "state" when too many are under way.
   */
  inject(amplitude: number, duration: number, now: number): void {
    const slot = this.#until.view.findIndex((until) => until <= now);
    if (slot < 0) {
      const message = `${PULSES} injected pulses are under way`;
      throw new SimFault(fail("state", "act.inject", message, "Wait until one of them ends.").error);
    }
    this.#amplitudes.view[slot] = amplitude;
    this.#until.view[slot] = now + Math.max(1, Math.round(duration / this.h));
  }
}
