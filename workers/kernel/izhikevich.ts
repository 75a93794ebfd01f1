/**
 * Simple model of spiking neurons (Izhikevich 2003, 10.1109/TNN.2003.820440); the modes of integration are told in
 * `neurons/izhikevich.ts`. A neuron with `until` >= `step` is held: it keeps v and u and loses its input.
 *
 * `drive` is cleared on the way. Spiking neurons are appended to `list`; the count is returned. `current` (pA per
 * neuron) and `times` (ms before the end of the step, per entry of the list) are absent when 0.
 * Coefficients (f64 each): 0 h, 1 a, 2 b, 3 c, 4 d, 5 constant input, 6 input per pA, 7 steps per ms,
 * 8 steps frozen after a spike, 9 map: 0 as published, 1 one Euler step.
 */

const PEAK: f64 = 30.0;
/** Bounds of the state, far outside of what a cell does, for inputs without a bounded solution. */
const LOWEST: f64 = -1000.0;
const HIGHEST: f64 = 1e6;
/** How far below the peak a potential waits that would cross it a second time within a step. */
const SHORT: f64 = 1e-3;

/** What `rungeKutta` returns; nothing lasts from one call to the next. */
let nextV: f64 = 0.0;
let nextU: f64 = 0.0;

/**
 * From left to right. The map is chaotic: another order, such as 0.04 (v v), leads elsewhere within a second and may end
 * with a spike more or less.
 */
function slope(v: f64, u: f64, input: f64): f64 {
  return 0.04 * v * v + 5.0 * v + 140.0 - u + input;
}

/**
 * The two maps of 1 ms. They act in the last step of every millisecond on the mean input of its steps, which `gathered`
 * collects.
 */
export function izhikevichMap64(
  n: u32,
  v: usize,
  u: usize,
  gathered: usize,
  until: usize,
  drive: usize,
  current: usize,
  times: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const a = load<f64>(coef, 8);
  const b = load<f64>(coef, 16);
  const c = load<f64>(coef, 24);
  const d = load<f64>(coef, 32);
  const steps = load<f64>(coef, 56);
  const frozen = i32(load<f64>(coef, 64));
  const euler = load<f64>(coef, 72) > 0.0;
  const whole = step % i32(steps) === 0;
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const pulse = load<f64>(drive + at) * steps;
    const sum =
      load<f64>(gathered + at) +
      load<f64>(coef, 40) +
      (current === 0 ? 0.0 : load<f64>(current + at) * load<f64>(coef, 48)) +
      pulse;
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) {
      store<f64>(gathered + at, 0.0);
      continue;
    }
    store<f64>(gathered + at, whole ? 0.0 : sum);
    if (!whole) continue;
    const input = sum / steps;
    let potential = load<f64>(v + at);
    let recovery = load<f64>(u + at);
    if (potential >= PEAK) {
      potential = c;
      recovery += d;
    }
    let fired = false;
    if (euler) {
      const next = potential + slope(potential, recovery, input);
      recovery += a * (b * potential - recovery);
      fired = next >= PEAK;
      potential = fired ? c : next;
      if (fired) {
        recovery += d;
        store<i32>(until + (i << 2), step + frozen);
      }
    } else {
      potential += 0.5 * slope(potential, recovery, input);
      potential += 0.5 * slope(potential, recovery, input);
      potential = potential > HIGHEST ? HIGHEST : potential;
      recovery += a * (b * potential - recovery);
      fired = potential >= PEAK;
    }
    store<f64>(v + at, potential > LOWEST ? potential : LOWEST);
    store<f64>(u + at, recovery > HIGHEST ? HIGHEST : recovery < -HIGHEST ? -HIGHEST : recovery);
    if (fired) {
      store<u32>(list + (count << 2), i);
      if (times !== 0) store<f64>(times + (count << 3), 0.0);
      count++;
    }
  }
  return count;
}

function rungeKutta(v: f64, u: f64, input: f64, a: f64, b: f64, h: f64): void {
  const half = 0.5 * h;
  const v1 = slope(v, u, input);
  const u1 = a * (b * v - u);
  let x = v + half * v1;
  let y = u + half * u1;
  const v2 = slope(x, y, input);
  const u2 = a * (b * x - y);
  x = v + half * v2;
  y = u + half * u2;
  const v3 = slope(x, y, input);
  const u3 = a * (b * x - y);
  x = v + h * v3;
  y = u + h * u3;
  const v4 = slope(x, y, input);
  const u4 = a * (b * x - y);
  nextV = v + (h / 6.0) * (v1 + 2.0 * (v2 + v3) + v4);
  nextU = u + (h / 6.0) * (u1 + 2.0 * (u2 + u3) + u4);
}

/** The differential equations by classical Runge-Kutta; `drive` is taken in at a constant rate over the step. */
export function izhikevichOde64(
  n: u32,
  v: usize,
  u: usize,
  until: usize,
  drive: usize,
  current: usize,
  times: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const h = load<f64>(coef);
  const a = load<f64>(coef, 8);
  const b = load<f64>(coef, 16);
  const c = load<f64>(coef, 24);
  const d = load<f64>(coef, 32);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const pulse = load<f64>(drive + at) / h;
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) continue;
    const input = load<f64>(coef, 40) + (current === 0 ? 0.0 : load<f64>(current + at) * load<f64>(coef, 48)) + pulse;
    let v0 = load<f64>(v + at);
    let u0 = load<f64>(u + at);
    if (v0 >= PEAK) {
      // Left by the published map, which shows the peak and resets a step later; the spike is counted already.
      v0 = c;
      u0 += d;
    }
    rungeKutta(v0, u0, input, a, b, h);
    if (nextV >= PEAK) {
      const fraction = (PEAK - v0) / (nextV - v0);
      const rest = (1.0 - fraction) * h;
      rungeKutta(c, u0 + fraction * (nextU - u0) + d, input, a, b, rest);
      if (nextV >= PEAK) nextV = PEAK - SHORT;
      store<u32>(list + (count << 2), i);
      if (times !== 0) store<f64>(times + (count << 3), rest);
      count++;
    }
    store<f64>(v + at, nextV > LOWEST ? nextV : LOWEST);
    store<f64>(u + at, nextU > HIGHEST ? HIGHEST : nextU < -HIGHEST ? -HIGHEST : nextU);
  }
  return count;
}

/**
 * The published map of 1 ms for neurons that each have constants of their own (`a`, `b`, `c`, `d`: one number per
 * neuron); the step of the network is 1 ms and `drive` is the whole input.
 */
export function mixedIzhikevichStep64(
  n: u32,
  v: usize,
  u: usize,
  until: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  drive: usize,
  list: usize,
  step: i32,
): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const input = load<f64>(drive + at);
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) continue;
    let potential = load<f64>(v + at);
    let recovery = load<f64>(u + at);
    if (potential >= PEAK) {
      potential = load<f64>(c + at);
      recovery += load<f64>(d + at);
    }
    potential += 0.5 * slope(potential, recovery, input);
    potential += 0.5 * slope(potential, recovery, input);
    potential = potential > HIGHEST ? HIGHEST : potential > LOWEST ? potential : LOWEST;
    recovery += load<f64>(a + at) * (load<f64>(b + at) * potential - recovery);
    store<f64>(v + at, potential);
    store<f64>(u + at, recovery);
    if (potential >= PEAK) {
      store<u32>(list + (count << 2), i);
      count++;
    }
  }
  return count;
}

/** Half a millisecond of four potentials: v + (0.04 v^2 + 5 v + 140 - u + I) / 2, with `rest` = (140 - u + I) / 2. */
function half4(v: v128, rest: v128): v128 {
  const factor = f32x4.add(f32x4.mul(v, f32x4.splat(0.02)), f32x4.splat(3.5));
  return f32x4.add(f32x4.mul(factor, v), rest);
}

/** As `mixedIzhikevichStep64` for four neurons at a time in single precision; padding is never listed. */
export function mixedIzhikevichStep32(
  n: u32,
  v: usize,
  u: usize,
  until: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  drive: usize,
  list: usize,
  step: i32,
): u32 {
  const peak = f32x4.splat(f32(PEAK));
  const lowest = f32x4.splat(f32(LOWEST));
  const highest = f32x4.splat(f32(HIGHEST));
  const constant = f32x4.splat(140.0);
  const half = f32x4.splat(0.5);
  const now = i32x4.splat(step);
  const zero = i32x4.splat(0);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const held = i32x4.ge_s(v128.load(until + at), now);
    const v0 = v128.load(v + at);
    const u0 = v128.load(u + at);
    const input = v128.load(drive + at);
    v128.store(drive + at, zero);
    const spent = f32x4.ge(v0, peak);
    const recovery = f32x4.add(u0, v128.and(v128.load(d + at), spent));
    const rest = f32x4.mul(half, f32x4.add(f32x4.sub(constant, recovery), input));
    let next = half4(half4(v128.bitselect(v128.load(c + at), v0, spent), rest), rest);
    next = f32x4.pmax(lowest, f32x4.pmin(highest, next));
    const change = f32x4.sub(f32x4.mul(v128.load(b + at), next), recovery);
    const nextU = f32x4.add(recovery, f32x4.mul(v128.load(a + at), change));
    v128.store(v + at, v128.bitselect(v0, next, held));
    v128.store(u + at, v128.bitselect(u0, nextU, held));
    let mask = i32x4.bitmask(v128.andnot(f32x4.ge(next, peak), held));
    while (mask !== 0) {
      const neuron = i + u32(ctz<i32>(mask));
      mask &= mask - 1;
      if (neuron >= n) break;
      store<u32>(list + (count << 2), neuron);
      count++;
    }
  }
  return count;
}
