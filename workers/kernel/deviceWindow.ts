/**
 * Windows that slow a state down at its ends, and the exact or nearly exact drift of a state x in [0, 1] under them.
 * Kinds: 0 none, 1 Joglekar (2009, 10.1088/0143-0807/30/4/001), 2 Biolek (2009, Radioengineering 18:210), 3 Prodromakis
 * (2011, 10.1109/TED.2011.2158004).
 */

/** Part of an e-fold that one substep of order four may cover; leaves 1e-8 over a whole transition. */
const REACH: f64 = 0.05;
/** Distance from an end that no double-precision state can tell from the end itself on the upper side. */
const END: f64 = 1e-14;
const MOST: i32 = 20000;

/** Slope of the window, beside its value. */
let slope: f64 = 0.0;

/** base^power of base >= 0; small whole powers by multiplication. */
export function powered(base: f64, power: f64): f64 {
  const whole = i32(power);
  if (f64(whole) !== power || whole < 0 || whole > 64) return NativeMath.pow(base, power);
  let result: f64 = 1.0;
  let factor = base;
  for (let left = whole; left > 0; left >>= 1) {
    if (left & 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** Value of a window at `x` for a state on its way up (`direction` > 0) or down, with its peak `scale`. */
export function deviceWindow(kind: i32, x: f64, direction: f64, p: f64, scale: f64): f64 {
  slope = 0.0;
  if (kind === 1) {
    const base = 2.0 * x - 1.0;
    const power = powered(base < 0.0 ? -base : base, 2.0 * p - 1.0);
    slope = -4.0 * p * (base < 0.0 ? -power : power);
    return 1.0 - power * (base < 0.0 ? -base : base);
  }
  if (kind === 2) {
    const base = direction < 0.0 ? 1.0 - x : x;
    const power = powered(base, 2.0 * p - 1.0);
    slope = 2.0 * p * (direction < 0.0 ? power : -power);
    return 1.0 - power * base;
  }
  if (kind === 3) {
    const base = (x - 0.5) * (x - 0.5) + 0.75;
    const power = powered(base, p);
    slope = ((-2.0 * p * scale * power) / base) * (x - 0.5);
    return scale * (1.0 - power);
  }
  return 1.0;
}

/** dx/dflux under a window; also leaves the rate of its own change in `stiffness`. */
let stiffness: f64 = 0.0;
function speed(x: f64, on: f64, off: f64, kind: i32, direction: f64, p: f64, scale: f64): f64 {
  const at = x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x;
  const part = 1.0 / (off - (off - on) * at);
  const window = deviceWindow(kind, at, direction, p, scale);
  stiffness = ((slope < 0.0 ? -slope : slope) + window * (off - on) * part) * part;
  return window * part;
}

/**
 * x after a drift by `flux`, from dx = F(x) / R(x) dflux with R = off + (on - off) x: without window in closed form, with
 * one by Runge-Kutta of order four in substeps that follow the stiffness. An end is reached once it is nearer than 1e-14.
 */
export function drifted(start: f64, flux: f64, on: f64, off: f64, kind: i32, p: f64, scale: f64): f64 {
  if (flux === 0.0) return start;
  if (kind === 0) {
    const before = off - (off - on) * start;
    const square = before * before - 2.0 * (off - on) * flux;
    if (square <= on * on) return 1.0;
    // R before minus R after, without a difference of large numbers.
    const x = start + (2.0 * flux) / (before + NativeMath.sqrt(square));
    return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x;
  }
  let x = start;
  let left = flux;
  for (let k = 0; k < MOST && left !== 0.0; k++) {
    const k1 = speed(x, on, off, kind, flux, p, scale);
    const farthest = REACH / stiffness;
    const size = left < 0.0 ? -left : left;
    const h = size <= farthest ? left : left < 0.0 ? -farthest : farthest;
    left -= h;
    const k2 = speed(x + 0.5 * h * k1, on, off, kind, flux, p, scale);
    const k3 = speed(x + 0.5 * h * k2, on, off, kind, flux, p, scale);
    const k4 = speed(x + h * k3, on, off, kind, flux, p, scale);
    x += (h / 6.0) * (k1 + 2.0 * (k2 + k3) + k4);
    if (flux > 0.0 && x > 1.0 - END) return 1.0;
    if (flux < 0.0 && x < END) return 0.0;
  }
  return x;
}
