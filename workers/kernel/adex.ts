import { exp4 } from "./transcendental";

/**
 * Adaptive exponential integrate-and-fire (Brette & Gerstner 2005, 10.1152/jn.00686.2005); the meaning of a step is
 * told in `neurons/adex.ts`.
 *
 * `drive` holds what this step adds to the potential (mV) and is cleared on the way. A neuron with `until` >= `step` is
 * held: it keeps its potential and loses its drive while its adaptation relaxes. Spiking neurons are appended to
 * `list`; the count is returned.
 * Coefficients (f64 each): 0 h, 1 1/C, 2 g_L, 3 E_L, 4 V_T, 5 Delta_T, 6 a, 7 1/tau_w, 8 b, 9 V_r, 10 V_peak,
 * 11 refractory steps, 12 constant current, 13 e^(-h/tau_w), 14 integrator: 0 Runge-Kutta, 1 Euler.
 */

/** The upstroke grows faster than any number holds; beyond e^20 it takes no time that matters. */
const STEEPEST: f64 = 20.0;
/** Bounds of the state, far outside of what a cell does, for parameters without a bounded solution. */
const LOWEST: f64 = -1000.0;
const MOST: f64 = 1e6;
/** How far below the peak a potential waits that would cross it a second time within a step. */
const SHORT: f64 = 1e-3;

/** What the functions below return beside their result; nothing lasts from one call to the next. */
let nextV: f64 = 0.0;
let nextW: f64 = 0.0;
let late: f64 = 0.0;

function slope(v: f64, w: f64, current: f64, coef: usize): f64 {
  const deltaT = load<f64>(coef, 40);
  const x = (v - load<f64>(coef, 32)) / deltaT;
  const upstroke = deltaT * NativeMath.exp(x < STEEPEST ? x : STEEPEST);
  return (load<f64>(coef, 16) * (upstroke - (v - load<f64>(coef, 24))) - w + current) * load<f64>(coef, 8);
}

function slopeW(v: f64, w: f64, coef: usize): f64 {
  return (load<f64>(coef, 48) * (v - load<f64>(coef, 24)) - w) * load<f64>(coef, 56);
}

/** Classical Runge-Kutta over `h`; the upstroke ends at the peak, so no stage looks beyond it. */
function rungeKutta(v: f64, w: f64, current: f64, h: f64, coef: usize): void {
  const peak = load<f64>(coef, 80);
  const half = 0.5 * h;
  const v1 = slope(v, w, current, coef);
  const w1 = slopeW(v, w, coef);
  let at = v + half * v1;
  at = at < peak ? at : peak;
  const v2 = slope(at, w + half * w1, current, coef);
  const w2 = slopeW(at, w + half * w1, coef);
  at = v + half * v2;
  at = at < peak ? at : peak;
  const v3 = slope(at, w + half * w2, current, coef);
  const w3 = slopeW(at, w + half * w2, coef);
  at = v + h * v3;
  at = at < peak ? at : peak;
  const v4 = slope(at, w + h * w3, current, coef);
  const w4 = slopeW(at, w + h * w3, coef);
  nextV = v + (h / 6.0) * (v1 + 2.0 * (v2 + v3) + v4);
  nextW = w + (h / 6.0) * (w1 + 2.0 * (w2 + w3) + w4);
}

/**
 * Ends a step that led from (v, w) to (v1, w1): spike, reset, rest of the step, drive. Leaves the state in `nextV` and
 * `nextW`, how long before the end of the step the neuron spiked in `late`, and returns whether it did.
 */
function finish(v: f64, w: f64, v1: f64, w1: f64, drive: f64, current: f64, coef: usize): bool {
  const peak = load<f64>(coef, 80);
  const refractory = load<f64>(coef, 88) >= 0.5;
  const onGrid = load<f64>(coef, 112) > 0.0;
  let fired = false;
  late = 0.0;
  if (!onGrid && (v >= peak || v1 >= peak)) {
    // A peak that was lowered may lie below the potential; then the neuron spikes as the step begins.
    const fraction = v >= peak ? 0.0 : (peak - v) / (v1 - v);
    fired = true;
    late = (1.0 - fraction) * load<f64>(coef);
    v1 = load<f64>(coef, 72);
    w1 = w + fraction * (w1 - w) + load<f64>(coef, 64);
    if (refractory) {
      const target = load<f64>(coef, 48) * (v1 - load<f64>(coef, 24));
      w1 = target + (w1 - target) * NativeMath.exp(-late * load<f64>(coef, 56));
    } else {
      rungeKutta(v1, w1, current, late, coef);
      v1 = nextV;
      w1 = nextW;
    }
  }
  if (!(fired && refractory)) v1 += drive;
  if (v1 >= peak) {
    if (fired) {
      v1 = peak - SHORT;
    } else {
      fired = true;
      v1 = load<f64>(coef, 72);
      w1 += load<f64>(coef, 64);
    }
  }
  nextV = v1 > LOWEST ? v1 : LOWEST;
  nextW = w1 > MOST ? MOST : w1 < -MOST ? -MOST : w1;
  return fired;
}

/** Whole steps after the present one that are nearest to what is left of the refractory period after the spike. */
function hold(coef: usize): i32 {
  const left = load<f64>(coef, 88) - late / load<f64>(coef);
  return left > 0.0 ? i32(NativeMath.floor(left + 0.5)) : 0;
}

/** One step of one neuron; results as in `finish`. */
function advance(v: f64, w: f64, drive: f64, current: f64, coef: usize): bool {
  const h = load<f64>(coef);
  if (load<f64>(coef, 112) > 0.0) {
    nextV = v + h * slope(v, w, current, coef);
    nextW = w + h * slopeW(v, w, coef);
  } else {
    rungeKutta(v, w, current, h, coef);
  }
  return finish(v, w, nextV, nextW, drive, current, coef);
}

/** `current` (pA per neuron) and `times` (ms before the end of the step, per entry of the list) are absent when 0. */
export function adexStep64(
  n: u32,
  v: usize,
  w: usize,
  until: usize,
  drive: usize,
  current: usize,
  times: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const constant = load<f64>(coef, 96);
  const decay = load<f64>(coef, 104);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const potential = load<f64>(v + at);
    const adaptation = load<f64>(w + at);
    const input = load<f64>(drive + at);
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) {
      const target = load<f64>(coef, 48) * (potential - load<f64>(coef, 24));
      store<f64>(w + at, target + (adaptation - target) * decay);
      continue;
    }
    const total = current === 0 ? constant : constant + load<f64>(current + at);
    if (advance(potential, adaptation, input, total, coef)) {
      store<u32>(list + (count << 2), i);
      if (times !== 0) store<f64>(times + (count << 3), late);
      store<i32>(until + (i << 2), step + hold(coef));
      count++;
    }
    store<f64>(v + at, nextV);
    store<f64>(w + at, nextW);
  }
  return count;
}

/** Derivative of four potentials; `steep` = g_L Delta_T / C, `leak` = g_L / C, `bias` = I / C. */
function slope4(
  v: v128,
  w: v128,
  vT: v128,
  perDelta: v128,
  steep: v128,
  leak: v128,
  eL: v128,
  perC: v128,
  bias: v128,
): v128 {
  const x = f32x4.mul(f32x4.sub(v, vT), perDelta);
  const upstroke = f32x4.mul(steep, exp4(f32x4.pmin(f32x4.splat(f32(STEEPEST)), x)));
  const rest = f32x4.sub(bias, f32x4.mul(w, perC));
  return f32x4.add(f32x4.sub(upstroke, f32x4.mul(leak, f32x4.sub(v, eL))), rest);
}

/**
 * As `adexStep64` for four neurons at a time in single precision, without `current` and `times`; arrays are padded to
 * four, padding is never listed. The few neurons that spike take their step one by one in double precision.
 */
export function adexStep32(
  n: u32,
  v: usize,
  w: usize,
  until: usize,
  drive: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const euler = load<f64>(coef, 112) > 0.0;
  const h = f32x4.splat(f32(load<f64>(coef)));
  const half = f32x4.splat(f32(0.5 * load<f64>(coef)));
  const sixth = f32x4.splat(f32(load<f64>(coef) / 6.0));
  const two = f32x4.splat(2.0);
  const perC = f32x4.splat(f32(load<f64>(coef, 8)));
  const leak = f32x4.splat(f32(load<f64>(coef, 16) * load<f64>(coef, 8)));
  const eL = f32x4.splat(f32(load<f64>(coef, 24)));
  const vT = f32x4.splat(f32(load<f64>(coef, 32)));
  const perDelta = f32x4.splat(f32(1.0 / load<f64>(coef, 40)));
  const steep = f32x4.splat(f32(load<f64>(coef, 16) * load<f64>(coef, 8) * load<f64>(coef, 40)));
  const a = f32x4.splat(f32(load<f64>(coef, 48)));
  const perTau = f32x4.splat(f32(load<f64>(coef, 56)));
  const peak = f32x4.splat(f32(load<f64>(coef, 80)));
  const constant = load<f64>(coef, 96);
  const bias = f32x4.splat(f32(constant * load<f64>(coef, 8)));
  const decay = f32x4.splat(f32(load<f64>(coef, 104)));
  const lowest = f32x4.splat(f32(LOWEST));
  const most = f32x4.splat(f32(MOST));
  const least = f32x4.splat(f32(-MOST));
  const now = i32x4.splat(step);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const held = i32x4.ge_s(v128.load(until + at), now);
    const v0 = v128.load(v + at);
    const w0 = v128.load(w + at);
    const input = v128.load(drive + at);
    const target = f32x4.mul(a, f32x4.sub(v0, eL));
    const v1 = slope4(v0, w0, vT, perDelta, steep, leak, eL, perC, bias);
    const w1 = f32x4.mul(f32x4.sub(target, w0), perTau);
    let next = f32x4.add(v0, f32x4.mul(h, v1));
    let nextW4 = f32x4.add(w0, f32x4.mul(h, w1));
    if (!euler) {
      let x = f32x4.pmin(peak, f32x4.add(v0, f32x4.mul(half, v1)));
      let y = f32x4.add(w0, f32x4.mul(half, w1));
      const v2 = slope4(x, y, vT, perDelta, steep, leak, eL, perC, bias);
      const w2 = f32x4.mul(f32x4.sub(f32x4.mul(a, f32x4.sub(x, eL)), y), perTau);
      x = f32x4.pmin(peak, f32x4.add(v0, f32x4.mul(half, v2)));
      y = f32x4.add(w0, f32x4.mul(half, w2));
      const v3 = slope4(x, y, vT, perDelta, steep, leak, eL, perC, bias);
      const w3 = f32x4.mul(f32x4.sub(f32x4.mul(a, f32x4.sub(x, eL)), y), perTau);
      x = f32x4.pmin(peak, f32x4.add(v0, f32x4.mul(h, v3)));
      y = f32x4.add(w0, f32x4.mul(h, w3));
      const v4 = slope4(x, y, vT, perDelta, steep, leak, eL, perC, bias);
      const w4 = f32x4.mul(f32x4.sub(f32x4.mul(a, f32x4.sub(x, eL)), y), perTau);
      const sumV = f32x4.add(f32x4.add(v1, v4), f32x4.mul(two, f32x4.add(v2, v3)));
      const sumW = f32x4.add(f32x4.add(w1, w4), f32x4.mul(two, f32x4.add(w2, w3)));
      next = f32x4.add(v0, f32x4.mul(sixth, sumV));
      nextW4 = f32x4.add(w0, f32x4.mul(sixth, sumW));
    }
    const jumped = f32x4.pmax(lowest, f32x4.add(next, input));
    const crossing = v128.or(f32x4.ge(f32x4.pmax(next, jumped), peak), f32x4.ge(v0, peak));
    const spiking = v128.andnot(crossing, held);
    const relaxed = f32x4.add(target, f32x4.mul(f32x4.sub(w0, target), decay));
    nextW4 = v128.bitselect(relaxed, f32x4.pmax(least, f32x4.pmin(most, nextW4)), held);
    // A spiking neuron keeps its old state and its drive until its turn below.
    v128.store(v + at, v128.bitselect(v0, jumped, v128.or(held, spiking)));
    v128.store(w + at, v128.bitselect(w0, nextW4, spiking));
    v128.store(drive + at, v128.and(input, spiking));
    let mask = i32x4.bitmask(spiking);
    while (mask !== 0) {
      const neuron = i + u32(ctz<i32>(mask));
      mask &= mask - 1;
      const place = neuron << 2;
      const fired = advance(load<f32>(v + place), load<f32>(w + place), load<f32>(drive + place), constant, coef);
      store<f32>(v + place, f32(nextV));
      store<f32>(w + place, f32(nextW));
      store<f32>(drive + place, 0.0);
      if (!fired) continue;
      store<i32>(until + place, step + hold(coef));
      if (neuron < n) {
        store<u32>(list + (count << 2), neuron);
        count++;
      }
    }
  }
  return count;
}
