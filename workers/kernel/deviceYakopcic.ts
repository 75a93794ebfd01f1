import { sinh } from "./transcendental";

/**
 * The model of Yakopcic et al. (2011, 10.1109/LED.2011.2163292); the meaning of a step is told in `devices/yakopcic.ts`.
 * Coefficients (f64 each): 0 a_1, 1 a_2, 2 b, 3 V_p, 4 V_n, 5 A_p, 6 A_n, 7 x_p, 8 x_n, 9 alpha_p, 10 alpha_n, 11 e^V_p,
 * 12 e^V_n.
 */

/** Part of an e-fold that one substep of order four may cover. */
const REACH: f64 = 0.1;
/** Distance from an end that counts as being there. */
const END: f64 = 1e-14;
const MOST: i32 = 20000;

/** Pull of the voltage on the state, 1/s. */
function pull(v: f64, coef: usize): f64 {
  const up = load<f64>(coef, 24);
  const down = load<f64>(coef, 32);
  if (v > up) return load<f64>(coef, 40) * (NativeMath.exp(v) - load<f64>(coef, 88));
  if (v < -down) return -load<f64>(coef, 48) * (NativeMath.exp(-v) - load<f64>(coef, 96));
  return 0.0;
}

/** How freely a state moves beyond the knee `knee`, up or down; its slope in x is left in `slope`. */
let slope: f64 = 0.0;
function freedom(x: f64, up: bool, knee: f64, alpha: f64): f64 {
  const damping = NativeMath.exp(up ? alpha * (knee - x) : alpha * (x - knee));
  const room = up ? 1.0 - knee : knee;
  const part = (up ? 1.0 - x : x) / room;
  slope = damping * (alpha * part + 1.0 / room);
  return damping * part;
}

function moved(start: f64, way: f64, coef: usize): f64 {
  const up = way > 0.0;
  const knee = up ? load<f64>(coef, 56) : 1.0 - load<f64>(coef, 64);
  const alpha = up ? load<f64>(coef, 72) : load<f64>(coef, 80);
  let x = start;
  let left = way;
  // On the near side of the knee nothing holds it.
  if (up ? x < knee : x > knee) {
    const room = knee - x;
    if (up ? left <= room : left >= room) return x + left;
    x = knee;
    left -= room;
  }
  for (let k = 0; k < MOST && left !== 0.0; k++) {
    const k1 = freedom(x, up, knee, alpha);
    const farthest = up ? REACH / slope : -REACH / slope;
    const h = (up ? left <= farthest : left >= farthest) ? left : farthest;
    left -= h;
    const k2 = freedom(x + 0.5 * h * k1, up, knee, alpha);
    const k3 = freedom(x + 0.5 * h * k2, up, knee, alpha);
    const k4 = freedom(x + h * k3, up, knee, alpha);
    x += (h / 6.0) * (k1 + 2.0 * (k2 + k3) + k4);
    if (up ? x > 1.0 - END : x < END) return up ? 1.0 : 0.0;
  }
  return x;
}

export function yakopcicStep(n: u32, x: usize, volts: usize, dt: f64, amps: usize, coef: usize): void {
  const b = load<f64>(coef, 16);
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const v = load<f64>(volts + at);
    let state = load<f64>(x + at);
    const way = pull(v, coef) * dt;
    if (way !== 0.0) {
      state = moved(state, way, coef);
      store<f64>(x + at, state);
    }
    store<f64>(amps + at, load<f64>(v < 0.0 ? coef + 8 : coef) * state * sinh(b * v));
  }
}

export function yakopcicRead(n: u32, x: usize, volts: f64, out: usize, coef: usize): void {
  const full = yakopcicFull(volts, coef);
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, full * load<f64>(x + at));
}

/** Conductance (S) of x = 1 at `volts`. */
function yakopcicFull(volts: f64, coef: usize): f64 {
  const b = load<f64>(coef, 16);
  const slope = volts === 0.0 ? b : sinh(b * volts) / volts;
  return load<f64>(volts < 0.0 ? coef + 8 : coef) * slope;
}

export function yakopcicPlace(first: u32, end: u32, x: usize, target: usize, volts: f64, coef: usize): void {
  const full = yakopcicFull(volts, coef);
  for (let at = first << 3; at < end << 3; at += 8) {
    const state = load<f64>(target + at) / full;
    store<f64>(x + at, state > 0.0 ? (state < 1.0 ? state : 1.0) : 0.0);
  }
}
