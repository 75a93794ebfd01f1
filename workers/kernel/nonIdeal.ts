import { deviceNormal } from "./deviceNormal";
import { nextUint, uniform } from "./random";

/**
 * What spoils devices of any model, one loop each. Conductances are in S; `share` is the place in the window, (G - low) /
 * span; `move` is a change of it; `marks` (u8) are 1 for devices that a write reaches. All numbers f64 unless said.
 */

/** values *= factors, element by element. */
export function multiplyBy(n: u32, values: usize, factors: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(values + at, load<f64>(values + at) * load<f64>(factors + at));
}

/** out = values / factors, element by element. */
export function divideBy(n: u32, values: usize, factors: usize, out: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, load<f64>(values + at) / load<f64>(factors + at));
}

/** values = scale values + leak volts; where `volts` is 0, values are conductances and the leak is added as it is. */
export function addLeak(n: u32, values: usize, volts: usize, scale: f64, leak: f64): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const v = volts === 0 ? 1.0 : load<f64>(volts + at);
    store<f64>(values + at, scale * load<f64>(values + at) + leak * v);
  }
}

/** Factors 1 + sd z, at least `least`, of standard normal `z`. */
export function normalFactors(n: u32, sd: f64, least: f64, z: usize, out: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const factor = 1.0 + sd * load<f64>(z + at);
    store<f64>(out + at, factor > least ? factor : least);
  }
}

/** Factors 10^(decades (u - 1/2)) of `u` in [0, 1). */
export function paceFactors(n: u32, decades: f64, u: usize, out: usize): void {
  const scale = decades * 2.302585092994046;
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, NativeMath.exp(scale * (load<f64>(u + at) - 0.5)));
}

/** What a device is born with: `normals` standard normal numbers, `uniforms` uniform ones, [each, n]. */
export function drawTraits(n: u32, streams: usize, normals: u32, z: usize, uniforms: u32, u: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const stream = streams + (i << 4);
    for (let k: u32 = 0; k < normals; k++) store<f64>(z + ((k * n + i) << 3), deviceNormal(stream));
    for (let k: u32 = 0; k < uniforms; k++) store<f64>(u + ((k * n + i) << 3), uniform(stream));
  }
}

/** What each programming draws anew: a standard normal number (f32), a uniform one in [0, 1) (f32). */
export function drawWrites(first: u32, end: u32, streams: usize, z: usize, u: usize): void {
  for (let i: u32 = first; i < end; i++) {
    const stream = streams + (i << 4);
    store<f32>(z + (i << 2), f32(deviceNormal(stream)));
    store<f32>(u + (i << 2), f32(nextUint(stream) >>> 8) * 5.9604644775390625e-8);
  }
}

/** Exponential numbers of mean 1. */
export function drawPatience(n: u32, streams: usize, patience: usize): void {
  for (let i: u32 = 0; i < n; i++) store<f64>(patience + (i << 3), -NativeMath.log(1.0 - uniform(streams + (i << 4))));
}

/**
 * Marks devices that ran out of patience under `hazard`, the time waited over the mean time, and draws a new patience for
 * them; returns how many.
 */
export function wearPatience(first: u32, end: u32, hazard: f64, patience: usize, marks: usize, streams: usize): u32 {
  let count: u32 = 0;
  for (let i: u32 = first; i < end; i++) {
    const left = load<f64>(patience + (i << 3)) - hazard;
    const out = left <= 0.0;
    store<u8>(marks + i, out ? 1 : 0);
    store<f64>(patience + (i << 3), out ? -NativeMath.log(1.0 - uniform(streams + (i << 4))) : left);
    if (out) count++;
  }
  return count;
}

/** Marks devices whose state differs from before, bit by bit; returns how many. */
export function markMoved(n: u32, before: usize, after: usize, marks: usize): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const moved = load<u64>(before + (i << 3)) !== load<u64>(after + (i << 3));
    store<u8>(marks + i, moved ? 1 : 0);
    if (moved) count++;
  }
  return count;
}

/** Shares and moves of the window between two conductances. */
export function sharesOf(n: u32, before: usize, after: usize, low: f64, span: f64, share: usize, move: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const g = (load<f64>(before + at) - low) / span;
    store<f64>(share + at, g);
    store<f64>(move + at, (load<f64>(after + at) - low) / span - g);
  }
}

/** moves *= up where they are positive, down where they are negative. */
export function scaleMoves(n: u32, move: usize, up: f64, down: f64): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const d = load<f64>(move + at);
    store<f64>(move + at, d * (d > 0.0 ? up : down));
  }
}

/** End of the move by `d` from `g` along the exponential curve of bend `k` = Pmax / A; k < 0 is the curve upside down. */
function bent(g: f64, d: f64, k: f64): f64 {
  if (k === 0.0) return g + d;
  // 1 - e^-|k| is what the exponential covers between the ends of the window.
  const c = -NativeMath.expm1(k > 0.0 ? -k : k);
  if (k > 0.0) return (1.0 - (1.0 - c * g) * NativeMath.exp(-k * d)) / c;
  return 1.0 - (1.0 - (1.0 - c * (1.0 - g)) * NativeMath.exp(-k * d)) / c;
}

/** Takes moves along exponential curves; bends [n] of each device for both directions. */
export function bendMoves(n: u32, share: usize, move: usize, marks: usize, up: usize, down: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const g = load<f64>(share + at);
    const d = load<f64>(move + at);
    const end = bent(g, d, load<f64>((d > 0.0 ? up : down) + at));
    store<f64>(move + at, (end < 0.0 ? 0.0 : end > 1.0 ? 1.0 : end) - g);
  }
}

/**
 * Ends moves of marked devices on one of `count` levels; what is left of a move (f32) goes into the next one. `dither` (f32)
 * moves the place between two levels where one is taken for the other; 0 means halfway for all.
 */
export function roundMoves(
  n: u32,
  share: usize,
  move: usize,
  marks: usize,
  count: f64,
  left: usize,
  dither: usize,
): void {
  const steps = count - 1.0;
  for (let i: u32 = 0; i < n; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const g = load<f64>(share + at);
    let end = g + load<f64>(move + at) + f64(load<f32>(left + (i << 2)));
    end = end < 0.0 ? 0.0 : end > 1.0 ? 1.0 : end;
    const lift = dither === 0 ? 0.5 : f64(load<f32>(dither + (i << 2)));
    let level = NativeMath.floor(end * steps + lift);
    if (level > steps) level = steps;
    const rounded = level / steps;
    store<f32>(left + (i << 2), f32(end - rounded));
    store<f64>(move + at, rounded - g);
  }
}

/** out = low + span times where the moves end, kept within the window. */
export function endsOf(n: u32, share: usize, move: usize, low: f64, span: f64, out: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const end = load<f64>(share + at) + load<f64>(move + at);
    store<f64>(out + at, low + span * (end < 0.0 ? 0.0 : end > 1.0 ? 1.0 : end));
  }
}

/** values *= after / before of marked devices. */
export function rescaleMarked(n: u32, values: usize, marks: usize, before: usize, after: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const old = load<f64>(before + at);
    if (old !== 0.0) store<f64>(values + at, (load<f64>(values + at) * load<f64>(after + at)) / old);
  }
}

/** Marked devices were written at `clock`, and draw a new standard normal number (f32) for their drift. */
export function restartDrift(n: u32, marks: usize, clock: f64, written: usize, z: usize, streams: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    if (load<u8>(marks + i) === 0) continue;
    store<f64>(written + (i << 3), clock);
    store<f32>(z + (i << 2), f32(deviceNormal(streams + (i << 4))));
  }
}

/** values *= (1 + age / start)^-|exponent + sd z|, the age counted from when each was written. */
export function applyDrift(
  n: u32,
  values: usize,
  clock: f64,
  written: usize,
  z: usize,
  exponent: f64,
  sd: f64,
  start: f64,
): void {
  let last: f64 = -1;
  let log: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const age = clock - load<f64>(written + at);
    let nu = exponent + sd * f64(load<f32>(z + (i << 2)));
    if (nu < 0.0) nu = -nu;
    if (age !== last) {
      last = age;
      log = NativeMath.log1p(age / start);
    }
    store<f64>(values + at, load<f64>(values + at) * NativeMath.exp(-nu * log));
  }
}

/**
 * Fault of device i: what a hand did (u8: 1 stuck on, 2 stuck off, 3 short, 4 open, 5 mended) or, without, what its luck
 * (uniform) says: below `high` stuck on, above 1 - `low` stuck off.
 */
export function faultOf(i: u32, hand: usize, luck: usize, high: f64, low: f64, hard: u32): u32 {
  const code: u32 = load<u8>(hand + i);
  if (code === 5) return 0;
  if (code !== 0) return code;
  const u = load<f64>(luck + (i << 3));
  if (u < high) return hard !== 0 ? 3 : 1;
  if (u >= 1.0 - low) return hard !== 0 ? 4 : 2;
  return 0;
}

/** Replaces what faulty devices conduct; `volts` 0: values are conductances. */
export function applyFaults(
  n: u32,
  values: usize,
  volts: usize,
  hand: usize,
  luck: usize,
  high: f64,
  low: f64,
  hard: u32,
  on: f64,
  off: f64,
): void {
  for (let i: u32 = 0; i < n; i++) {
    const fault = faultOf(i, hand, luck, high, low, hard);
    if (fault === 0) continue;
    const g: f64 = fault === 1 ? on : fault === 2 ? off : fault === 3 ? 0.01 : 0.0;
    store<f64>(values + (i << 3), g * (volts === 0 ? 1.0 : load<f64>(volts + (i << 3))));
  }
}
