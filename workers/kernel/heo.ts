import { deviceNormal } from "./deviceNormal";

/** High-entropy oxides: relaxation over a distribution of barriers (surrogate); see the model. */

/**
 * Share of sites that have hopped by `seconds`, over barriers of mean `mean` and standard deviation `sd` (eV): trapezoids
 * over seven standard deviations on either side, fine enough for the double exponential, so that the error is below 1e-9.
 */
export function heoRelaxed(seconds: f64, mean: f64, sd: f64, kT: f64, attempt: f64): f64 {
  if (seconds <= 0.0) return 0.0;
  const rate = seconds / attempt;
  const coarse = sd / 3.0;
  const fine = kT / 4.0;
  const wanted = coarse < fine ? coarse : fine;
  const half = NativeMath.ceil((7.0 * sd) / wanted);
  const step = (7.0 * sd) / half;
  let sum: f64 = 0;
  let weight: f64 = 0;
  for (let k = -half; k <= half; k += 1.0) {
    const x = (k * step) / sd;
    const p = NativeMath.exp(-0.5 * x * x);
    weight += p;
    sum -= p * NativeMath.expm1(-rate * NativeMath.exp(-(mean + k * step) / kT));
  }
  return sum / weight;
}

/** Tabulates the relaxation at `count` times, `step` apart in ln t, from ln t = `from`, with one point more at each end. */
export function heoTable(
  count: u32,
  from: f64,
  step: f64,
  mean: f64,
  sd: f64,
  kT: f64,
  attempt: f64,
  table: usize,
): void {
  for (let k: u32 = 0; k < count + 2; k++) {
    const time = NativeMath.exp(from + step * (f64(k) - 1.0));
    store<f64>(table + (k << 3), heoRelaxed(time, mean, sd, kT, attempt));
  }
}

/** Draws the error of programming for devices [first, end) that `marks` (u8; 0: all) names. */
export function heoWrite(
  first: u32,
  end: u32,
  marks: usize,
  target: usize,
  sd: f64,
  low: f64,
  high: f64,
  clock: f64,
  programmed: usize,
  written: usize,
  streams: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    if (marks !== 0 && load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const g = load<f64>(target + at) + sd * deviceNormal(streams + (i << 4));
    store<f64>(programmed + at, g < low ? low : g > high ? high : g);
    store<f64>(written + at, clock);
  }
}

/** Relaxed share and conductance now, from the table by cubics through four points. */
export function heoNow(
  first: u32,
  end: u32,
  programmed: usize,
  clock: f64,
  written: usize,
  amplitude: f64,
  count: u32,
  from: f64,
  step: f64,
  table: usize,
  relaxed: usize,
  present: usize,
): void {
  const last = f64(count - 1);
  for (let i = first; i < end; i++) {
    const at = i << 3;
    const age = clock - load<f64>(written + at);
    let share: f64 = 0;
    if (age > 0.0) {
      const place = (NativeMath.log(age) - from) / step;
      if (place >= last) share = load<f64>(table + (count << 3));
      // Before the table begins, what relaxes is proportional to time.
      else if (place <= 0.0) share = load<f64>(table, 8) * NativeMath.exp(step * place);
      else {
        const whole = NativeMath.floor(place);
        const x = place - whole;
        const p = table + (u32(whole) << 3);
        const a = load<f64>(p);
        const b = load<f64>(p, 8);
        const c = load<f64>(p, 16);
        const d = load<f64>(p, 24);
        share = b + 0.5 * x * (c - a + x * (2.0 * a - 5.0 * b + 4.0 * c - d + x * (3.0 * (b - c) + d - a)));
      }
    }
    store<f64>(relaxed + at, share);
    store<f64>(present + at, load<f64>(programmed + at) * (1.0 - amplitude * share));
  }
}
