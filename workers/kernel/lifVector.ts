import { flush } from "./scalar";
import { exp4 } from "./transcendental";

/**
 * Leaky integrate-and-fire in single precision: formulas, state and coefficients as in `lif.ts`. Sixteen neurons at a
 * time, and the last ones in fours; arrays are padded to four, padding never spikes. The few that spike are reset one by one.
 */

/** Steps between two looks for values that have decayed to denormal numbers, less one: those are many times slower. */
const FLUSH: i32 = 255;

/** Bits of the lanes at or above threshold. */
function reached(a: v128, b: v128, c: v128, d: v128, threshold: v128): i32 {
  const low = i16x8.narrow_i32x4_s(f32x4.ge(a, threshold), f32x4.ge(b, threshold));
  const high = i16x8.narrow_i32x4_s(f32x4.ge(c, threshold), f32x4.ge(d, threshold));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}

/**
 * Lets the neurons `first` + bit spike, but for those that are held above a threshold that was lowered; returns the new
 * count.
 */
function spikeAll(
  mask: i32,
  first: u32,
  n: u32,
  count: u32,
  v: usize,
  until: usize,
  list: usize,
  reset: f32,
  hold: i32,
  step: i32,
): u32 {
  while (mask !== 0) {
    const neuron = first + u32(ctz<i32>(mask));
    const at = neuron << 2;
    mask &= mask - 1;
    if (neuron >= n || load<i32>(until + at) >= step) continue;
    store<f32>(v + at, reset);
    store<i32>(until + at, step + hold);
    store<u32>(list + (count << 2), neuron);
    count++;
  }
  return count;
}

export function lifStep32(n: u32, v: usize, until: usize, drive: usize, list: usize, coef: usize, step: i32): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef) - 1.0));
  const offset = f32x4.splat(f32(load<f64>(coef, 8) * (1.0 - load<f64>(coef)) + load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32(load<f64>(coef, 32));
  const hold = i32(load<f64>(coef, 40));
  const last = i32x4.splat(step - 1);
  const zero = i32x4.splat(0);
  const whole = n & ~15;
  let count: u32 = 0;
  for (let i: u32 = 0; i < whole; i += 16) {
    const x = v + (i << 2);
    const u = until + (i << 2);
    const d = drive + (i << 2);
    const held0 = i32x4.gt_s(v128.load(u), last);
    const old0 = v128.load(x);
    const next0 = f32x4.add(
      old0,
      v128.andnot(f32x4.add(f32x4.mul(old0, leak), f32x4.add(offset, v128.load(d))), held0),
    );
    v128.store(x, next0);
    v128.store(d, zero);
    const held1 = i32x4.gt_s(v128.load(u, 16), last);
    const old1 = v128.load(x, 16);
    const next1 = f32x4.add(
      old1,
      v128.andnot(f32x4.add(f32x4.mul(old1, leak), f32x4.add(offset, v128.load(d, 16))), held1),
    );
    v128.store(x, next1, 16);
    v128.store(d, zero, 16);
    const held2 = i32x4.gt_s(v128.load(u, 32), last);
    const old2 = v128.load(x, 32);
    const next2 = f32x4.add(
      old2,
      v128.andnot(f32x4.add(f32x4.mul(old2, leak), f32x4.add(offset, v128.load(d, 32))), held2),
    );
    v128.store(x, next2, 32);
    v128.store(d, zero, 32);
    const held3 = i32x4.gt_s(v128.load(u, 48), last);
    const old3 = v128.load(x, 48);
    const next3 = f32x4.add(
      old3,
      v128.andnot(f32x4.add(f32x4.mul(old3, leak), f32x4.add(offset, v128.load(d, 48))), held3),
    );
    v128.store(x, next3, 48);
    v128.store(d, zero, 48);
    const mask = reached(next0, next1, next2, next3, threshold);
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  for (let i = whole; i < n; i += 4) {
    const x = v + (i << 2);
    const d = drive + (i << 2);
    const held = i32x4.gt_s(v128.load(until + (i << 2)), last);
    const old = v128.load(x);
    const change = f32x4.add(f32x4.mul(old, leak), f32x4.add(offset, v128.load(d)));
    const next = f32x4.add(old, v128.andnot(change, held));
    v128.store(x, next);
    v128.store(d, zero);
    const mask = i32x4.bitmask(f32x4.ge(next, threshold));
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  if ((step & FLUSH) === 0) flush(n, v);
  return count;
}

/**
 * As `lifStep32` with two exponential currents (`expCurrent.ts`) in the same pass; what arrives is added afterwards.
 * `drive` may be 0.
 */
export function lifExpCurrentStep32(
  n: u32,
  v: usize,
  until: usize,
  first: usize,
  second: usize,
  drive: usize,
  list: usize,
  coef: usize,
  firstCoef: usize,
  secondCoef: usize,
  step: i32,
): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef) - 1.0));
  const offset = f32x4.splat(f32(load<f64>(coef, 8) * (1.0 - load<f64>(coef)) + load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32(load<f64>(coef, 32));
  const hold = i32(load<f64>(coef, 40));
  const last = i32x4.splat(step - 1);
  const zero = i32x4.splat(0);
  const gainA = f32x4.splat(f32(load<f64>(firstCoef)));
  const decayA = f32x4.splat(f32(load<f64>(firstCoef, 8)));
  const gainB = f32x4.splat(f32(load<f64>(secondCoef)));
  const decayB = f32x4.splat(f32(load<f64>(secondCoef, 8)));
  const whole = n & ~15;
  let count: u32 = 0;
  for (let i: u32 = 0; i < whole; i += 16) {
    const x = v + (i << 2);
    const u = until + (i << 2);
    const p = first + (i << 2);
    const q = second + (i << 2);
    let offset0 = offset;
    let offset1 = offset;
    let offset2 = offset;
    let offset3 = offset;
    if (drive !== 0) {
      const d = drive + (i << 2);
      offset0 = f32x4.add(offset, v128.load(d));
      offset1 = f32x4.add(offset, v128.load(d, 16));
      offset2 = f32x4.add(offset, v128.load(d, 32));
      offset3 = f32x4.add(offset, v128.load(d, 48));
      v128.store(d, zero);
      v128.store(d, zero, 16);
      v128.store(d, zero, 32);
      v128.store(d, zero, 48);
    }
    const held0 = i32x4.gt_s(v128.load(u), last);
    const old0 = v128.load(x);
    const a0 = v128.load(p);
    const b0 = v128.load(q);
    const next0 = f32x4.add(
      old0,
      v128.andnot(
        f32x4.add(f32x4.add(f32x4.mul(old0, leak), offset0), f32x4.add(f32x4.mul(a0, gainA), f32x4.mul(b0, gainB))),
        held0,
      ),
    );
    v128.store(x, next0);
    v128.store(p, f32x4.mul(a0, decayA));
    v128.store(q, f32x4.mul(b0, decayB));
    const held1 = i32x4.gt_s(v128.load(u, 16), last);
    const old1 = v128.load(x, 16);
    const a1 = v128.load(p, 16);
    const b1 = v128.load(q, 16);
    const next1 = f32x4.add(
      old1,
      v128.andnot(
        f32x4.add(f32x4.add(f32x4.mul(old1, leak), offset1), f32x4.add(f32x4.mul(a1, gainA), f32x4.mul(b1, gainB))),
        held1,
      ),
    );
    v128.store(x, next1, 16);
    v128.store(p, f32x4.mul(a1, decayA), 16);
    v128.store(q, f32x4.mul(b1, decayB), 16);
    const held2 = i32x4.gt_s(v128.load(u, 32), last);
    const old2 = v128.load(x, 32);
    const a2 = v128.load(p, 32);
    const b2 = v128.load(q, 32);
    const next2 = f32x4.add(
      old2,
      v128.andnot(
        f32x4.add(f32x4.add(f32x4.mul(old2, leak), offset2), f32x4.add(f32x4.mul(a2, gainA), f32x4.mul(b2, gainB))),
        held2,
      ),
    );
    v128.store(x, next2, 32);
    v128.store(p, f32x4.mul(a2, decayA), 32);
    v128.store(q, f32x4.mul(b2, decayB), 32);
    const held3 = i32x4.gt_s(v128.load(u, 48), last);
    const old3 = v128.load(x, 48);
    const a3 = v128.load(p, 48);
    const b3 = v128.load(q, 48);
    const next3 = f32x4.add(
      old3,
      v128.andnot(
        f32x4.add(f32x4.add(f32x4.mul(old3, leak), offset3), f32x4.add(f32x4.mul(a3, gainA), f32x4.mul(b3, gainB))),
        held3,
      ),
    );
    v128.store(x, next3, 48);
    v128.store(p, f32x4.mul(a3, decayA), 48);
    v128.store(q, f32x4.mul(b3, decayB), 48);
    const mask = reached(next0, next1, next2, next3, threshold);
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  for (let i = whole; i < n; i += 4) {
    const x = v + (i << 2);
    const p = first + (i << 2);
    const q = second + (i << 2);
    const held = i32x4.gt_s(v128.load(until + (i << 2)), last);
    const old = v128.load(x);
    const a = v128.load(p);
    const b = v128.load(q);
    let input = f32x4.add(f32x4.mul(a, gainA), f32x4.mul(b, gainB));
    if (drive !== 0) {
      input = f32x4.add(input, v128.load(drive + (i << 2)));
      v128.store(drive + (i << 2), zero);
    }
    const change = f32x4.add(f32x4.add(f32x4.mul(old, leak), offset), input);
    const next = f32x4.add(old, v128.andnot(change, held));
    v128.store(x, next);
    v128.store(p, f32x4.mul(a, decayA));
    v128.store(q, f32x4.mul(b, decayB));
    const mask = i32x4.bitmask(f32x4.ge(next, threshold));
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  if ((step & FLUSH) === 0) {
    flush(n, v);
    flush(n, first);
    flush(n, second);
  }
  return count;
}

/** As `lifConductanceStep64`, four neurons at a time. */
export function lifConductanceStep32(
  n: u32,
  v: usize,
  until: usize,
  drive: usize,
  conductance: usize,
  reversal: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef)));
  const current = f32x4.splat(f32(load<f64>(coef, 8)));
  const stepPerC = f32x4.splat(-f32(load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32(load<f64>(coef, 32));
  const hold = i32(load<f64>(coef, 40));
  const last = i32x4.splat(step - 1);
  const zero = i32x4.splat(0);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const held = i32x4.gt_s(v128.load(until + at), last);
    const old = v128.load(v + at);
    const total = f32x4.add(leak, v128.load(conductance + at));
    const target = f32x4.div(f32x4.add(current, v128.load(reversal + at)), total);
    let next = f32x4.add(target, f32x4.mul(f32x4.sub(old, target), exp4(f32x4.mul(stepPerC, total))));
    next = v128.bitselect(old, f32x4.add(next, v128.load(drive + at)), held);
    v128.store(drive + at, zero);
    v128.store(conductance + at, zero);
    v128.store(reversal + at, zero);
    v128.store(v + at, next);
    const mask = i32x4.bitmask(f32x4.ge(next, threshold));
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  return count;
}

/** As `lifConductanceStep32` with two exponential conductances (`expConductance.ts`) in the same pass; `drive` may be 0. */
export function lifExpConductanceStep32(
  n: u32,
  v: usize,
  until: usize,
  first: usize,
  second: usize,
  drive: usize,
  list: usize,
  coef: usize,
  firstCoef: usize,
  secondCoef: usize,
  step: i32,
): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef)));
  const current = f32x4.splat(f32(load<f64>(coef, 8)));
  const stepPerC = f32x4.splat(-f32(load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32(load<f64>(coef, 32));
  const hold = i32(load<f64>(coef, 40));
  const reversalA = f32x4.splat(f32(load<f64>(firstCoef)));
  const decayA = f32x4.splat(f32(load<f64>(firstCoef, 8)));
  const reversalB = f32x4.splat(f32(load<f64>(secondCoef)));
  const decayB = f32x4.splat(f32(load<f64>(secondCoef, 8)));
  const last = i32x4.splat(step - 1);
  const zero = i32x4.splat(0);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const held = i32x4.gt_s(v128.load(until + at), last);
    const old = v128.load(v + at);
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    v128.store(first + at, f32x4.mul(a, decayA));
    v128.store(second + at, f32x4.mul(b, decayB));
    const total = f32x4.add(leak, f32x4.add(a, b));
    const inflow = f32x4.add(current, f32x4.add(f32x4.mul(a, reversalA), f32x4.mul(b, reversalB)));
    const target = f32x4.div(inflow, total);
    let next = f32x4.add(target, f32x4.mul(f32x4.sub(old, target), exp4(f32x4.mul(stepPerC, total))));
    if (drive !== 0) {
      next = f32x4.add(next, v128.load(drive + at));
      v128.store(drive + at, zero);
    }
    next = v128.bitselect(old, next, held);
    v128.store(v + at, next);
    const mask = i32x4.bitmask(f32x4.ge(next, threshold));
    if (mask !== 0) count = spikeAll(mask, i, n, count, v, until, list, reset, hold, step);
  }
  if ((step & FLUSH) === 0) {
    flush(n, first);
    flush(n, second);
  }
  return count;
}
