/**
 * Squid giant axon (Hodgkin & Huxley 1952, 10.1113/jphysiol.1952.sp004764) in the convention of today: inside minus
 * outside, rest at -65 mV.
 *
 * `drive` holds what this step adds to the potential (mV) and is cleared on the way. A neuron with `until` >= `step` is
 * held: it keeps potential and gates and loses its drive. Neurons whose potential crosses the threshold upwards are
 * appended to `list`; the count is returned. `current` (pA per neuron) and `times` (ms before the end of the step, per
 * entry of the list) are absent when 0.
 * Coefficients (f64 each): 0 h, 1 1/C, 2 g_Na, 3 g_K, 4 g_L, 5 E_Na, 6 E_K, 7 E_L, 8 rate factor of the temperature,
 * 9 uA/cm^2 per pA, 10 constant current (uA/cm^2), 11 threshold, 12 integrator: 0 Runge-Kutta, 1 exponential Euler.
 */

/** What the functions below return; nothing lasts from one call to the next. */
let slopeV: f64 = 0.0;
let slopeM: f64 = 0.0;
let slopeH: f64 = 0.0;
let slopeN: f64 = 0.0;
let nextV: f64 = 0.0;
let nextM: f64 = 0.0;
let nextH: f64 = 0.0;
let nextN: f64 = 0.0;

/** x / (e^x - 1), whose value at 0 is the limit. */
function bernoulli(x: f64): f64 {
  return x === 0.0 ? 1.0 : x / NativeMath.expm1(x);
}

function alphaM(v: f64): f64 {
  return bernoulli(-(v + 40.0) / 10.0);
}

function betaM(v: f64): f64 {
  return 4.0 * NativeMath.exp(-(v + 65.0) / 18.0);
}

function alphaH(v: f64): f64 {
  return 0.07 * NativeMath.exp(-(v + 65.0) / 20.0);
}

function betaH(v: f64): f64 {
  return 1.0 / (1.0 + NativeMath.exp(-(v + 35.0) / 10.0));
}

function alphaN(v: f64): f64 {
  return 0.1 * bernoulli(-(v + 55.0) / 10.0);
}

function betaN(v: f64): f64 {
  return 0.125 * NativeMath.exp(-(v + 65.0) / 80.0);
}

/** Too large a step leads out of every sensible range; what leaves it is brought back, so that no infinity arises. */
function bounded(v: f64): f64 {
  return v > 1000.0 ? 1000.0 : v > -1000.0 ? v : -1000.0;
}

function gate(x: f64): f64 {
  return x > 1.0 ? 1.0 : x > 0.0 ? x : 0.0;
}

function slopes(v: f64, m: f64, h: f64, n: f64, current: f64, coef: usize): void {
  v = bounded(v);
  m = gate(m);
  h = gate(h);
  n = gate(n);
  const rate = load<f64>(coef, 64);
  const sodium = load<f64>(coef, 16) * m * m * m * h * (v - load<f64>(coef, 40));
  const potassium = load<f64>(coef, 24) * n * n * n * n * (v - load<f64>(coef, 48));
  const leak = load<f64>(coef, 32) * (v - load<f64>(coef, 56));
  slopeV = (current - sodium - potassium - leak) * load<f64>(coef, 8);
  slopeM = rate * (alphaM(v) * (1.0 - m) - betaM(v) * m);
  slopeH = rate * (alphaH(v) * (1.0 - h) - betaH(v) * h);
  slopeN = rate * (alphaN(v) * (1.0 - n) - betaN(v) * n);
}

function rungeKutta(v: f64, m: f64, h: f64, n: f64, current: f64, step: f64, coef: usize): void {
  slopes(v, m, h, n, current, coef);
  let sumV = slopeV;
  let sumM = slopeM;
  let sumH = slopeH;
  let sumN = slopeN;
  for (let stage = 1; stage < 4; stage++) {
    const part = stage === 3 ? step : 0.5 * step;
    const weight = stage === 3 ? 1.0 : 2.0;
    slopes(v + part * slopeV, m + part * slopeM, h + part * slopeH, n + part * slopeN, current, coef);
    sumV += weight * slopeV;
    sumM += weight * slopeM;
    sumH += weight * slopeH;
    sumN += weight * slopeN;
  }
  const sixth = step / 6.0;
  nextV = v + sixth * sumV;
  nextM = m + sixth * sumM;
  nextH = h + sixth * sumH;
  nextN = n + sixth * sumN;
}

/** Relaxation of a gate over `time` (ms times the rate factor) at a constant potential. */
function relax(x: f64, alpha: f64, beta: f64, time: f64): f64 {
  const rate = alpha + beta;
  const steady = alpha / rate;
  return steady + (x - steady) * NativeMath.exp(-rate * time);
}

/** Every variable relaxes as if the others stood still over the step: Rush & Larsen 1978, 10.1109/TBME.1978.326270. */
function exponentialEuler(v: f64, m: f64, h: f64, n: f64, current: f64, step: f64, coef: usize): void {
  const time = step * load<f64>(coef, 64);
  nextM = relax(m, alphaM(v), betaM(v), time);
  nextH = relax(h, alphaH(v), betaH(v), time);
  nextN = relax(n, alphaN(v), betaN(v), time);
  const sodium = load<f64>(coef, 16) * m * m * m * h;
  const potassium = load<f64>(coef, 24) * n * n * n * n;
  const leak = load<f64>(coef, 32);
  const total = sodium + potassium + leak;
  const pull = sodium * load<f64>(coef, 40) + potassium * load<f64>(coef, 48) + leak * load<f64>(coef, 56) + current;
  const target = pull / total;
  nextV = target + (v - target) * NativeMath.exp(-step * total * load<f64>(coef, 8));
}

export function hodgkinHuxleyStep64(
  size: u32,
  v: usize,
  m: usize,
  h: usize,
  n: usize,
  until: usize,
  drive: usize,
  current: usize,
  times: usize,
  list: usize,
  coef: usize,
  step: i32,
): u32 {
  const duration = load<f64>(coef);
  const perPicoampere = load<f64>(coef, 72);
  const constant = load<f64>(coef, 80);
  const threshold = load<f64>(coef, 88);
  const exponential = load<f64>(coef, 96) > 0.0;
  let count: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const at = i << 3;
    const input = load<f64>(drive + at);
    store<f64>(drive + at, 0.0);
    if (load<i32>(until + (i << 2)) >= step) continue;
    const total = current === 0 ? constant : constant + load<f64>(current + at) * perPicoampere;
    const old = load<f64>(v + at);
    if (exponential) {
      exponentialEuler(old, load<f64>(m + at), load<f64>(h + at), load<f64>(n + at), total, duration, coef);
    } else {
      rungeKutta(old, load<f64>(m + at), load<f64>(h + at), load<f64>(n + at), total, duration, coef);
    }
    const crossed = nextV >= threshold;
    const next = bounded(nextV + input);
    if (old < threshold && (crossed || next >= threshold)) {
      store<u32>(list + (count << 2), i);
      // What the drive lifts over the threshold spikes at the end of the step.
      const fraction = crossed ? (threshold - old) / (nextV - old) : 1.0;
      if (times !== 0) store<f64>(times + (count << 3), (1.0 - fraction) * duration);
      count++;
    }
    store<f64>(v + at, next);
    store<f64>(m + at, gate(nextM));
    store<f64>(h + at, gate(nextH));
    store<f64>(n + at, gate(nextN));
  }
  return count;
}
