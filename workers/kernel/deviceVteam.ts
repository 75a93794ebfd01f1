import { drifted, powered } from "./deviceWindow";

/**
 * VTEAM (Kvatinsky et al. 2015, 10.1109/TCSII.2015.2433536), mounted so that positive volts switch it on; the meaning of a
 * step is told in `devices/vteam.ts`.
 * Coefficients (f64 each): 0 R_on, 1 R_off, 2 w_on, 3 w_off - w_on, 4 k_on, 5 a_on, 6 v_on, 7 k_off, 8 a_off, 9 v_off (all of
 * the paper's signs), 10 window, 11 its exponent, 12 resistance: 0 linear, 1 exponential, 13 ln(R_off / R_on).
 */

/** Speed of w (m/s) at the paper's voltage, window left out. */
export function vteamSpeed(u: f64, coef: usize): f64 {
  const on = load<f64>(coef, 48);
  if (u < on) return load<f64>(coef, 32) * powered(u / on - 1.0, load<f64>(coef, 40));
  const off = load<f64>(coef, 72);
  if (u > off) return load<f64>(coef, 56) * powered(u / off - 1.0, load<f64>(coef, 64));
  return 0.0;
}

function conductance(w: f64, coef: usize): f64 {
  const part = (w - load<f64>(coef, 16)) / load<f64>(coef, 24);
  const on = load<f64>(coef);
  if (load<f64>(coef, 96) === 0.0) return 1.0 / (on + (load<f64>(coef, 8) - on) * part);
  return NativeMath.exp(-load<f64>(coef, 104) * part) / on;
}

export function vteamStep(n: u32, w: usize, volts: usize, dt: f64, amps: usize, coef: usize): void {
  const low = load<f64>(coef, 16);
  const span = load<f64>(coef, 24);
  const kind = i32(load<f64>(coef, 80));
  const p = load<f64>(coef, 88);
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const v = load<f64>(volts + at);
    let state = load<f64>(w + at);
    const way = vteamSpeed(-v, coef) * dt;
    if (way !== 0.0) {
      if (kind === 0) {
        state += way;
        state = state < low ? low : state > low + span ? low + span : state;
      } else {
        state = low + span * drifted((state - low) / span, way / span, 1.0, 1.0, kind, p, 1.0);
      }
      store<f64>(w + at, state);
    }
    store<f64>(amps + at, v * conductance(state, coef));
  }
}

export function vteamRead(n: u32, w: usize, out: usize, coef: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, conductance(load<f64>(w + at), coef));
}

export function vteamPlace(first: u32, end: u32, w: usize, target: usize, coef: usize): void {
  const on = load<f64>(coef);
  const off = load<f64>(coef, 8);
  for (let at = first << 3; at < end << 3; at += 8) {
    const resistance = 1.0 / load<f64>(target + at);
    const part =
      load<f64>(coef, 96) === 0.0
        ? (resistance - on) / (off - on)
        : NativeMath.log(resistance / on) / load<f64>(coef, 104);
    const inside = part > 0.0 ? (part < 1.0 ? part : 1.0) : 0.0;
    store<f64>(w + at, load<f64>(coef, 16) + load<f64>(coef, 24) * inside);
  }
}
