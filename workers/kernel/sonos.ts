import { deviceNormal } from "./deviceNormal";

/** SONOS cells: statistics of cell currents and the radiation surrogate. Currents in nA inside; see the model for sources. */

/** Mean change of a cell current (nA) by the polynomial of degree 10 at `coefficients` (f64). */
export function sonosDrift(current: f64, coefficients: usize): f64 {
  let sum: f64 = 0;
  for (let k: i32 = 10; k >= 0; k--) sum = sum * current + load<f64>(coefficients + (usize(k) << 3));
  return sum;
}

/** A (1 - e^(-I / B)), nA. */
export function sonosSpread(current: f64, a: f64, b: f64): f64 {
  return a * (1.0 - NativeMath.exp(-current / b));
}

/** Logarithm of the charge coordinate: ln(e^sqrt(I / Is) - 1). */
export function sonosCoordinate(current: f64, specific: f64): f64 {
  return NativeMath.log(NativeMath.expm1(NativeMath.sqrt(current / specific)));
}

/** Inverse of `sonosCoordinate`. */
export function sonosCurrent(y: f64, specific: f64): f64 {
  const root = NativeMath.log1p(NativeMath.exp(y));
  return specific * root * root;
}

/** Draws anew what programming leaves to chance, [n] f64 each: its error, spread of drift, sensitivity to dose. */
export function sonosWrite(
  first: u32,
  end: u32,
  marks: usize,
  clock: f64,
  dose: f64,
  error: usize,
  loss: usize,
  sensitivity: usize,
  written: usize,
  dosed: usize,
  streams: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    if (marks !== 0 && load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const stream = streams + (i << 4);
    store<f64>(error + at, deviceNormal(stream));
    store<f64>(loss + at, deviceNormal(stream));
    store<f64>(sensitivity + at, deviceNormal(stream));
    store<f64>(written + at, clock);
    store<f64>(dosed + at, dose);
  }
}

/**
 * Cell currents now. `table` (f64): for each of six days 0..5 eleven coefficients of the drift, then A and B of the
 * spread. `constants` (f64): scale of programming error, of drift, of its spread, of read noise, dose (krad), D0 (krad),
 * spread of D0, specific current, neutral current, floor, reading voltage. `noise` (f32): standard normal numbers of the reads.
 */
export function sonosNow(
  first: u32,
  end: u32,
  target: usize,
  error: usize,
  loss: usize,
  sensitivity: usize,
  clock: f64,
  written: usize,
  dosed: usize,
  table: usize,
  constants: usize,
  day: usize,
  noise: usize,
  charge: usize,
  present: usize,
): void {
  const programming = load<f64>(constants);
  const drift = load<f64>(constants, 8);
  const driftSpread = load<f64>(constants, 16);
  const read = load<f64>(constants, 24);
  const dose = load<f64>(constants, 32);
  const tolerance = load<f64>(constants, 40);
  const toleranceSpread = load<f64>(constants, 48);
  const specific = load<f64>(constants, 56);
  const neutral = sonosCoordinate(load<f64>(constants, 64), specific);
  const floor = load<f64>(constants, 72);
  const volts = load<f64>(constants, 80);
  const a0 = load<f64>(table, 88);
  const b0 = load<f64>(table, 96);
  let last: f64 = -1;
  for (let i = first; i < end; i++) {
    const at = i << 3;
    const wanted = load<f64>(target + at) * volts * 1e9;
    const sd = sonosSpread(wanted, a0, b0);
    let current = wanted + programming * sd * load<f64>(error + at);
    const age = clock - load<f64>(written + at);
    if (age > 0.0) {
      // Coefficients of this age, linear between days; the measurement ended after five.
      if (age !== last) {
        let days = age / 86400.0;
        if (days > 5.0) days = 5.0;
        let from = NativeMath.floor(days);
        if (from > 4.0) from = 4.0;
        const share = days - from;
        const below = table + usize(from) * 104;
        for (let k: usize = 0; k < 104; k += 8) {
          const x = load<f64>(below + k);
          store<f64>(day + k, x + share * (load<f64>(below + k, 104) - x));
        }
        last = age;
      }
      const wide = sonosSpread(wanted, load<f64>(day, 88), load<f64>(day, 96));
      const grown = wide * wide - sd * sd;
      current += drift * sonosDrift(wanted, day);
      if (grown > 0.0) current += driftSpread * NativeMath.sqrt(grown) * load<f64>(loss + at);
    }
    if (current < floor) current = floor;
    let y = sonosCoordinate(current, specific);
    const received = dose - load<f64>(dosed + at);
    if (received > 0.0) {
      const factor = 1.0 + toleranceSpread * load<f64>(sensitivity + at);
      const own = tolerance * (factor > 0.1 ? factor : 0.1);
      y = neutral + (y - neutral) * NativeMath.exp(-received / own);
      current = sonosCurrent(y, specific);
    }
    store<f64>(charge + at, y - neutral);
    if (read !== 0.0) {
      current += read * sonosSpread(current, 12.58037, 215.36557) * f64(load<f32>(noise + (i << 2)));
      if (current < 0.0) current = 0.0;
    }
    store<f64>(present + at, (current * 1e-9) / volts);
  }
}
