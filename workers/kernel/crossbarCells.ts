/**
 * Cells that do not obey Ohm, for Newton's method on a crossbar: a memristor with a selector in series, lumped into
 * I = G V sinh(a u / V) / sinh(a), where G is its conductance at the voltage V.
 */

/**
 * Linearises n cells at the voltages u: `g` takes dI/du and `sources` what is left of the current, I - u dI/du.
 * `a` is positive.
 */
export function crossbarSelectors(
  n: u32,
  conductance: usize,
  u: usize,
  a: f64,
  voltage: f64,
  g: usize,
  sources: usize,
): void {
  const slope = a / voltage;
  const whole = sinh(a);
  for (let at: usize = 0; at < usize(n) << 3; at += 8) {
    const across = load<f64>(u + at);
    // One exponential for both: sinh = (m + m / (m + 1)) / 2 with m = e^x - 1 loses no digits, near zero or, as x > 0, at m = -1.
    const m = NativeMath.expm1(slope * (across < 0.0 ? -across : across));
    const size = (load<f64>(conductance + at) * voltage * 0.5 * (m + m / (m + 1.0))) / whole;
    const current = across < 0.0 ? -size : size;
    const derivative = (load<f64>(conductance + at) * a * (1.0 + (0.5 * m * m) / (m + 1.0))) / whole;
    store<f64>(g + at, derivative);
    store<f64>(sources + at, current - derivative * across);
  }
}

function sinh(x: f64): f64 {
  const m = NativeMath.expm1(x);
  return 0.5 * (m + m / (m + 1.0));
}

/** Moves the voltages of n cells towards w - b by at most `limit` each; returns the largest distance there was. */
export function crossbarFollow(n: u32, w: usize, b: usize, u: usize, limit: f64): f64 {
  let largest: f64 = 0.0;
  for (let at: usize = 0; at < usize(n) << 3; at += 8) {
    const before = load<f64>(u + at);
    const change = load<f64>(w + at) - load<f64>(b + at) - before;
    const size = change < 0.0 ? -change : change;
    if (!(size <= largest)) largest = size;
    store<f64>(u + at, size > limit ? before + (change > 0.0 ? limit : -limit) : before + change);
  }
  return largest;
}
