import { drifted } from "./deviceWindow";

/**
 * Linear ion drift (Strukov et al. 2008, 10.1038/nature06932); the meaning of a step is told in `devices/hp.ts`.
 * Coefficients (f64 each): 0 R_on, 1 R_off, 2 k, 3 window, 4 its exponent, 5 its peak. Volts, amps and x are f64 [n].
 */
export function hpStep(n: u32, x: usize, volts: usize, dt: f64, amps: usize, coef: usize): void {
  const on = load<f64>(coef);
  const off = load<f64>(coef, 8);
  const reach = load<f64>(coef, 16) * dt;
  const kind = i32(load<f64>(coef, 24));
  const p = load<f64>(coef, 32);
  const scale = load<f64>(coef, 40);
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const v = load<f64>(volts + at);
    const state = drifted(load<f64>(x + at), reach * v, on, off, kind, p, scale);
    store<f64>(x + at, state);
    store<f64>(amps + at, v / (off - (off - on) * state));
  }
}

export function hpRead(n: u32, x: usize, out: usize, coef: usize): void {
  const on = load<f64>(coef);
  const off = load<f64>(coef, 8);
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, 1.0 / (off - (off - on) * load<f64>(x + at)));
}

/** Places devices from `first` up to `end` where they conduct `target` (S, [n]). */
export function hpPlace(first: u32, end: u32, x: usize, target: usize, coef: usize): void {
  const on = load<f64>(coef);
  const off = load<f64>(coef, 8);
  for (let at = first << 3; at < end << 3; at += 8) {
    const state = (off - 1.0 / load<f64>(target + at)) / (off - on);
    store<f64>(x + at, state > 0.0 ? (state < 1.0 ? state : 1.0) : 0.0);
  }
}
