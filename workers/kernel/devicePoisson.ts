import { stretch } from "./deviceStreams";
import { exponentialGap, uniform } from "./random";

/**
 * Binary cells that switch at random (Jo, Kim & Lu 2009; Gaba et al. 2013, 10.1039/C3NR01176C); the meaning of a step is
 * told in `devices/poissonSwitch.ts`.
 *
 * Every device holds two clocks with what is left, in mean waiting times, until its next switch on and off. A step takes
 * away dt times the rate of the moment, so that results do not depend on how time is cut.
 * `state` (f64) holds cells that are on, clock on, clock off, switches so far: `stretch(n)` bytes from one to the next.
 * Coefficients (f64 each): 0 cells of a device, 1 conductance of one that is on, 2 off, 3 1/tau_0 on, 4 1/V_0 on, 5 1/tau_0
 * off, 6 1/V_0 off, 7 spontaneous rate off. `volts` 0: nothing applied.
 */

/** Beyond so many switches in one step a cell that both sets and decays is where chance holds it. */
const MOST: i32 = 1000;

export function poissonSwitchStart(n: u32, state: usize, streams: usize): void {
  const bytes = stretch(n);
  for (let i: u32 = 0; i < n; i++) {
    const at = state + (i << 3);
    const stream = streams + (i << 4);
    store<f64>(at, 0.0);
    store<f64>(at + bytes, exponentialGap(stream, 1.0));
    store<f64>(at + 2 * bytes, exponentialGap(stream, 1.0));
    store<f64>(at + 3 * bytes, 0.0);
  }
}

/** Rate (1/s) of one cell at `volts`: on for positive ones, off for negative ones, without spontaneous decay. */
function poissonSwitchRate(volts: f64, coef: usize): f64 {
  if (volts > 0.0) return load<f64>(coef, 24) * NativeMath.exp(volts * load<f64>(coef, 32));
  if (volts < 0.0) return load<f64>(coef, 40) * NativeMath.exp(-volts * load<f64>(coef, 48));
  return 0.0;
}

export function poissonSwitchStep(
  n: u32,
  state: usize,
  volts: usize,
  dt: f64,
  amps: usize,
  streams: usize,
  coef: usize,
): void {
  const bytes = stretch(n);
  const cells = load<f64>(coef);
  const low = load<f64>(coef, 16);
  const rise = load<f64>(coef, 8) - low;
  const decay = load<f64>(coef, 56);
  for (let i: u32 = 0; i < n; i++) {
    const at = state + (i << 3);
    const v = volts === 0 ? 0.0 : load<f64>(volts + (i << 3));
    let on = load<f64>(at);
    if (dt > 0.0 && ((v > 0.0 && on < cells) || (on > 0.0 && (v < 0.0 || decay > 0.0)))) {
      const stream = streams + (i << 4);
      const rate = poissonSwitchRate(v, coef);
      const rateOn = v > 0.0 ? rate : 0.0;
      const rateOff = v < 0.0 ? rate + decay : decay;
      let clockOn = load<f64>(at + bytes);
      let clockOff = load<f64>(at + 2 * bytes);
      let left = dt;
      let events = 0;
      while (true) {
        const rising = on < cells ? (cells - on) * rateOn : 0.0;
        const falling = on > 0.0 ? on * rateOff : 0.0;
        const untilOn = rising > 0.0 ? clockOn / rising : Infinity;
        const untilOff = falling > 0.0 ? clockOff / falling : Infinity;
        const until = untilOn < untilOff ? untilOn : untilOff;
        if (until >= left) {
          clockOn -= rising * left;
          clockOff -= falling * left;
          break;
        }
        if (events === MOST) {
          const share = rateOn / (rateOn + rateOff);
          on = 0.0;
          for (let k: f64 = 0.0; k < cells; k++) if (uniform(stream) < share) on++;
          break;
        }
        events++;
        left -= until;
        if (untilOn <= untilOff) {
          on++;
          clockOff -= falling * until;
          clockOn = exponentialGap(stream, 1.0);
        } else {
          on--;
          clockOn -= rising * until;
          clockOff = exponentialGap(stream, 1.0);
        }
      }
      store<f64>(at, on);
      store<f64>(at + bytes, clockOn > 0.0 ? clockOn : 0.0);
      store<f64>(at + 2 * bytes, clockOff > 0.0 ? clockOff : 0.0);
      store<f64>(at + 3 * bytes, load<f64>(at + 3 * bytes) + f64(events));
    }
    if (amps !== 0) store<f64>(amps + (i << 3), v * (cells * low + on * rise));
  }
}

export function poissonSwitchRead(n: u32, state: usize, out: usize, coef: usize): void {
  const cells = load<f64>(coef);
  const low = load<f64>(coef, 16);
  const rise = load<f64>(coef, 8) - low;
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, cells * low + load<f64>(state + at) * rise);
}

/** Switches as many cells on as come nearest to `target`. */
export function poissonSwitchPlace(first: u32, end: u32, state: usize, target: usize, coef: usize): void {
  const cells = load<f64>(coef);
  const low = load<f64>(coef, 16);
  const rise = load<f64>(coef, 8) - low;
  for (let at = first << 3; at < end << 3; at += 8) {
    const on = NativeMath.floor((load<f64>(target + at) - cells * low) / rise + 0.5);
    store<f64>(state + at, on > 0.0 ? (on < cells ? on : cells) : 0.0);
  }
}
