import { deviceNormal } from "./deviceNormal";

/** Devices whose state is a conductance written by pulses or by a programmer, and read through time. */

/**
 * Counts pulses of `width` that voltages above `threshold` in size have completed: `counts` [n] i32, positive upwards.
 * What is begun stays in `progress` [n] f64 until the polarity turns. Returns how many devices saw one.
 */
export function countPulses(n: u32, volts: usize, pulses: f64, threshold: f64, progress: usize, counts: usize): u32 {
  let reached: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const v = load<f64>(volts + (i << 3));
    let count: i32 = 0;
    if (v >= threshold || v <= -threshold) {
      const sign: f64 = v > 0.0 ? 1.0 : -1.0;
      let begun = load<f64>(progress + (i << 3)) * sign;
      begun = (begun > 0.0 ? begun : 0.0) + pulses;
      // A pulse cut into portions must not end a rounding error short of its end.
      const whole = NativeMath.floor(begun + 1e-9);
      begun -= whole;
      store<f64>(progress + (i << 3), (begun > 1e-9 ? begun : 0.0) * sign);
      count = i32(whole * sign);
      if (count !== 0) reached++;
    }
    store<i32>(counts + (i << 2), count);
  }
  return reached;
}

/** Moves targets by whole steps within [low, high]; marks (u8) devices that a pulse has reached. */
export function stepTargets(n: u32, target: usize, counts: usize, step: f64, low: f64, high: f64, marks: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const count = load<i32>(counts + (i << 2));
    store<u8>(marks + i, count !== 0 ? 1 : 0);
    if (count === 0) continue;
    const wanted = load<f64>(target + (i << 3)) + step * f64(count);
    store<f64>(target + (i << 3), wanted < low ? low : wanted > high ? high : wanted);
  }
}

/** amps = conductances * volts. */
export function ohmicCurrents(n: u32, conductance: usize, volts: usize, amps: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8)
    store<f64>(amps + at, load<f64>(conductance + at) * load<f64>(volts + at));
}

/** out = what is asked for, kept within [low, high]; of devices [first, end). */
export function clampTargets(first: u32, end: u32, wanted: usize, low: f64, high: f64, out: usize): void {
  for (let i: u32 = first; i < end; i++) {
    const value = load<f64>(wanted + (i << 3));
    store<f64>(out + (i << 3), value < low ? low : value > high ? high : value);
  }
}

/**
 * Makes devices [first, end) read as `goal` (S): what was written, within [low, high], changes by the factor by which what
 * is read has to.
 */
export function placeStored(
  first: u32,
  end: u32,
  goal: usize,
  low: f64,
  high: f64,
  stored: usize,
  present: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    const at = i << 3;
    const wanted = load<f64>(goal + at);
    const now = load<f64>(present + at);
    const value = now > 0.0 ? (load<f64>(stored + at) * wanted) / now : wanted;
    store<f64>(stored + at, value < low ? low : value > high ? high : value);
    store<f64>(present + at, wanted);
  }
}

/** White noise of reading: a standard normal number (f32) for each device. */
export function drawReads(n: u32, noise: usize, streams: usize): void {
  for (let i: u32 = 0; i < n; i++) store<f32>(noise + (i << 2), f32(deviceNormal(streams + (i << 4))));
}
