import { exp4 } from "./transcendental";

/**
 * Leaky integrate-and-fire, exact for piecewise constant input (Rotter & Diesmann 1999, 10.1007/s004220050570).
 *
 * `drive` holds what this step adds to the potential (mV) and is cleared on the way. A refractory neuron holds its
 * potential and loses its drive. Spiking neurons are appended to `list`; the count is returned.
 * Coefficients (f64 each): 0 e^(-h/tau), 1 E_L, 2 bias R I (1 - e^(-h/tau)), 3 threshold, 4 reset, 5 refractory steps.
 */
export function lifStep64(n: u32, v: usize, refractory: usize, drive: usize, list: usize, coef: usize): u32 {
  const decay = load<f64>(coef);
  const rest = load<f64>(coef, 8);
  const bias = load<f64>(coef, 16);
  const threshold = load<f64>(coef, 24);
  const reset = load<f64>(coef, 32);
  const hold = i32(load<f64>(coef, 40));
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const left = load<i32>(refractory + (i << 2));
    const input = load<f64>(drive + (i << 3));
    store<f64>(drive + (i << 3), 0.0);
    if (left > 0) {
      store<i32>(refractory + (i << 2), left - 1);
      continue;
    }
    const next = rest + (load<f64>(v + (i << 3)) - rest) * decay + bias + input;
    if (next >= threshold) {
      store<f64>(v + (i << 3), reset);
      store<i32>(refractory + (i << 2), hold);
      store<u32>(list + (count << 2), i);
      count++;
    } else {
      store<f64>(v + (i << 3), next);
    }
  }
  return count;
}

/**
 * As `lifStep64` for four neurons at a time in single precision; arrays are padded to four, padding never spikes. A held
 * neuron gains nothing, and as it rests below threshold it needs no other mask; the few that spike are reset one by one.
 */
export function lifStep32(n: u32, v: usize, refractory: usize, drive: usize, list: usize, coef: usize): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef) - 1.0));
  const offset = f32x4.splat(f32(load<f64>(coef, 8) * (1.0 - load<f64>(coef)) + load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32(load<f64>(coef, 32));
  const hold = i32(load<f64>(coef, 40));
  const zero = i32x4.splat(0);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const left = v128.load(refractory + at);
    const held = i32x4.gt_s(left, zero);
    const old = v128.load(v + at);
    const change = f32x4.add(f32x4.mul(old, leak), f32x4.add(offset, v128.load(drive + at)));
    const next = f32x4.add(old, v128.andnot(change, held));
    v128.store(drive + at, zero);
    v128.store(v + at, next);
    // The mask is -1 where the neuron is held, so adding it counts down.
    v128.store(refractory + at, i32x4.add(left, held));
    let mask = i32x4.bitmask(f32x4.ge(next, threshold));
    while (mask !== 0) {
      const neuron = i + u32(ctz<i32>(mask));
      mask &= mask - 1;
      store<f32>(v + (neuron << 2), reset);
      store<i32>(refractory + (neuron << 2), hold);
      if (neuron < n) {
        store<u32>(list + (count << 2), neuron);
        count++;
      }
    }
  }
  return count;
}

/**
 * Leaky integrate-and-fire with synaptic conductances, exponential Euler: within a step the conductances are frozen
 * and the membrane relaxes exactly, which is stable for any step and first-order accurate.
 *
 * `conductance` holds the sum of g (nS), `reversal` the sum of g E_rev (pA); both are cleared on the way; `drive` as above.
 * Coefficients (f64 each): 0 g_L, 1 g_L E_L + I, 2 h/C, 3 threshold, 4 reset, 5 refractory steps.
 */
export function lifConductanceStep64(
  n: u32,
  v: usize,
  refractory: usize,
  drive: usize,
  conductance: usize,
  reversal: usize,
  list: usize,
  coef: usize,
): u32 {
  const leak = load<f64>(coef);
  const current = load<f64>(coef, 8);
  const stepPerC = load<f64>(coef, 16);
  const threshold = load<f64>(coef, 24);
  const reset = load<f64>(coef, 32);
  const hold = i32(load<f64>(coef, 40));
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const total = leak + load<f64>(conductance + at);
    const target = (current + load<f64>(reversal + at)) / total;
    const input = load<f64>(drive + at);
    store<f64>(drive + at, 0.0);
    store<f64>(conductance + at, 0.0);
    store<f64>(reversal + at, 0.0);
    const left = load<i32>(refractory + (i << 2));
    if (left > 0) {
      store<i32>(refractory + (i << 2), left - 1);
      continue;
    }
    const next = target + (load<f64>(v + at) - target) * NativeMath.exp(-stepPerC * total) + input;
    if (next >= threshold) {
      store<f64>(v + at, reset);
      store<i32>(refractory + (i << 2), hold);
      store<u32>(list + (count << 2), i);
      count++;
    } else {
      store<f64>(v + at, next);
    }
  }
  return count;
}

/** As `lifConductanceStep64` for four neurons at a time in single precision. */
export function lifConductanceStep32(
  n: u32,
  v: usize,
  refractory: usize,
  drive: usize,
  conductance: usize,
  reversal: usize,
  list: usize,
  coef: usize,
): u32 {
  const leak = f32x4.splat(f32(load<f64>(coef)));
  const current = f32x4.splat(f32(load<f64>(coef, 8)));
  const stepPerC = f32x4.splat(-f32(load<f64>(coef, 16)));
  const threshold = f32x4.splat(f32(load<f64>(coef, 24)));
  const reset = f32x4.splat(f32(load<f64>(coef, 32)));
  const hold = i32x4.splat(i32(load<f64>(coef, 40)));
  const zero = i32x4.splat(0);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i += 4) {
    const at = i << 2;
    const left = v128.load(refractory + at);
    const held = i32x4.gt_s(left, zero);
    const old = v128.load(v + at);
    const total = f32x4.add(leak, v128.load(conductance + at));
    const target = f32x4.div(f32x4.add(current, v128.load(reversal + at)), total);
    let next = f32x4.add(target, f32x4.mul(f32x4.sub(old, target), exp4(f32x4.mul(stepPerC, total))));
    next = f32x4.add(next, v128.load(drive + at));
    v128.store(drive + at, zero);
    v128.store(conductance + at, zero);
    v128.store(reversal + at, zero);
    const spiking = v128.andnot(f32x4.ge(next, threshold), held);
    next = v128.bitselect(old, v128.bitselect(reset, next, spiking), held);
    v128.store(v + at, next);
    v128.store(refractory + at, v128.bitselect(hold, i32x4.add(left, held), spiking));
    let mask = i32x4.bitmask(spiking);
    while (mask !== 0) {
      const neuron = i + u32(ctz<i32>(mask));
      mask &= mask - 1;
      if (neuron < n) {
        store<u32>(list + (count << 2), neuron);
        count++;
      }
    }
  }
  return count;
}
