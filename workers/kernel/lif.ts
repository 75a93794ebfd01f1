/**
 * Leaky integrate-and-fire; the meaning of a step is told in `neurons/lif.ts` (Rotter & Diesmann 1999,
 * 10.1007/s004220050570).
 *
 * `drive` holds what this step adds to the potential (mV) and is cleared on the way. A neuron with `until` >= `step` is
 * held: it keeps its potential and loses its drive. Spiking neurons are appended to `list`; the count is returned.
 * `release` (f64 each) is how much of the first step after a hold is still held, ms. `current` (pA each) and `late`, where
 * each spike leaves how long before the end of the step it was (ms, in the order of the list), may be 0.
 * Coefficients (f64 each): 0 e^(-h/tau), 1 E_L, 2 bias R I (1 - e^(-h/tau)), 3 threshold, 4 reset, 5 refractory steps,
 * 6 R (1 - e^(-h/tau)), 7 tau, 8 h, 9 R, 10 I, 11 refractory time, 12 integrator: 0 exact, 1 Euler, 2 interpolated, 3 continuous.
 */
export function lifStep64(
  n: u32,
  v: usize,
  until: usize,
  release: usize,
  drive: usize,
  current: usize,
  late: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const decay = load<f64>(coef);
  const rest = load<f64>(coef, 8);
  const bias = load<f64>(coef, 16);
  const threshold = load<f64>(coef, 24);
  const reset = load<f64>(coef, 32);
  const hold = i32(load<f64>(coef, 40));
  const integrator = load<f64>(coef, 96);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const input = load<f64>(drive + at);
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) continue;
    const injected = current === 0 ? 0.0 : load<f64>(current + at);
    const old = load<f64>(v + at);
    let fired = false;
    let before = 0.0;
    if (integrator >= 2.0) {
      before = lifWithinStep(v + at, until + (i << 2), release + at, input, injected, coef, step);
      fired = before >= 0.0;
    } else {
      let next: f64;
      if (integrator === 1.0) {
        const pull = rest + load<f64>(coef, 72) * (load<f64>(coef, 80) + injected) - old;
        next = old + (load<f64>(coef, 64) / load<f64>(coef, 56)) * pull + input;
      } else {
        next = rest + (old - rest) * decay + bias + load<f64>(coef, 48) * injected + input;
      }
      fired = next >= threshold;
      if (fired) store<i32>(until + (i << 2), step + hold);
      store<f64>(v + at, fired ? reset : next);
    }
    if (fired) {
      store<u32>(list + (count << 2), i);
      if (late !== 0) store<f64>(late + (count << 3), before);
      count++;
    }
  }
  return count;
}

/** Advances one neuron with spikes within the step; returns how long before its end the neuron spiked, -1 if it did not. */
function lifWithinStep(v: usize, until: usize, release: usize, input: f64, injected: f64, coef: usize, step: i32): f64 {
  const tau = load<f64>(coef, 56);
  const h = load<f64>(coef, 64);
  const threshold = load<f64>(coef, 24);
  const target = load<f64>(coef, 8) + load<f64>(coef, 72) * (load<f64>(coef, 80) + injected);
  const held = load<f64>(release);
  const left = h - held;
  const old = load<f64>(v);
  let next = target + (old - target) * (held === 0.0 ? load<f64>(coef) : NativeMath.exp(-left / tau));
  if (held !== 0.0) store<f64>(release, 0.0);
  let before: f64;
  if (old >= threshold) {
    before = left;
  } else if (next >= threshold) {
    const linear = load<f64>(coef, 96) === 2.0;
    const crossing = linear
      ? (left * (threshold - old)) / (next - old)
      : tau * NativeMath.log((target - old) / (target - threshold));
    before = left - crossing;
    // Rounding may put a crossing at one of the ends a little beyond it.
    before = before < 0.0 ? 0.0 : before > left ? left : before;
  } else if (next + input >= threshold) {
    before = 0.0;
  } else {
    store<f64>(v, next + input);
    return -1.0;
  }
  const reset = load<f64>(coef, 32);
  const pause = load<f64>(coef, 88) - before;
  next = reset;
  if (pause < 0.0) {
    next = target + (reset - target) * NativeMath.exp(pause / tau) + input;
    // One spike per step: the next one waits for the step to come.
    if (next > threshold) next = threshold;
  } else {
    const steps = NativeMath.floor(pause / h);
    store<i32>(until, step + i32(steps));
    store<f64>(release, pause - steps * h);
  }
  store<f64>(v, next);
  return before;
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
  until: usize,
  drive: usize,
  conductance: usize,
  reversal: usize,
  list: usize,
  coef: usize,
  step: i32,
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
    if (load<i32>(until + (i << 2)) >= step) continue;
    const next = target + (load<f64>(v + at) - target) * NativeMath.exp(-stepPerC * total) + input;
    if (next >= threshold) {
      store<f64>(v + at, reset);
      store<i32>(until + (i << 2), step + hold);
      store<u32>(list + (count << 2), i);
      count++;
    } else {
      store<f64>(v + at, next);
    }
  }
  return count;
}
