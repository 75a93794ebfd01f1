/**
 * Two spikes that meet in a device with a threshold (Linares-Barranco & Serrano-Gotarredona 2009; Zamarreño-Ramos et al.
 * 2011, 10.3389/fnins.2011.00026); the equations are told in `experiments/deviceOverlap.ts`.
 *
 * Times in ms, voltages in V. Coefficients (f64 each): 0 A_+, 1 A_-, 2 t_up, 3 t_dn, 4 tau_+, 5 tau_-, 6 v_th, 7 1/v_0,
 * 8 shape: 0 exponential, 1 triangle, 2 square, 9 height of the presynaptic spike, 10 of the postsynaptic one: 1, or 0
 * while it is silent.
 */

/** Nodes and weights of Gauss and Legendre of order 5 on [-1, 1]. */
const NODE1: f64 = 0.5384693101056831;
const NODE2: f64 = 0.906179845938664;
const WEIGHT0: f64 = 0.5688888888888889;
const WEIGHT1: f64 = 0.47862867049936647;
const WEIGHT2: f64 = 0.23692688505618908;
/** Longest panel of the quadrature, ms. */
const PANEL: f64 = 0.25;
/** Where a panel is looked at instead of its very ends, which may lie on a jump; in shares of its length. */
const INSIDE: f64 = 1e-9;
const BISECTIONS: i32 = 48;

/** Voltage of a spike `t` after its peak; 0 outside of it. */
export function overlapSpike(t: f64, coef: usize): f64 {
  const up = load<f64>(coef, 16);
  const down = load<f64>(coef, 24);
  if (t < -up || t >= down) return 0.0;
  const shape = load<f64>(coef, 64);
  if (t < 0.0) {
    const height = load<f64>(coef);
    if (shape === 2.0) return height;
    if (shape === 1.0) return height * (1.0 + t / up);
    const tau = load<f64>(coef, 32);
    const end = NativeMath.exp(-up / tau);
    return (height * (NativeMath.exp(t / tau) - end)) / (1.0 - end);
  }
  const depth = load<f64>(coef, 8);
  if (shape === 2.0) return -depth;
  if (shape === 1.0) return -depth * (1.0 - t / down);
  const tau = load<f64>(coef, 40);
  const end = NativeMath.exp(-down / tau);
  return (-depth * (NativeMath.exp(-t / tau) - end)) / (1.0 - end);
}

/** Voltage across the device at `t` after the presynaptic peak; the postsynaptic one follows by `interval`. */
export function overlapVolts(t: f64, interval: f64, coef: usize): f64 {
  const pre = load<f64>(coef, 72) * overlapSpike(t, coef);
  return load<f64>(coef, 80) * overlapSpike(t - interval, coef) - pre;
}

/** Speed of the device at `volts`, without a unit: 0 below the threshold. */
export function overlapSpeed(volts: f64, coef: usize): f64 {
  const over = (volts < 0.0 ? -volts : volts) - load<f64>(coef, 48);
  if (over <= 0.0) return 0.0;
  const size = NativeMath.expm1(over * load<f64>(coef, 56));
  return volts < 0.0 ? -size : size;
}

function above(t: f64, interval: f64, coef: usize): bool {
  const volts = overlapVolts(t, interval, coef);
  return (volts < 0.0 ? -volts : volts) > load<f64>(coef, 48);
}

function gauss(from: f64, to: f64, interval: f64, coef: usize): f64 {
  const half = 0.5 * (to - from);
  const middle = 0.5 * (to + from);
  const a = half * NODE1;
  const b = half * NODE2;
  const inner =
    overlapSpeed(overlapVolts(middle - a, interval, coef), coef) +
    overlapSpeed(overlapVolts(middle + a, interval, coef), coef);
  const outer =
    overlapSpeed(overlapVolts(middle - b, interval, coef), coef) +
    overlapSpeed(overlapVolts(middle + b, interval, coef), coef);
  return (
    half * (WEIGHT0 * overlapSpeed(overlapVolts(middle, interval, coef), coef) + WEIGHT1 * inner + WEIGHT2 * outer)
  );
}

/** Integral over a panel without jumps, cut where the voltage crosses the threshold. */
function panel(from: f64, to: f64, interval: f64, coef: usize): f64 {
  const inset = INSIDE * (to - from);
  let low = from + inset;
  let high = to - inset;
  const before = above(low, interval, coef);
  if (before === above(high, interval, coef)) return gauss(from, to, interval, coef);
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = 0.5 * (low + high);
    if (above(middle, interval, coef) === before) low = middle;
    else high = middle;
  }
  const cut = 0.5 * (low + high);
  return before ? gauss(from, cut, interval, coef) : gauss(cut, to, interval, coef);
}

/** The first of the places where a spike begins, peaks or ends that lies between `from` and `to`; else `to`. */
function nextJump(from: f64, to: f64, interval: f64, coef: usize): f64 {
  let next = to;
  for (let k = 0; k < 6; k++) {
    let at = k % 3 === 0 ? -load<f64>(coef, 16) : k % 3 === 1 ? 0.0 : load<f64>(coef, 24);
    if (k >= 3) at += interval;
    if (at > from && at < next) next = at;
  }
  return next;
}

/** Integral (ms) of the speed of the device from `from` to `to`, relative error below 1e-6. */
export function overlapIntegral(from: f64, to: f64, interval: f64, coef: usize): f64 {
  let sum: f64 = 0.0;
  while (from < to) {
    const end = nextJump(from, to, interval, coef);
    const panels = NativeMath.floor((end - from) / PANEL) + 1.0;
    const width = (end - from) / panels;
    for (let k: f64 = 0.0; k < panels; k += 1.0) {
      sum += panel(from + k * width, k + 1.0 < panels ? from + (k + 1.0) * width : end, interval, coef);
    }
    from = end;
  }
  return sum;
}

/** Integral (ms) over a whole pair; exactly opposite for the opposite interval, and 0 where spikes do not meet. */
export function overlapXi(interval: f64, coef: usize): f64 {
  const up = load<f64>(coef, 16);
  const down = load<f64>(coef, 24);
  const both = load<f64>(coef, 72) === load<f64>(coef, 80);
  if (both && interval < 0.0) return -overlapXi(-interval, coef);
  const first = interval < 0.0 ? interval : 0.0;
  const last = interval > 0.0 ? interval : 0.0;
  return overlapIntegral(first - up, last + down, interval, coef);
}
