import { stretch } from "./deviceStreams";
import { sinh } from "./transcendental";

/** Reading and placing gaps; `state`, `own` and coefficients are those of `deviceRram.ts`. */

/** Conductance (S) at `v`, 0 for its limit, without the current limit. */
export function rramRead(n: u32, state: usize, own: usize, v: f64, out: usize, coef: usize): void {
  const bytes = stretch(n);
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const inverse = load<f64>(own + at + 4 * bytes);
    const slope = v === 0.0 ? inverse : sinh(v * inverse) / v;
    store<f64>(
      out + at,
      load<f64>(coef) * NativeMath.exp(-load<f64>(state + at) * load<f64>(own + at + 5 * bytes)) * slope,
    );
  }
}

/** Places gaps so that devices conduct `target` at `v`; the next cycle begins afresh. */
export function rramPlace(
  first: u32,
  end: u32,
  n: u32,
  state: usize,
  own: usize,
  target: usize,
  v: f64,
  coef: usize,
): void {
  const bytes = stretch(n);
  const least = load<f64>(coef, 40);
  const most = load<f64>(coef, 48);
  for (let at = first << 3; at < end << 3; at += 8) {
    const inverse = load<f64>(own + at + 4 * bytes);
    const full = load<f64>(coef) * (v === 0.0 ? inverse : sinh(v * inverse) / v);
    const gap = load<f64>(own + at) * NativeMath.log(full / load<f64>(target + at));
    const inside = gap > least ? (gap < most ? gap : most) : least;
    store<f64>(state + at, inside);
    store<f64>(state + at + bytes, load<f64>(coef, 64));
    store<f64>(state + at + 2 * bytes, most);
    store<f64>(state + at + 3 * bytes, inside < 0.5 * most ? 1.0 : 0.0);
  }
}
