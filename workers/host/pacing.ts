import type { Speed } from "../protocol";

/** Wall time, for the pace of a run only: nothing that a simulation computes may depend on it. */
export interface Clock {
  /** Milliseconds from any origin. */
  now(): number;
  /** Settles when messages that wait have had their turn. */
  turn(): Promise<void>;
  /** Calls back after `ms`; the answer cancels. */
  after(ms: number, callback: () => void): () => void;
}

/** A timer of 0 ms waits for up to 4 ms in browsers; a message does not. */
function messageTurns(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

/** Node's own way, which lets the process end; not in browsers. */
const { setImmediate: immediate } = globalThis as { readonly setImmediate?: (callback: () => void) => void };

export const systemClock = (): Clock => ({
  now: () => performance.now(),
  turn: immediate === undefined ? messageTurns() : () => new Promise((resolve) => immediate(resolve)),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
});

/** After a stall at most this much wall time is made up for. */
const MAX_DEBT_MS = 100;

/** How many steps are due at an asked speed; fractions of a step are carried over, so that the mean speed is exact. */
export class Pacer {
  #last: number | null = null;
  #debt = 0;

  /** The run begins or goes on: time that passed before does not count. */
  reset(): void {
    this.#last = null;
    this.#debt = 0;
  }

  /**
   * @param now wall time in ms
   * @param speed biological per wall time
   * @param stepMs length of a step in ms
   * @returns whole steps due now; infinitely many at "max"
   */
  due(now: number, speed: Speed, stepMs: number): number {
    if (speed === "max") {
      this.reset();
      return Number.POSITIVE_INFINITY;
    }
    const rate = speed / stepMs;
    this.#debt += rate * (now - (this.#last ?? now));
    this.#last = now;
    this.#debt = Math.min(this.#debt, 1 + rate * MAX_DEBT_MS);
    return Math.floor(this.#debt);
  }

  /** Books steps that were taken. */
  took(steps: number): void {
    this.#debt = Math.max(0, this.#debt - steps);
  }

  /** Wall time in ms until the next step is due; 0 at "max". */
  wait(speed: Speed, stepMs: number): number {
    return speed === "max" ? 0 : Math.max(0, ((1 - this.#debt) * stepMs) / speed);
  }
}

/** A checkpoint follows a change after so long, and while nothing runs already so long after the last command. */
const CHECKPOINT_MS = 5000;
const CHECKPOINT_IDLE_MS = 300;

/** When the next checkpoint is due. */
export class CheckpointTimer {
  #due: number | null = null;
  #unsavedSince: number | null = null;

  /** Everything is saved, or there is nothing to save. */
  reset(): void {
    this.#due = null;
    this.#unsavedSince = null;
  }

  /** A run goes on at wall time `now`. */
  ran(now: number): void {
    this.#due ??= now + CHECKPOINT_MS;
  }

  /** A command came. Those that come one after another, strides for example, put it off for so long and no longer. */
  changed(now: number, running: boolean): void {
    this.#unsavedSince ??= now;
    if (!running) this.#due = Math.min(now + CHECKPOINT_IDLE_MS, this.#unsavedSince + CHECKPOINT_MS);
  }

  /** Wall time in ms until it is due; infinite when nothing changed. */
  wait(now: number): number {
    return this.#due === null ? Number.POSITIVE_INFINITY : Math.max(0, this.#due - now);
  }
}

const WINDOW_MS = 1000;

/** Achieved speed over the last second of a run. */
export class SpeedMeter {
  #samples: { readonly now: number; readonly time: number }[] = [];

  reset(): void {
    this.#samples = [];
  }

  /** @param now wall time in ms @param time biological time in ms */
  add(now: number, time: number): void {
    this.#samples.push({ now, time });
    let stale = 0;
    while (stale < this.#samples.length - 2 && now - (this.#samples[stale + 1] as { now: number }).now >= WINDOW_MS)
      stale++;
    if (stale > 0) this.#samples.splice(0, stale);
  }

  /** Biological per wall time; 0 when nothing ran. */
  get value(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.now <= first.now) return 0;
    return (last.time - first.time) / (last.now - first.now);
  }
}

/** Length of a portion of steps in wall time: short enough to look at the clock often, long enough to cost nothing. */
const PORTION_MS = 2;
const MAX_PORTION = 2 ** 20;

/** Sizes portions of steps by how long the last ones took. */
export class Portions {
  #size = 1;
  #rate = 0;

  get size(): number {
    return this.#size;
  }

  /** Steps per ms of wall time, as last measured; infinite before the first measurement. */
  get rate(): number {
    return this.#rate > 0 ? this.#rate : Number.POSITIVE_INFINITY;
  }

  took(steps: number, ms: number): void {
    if (ms > 0 && steps > 0) this.#rate = this.#rate === 0 ? steps / ms : 0.8 * this.#rate + 0.2 * (steps / ms);
    if (ms > 2 * PORTION_MS) this.#size = Math.max(1, this.#size >> 1);
    else if (ms < PORTION_MS / 2 && steps >= this.#size) this.#size = Math.min(MAX_PORTION, 2 * this.#size);
  }
}
