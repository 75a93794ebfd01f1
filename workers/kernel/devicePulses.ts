import { normal } from "./random";

/**
 * Devices that count pulses: the exponential update of NeuroSim (Chen, Peng & Yu 2018, 10.1109/TCAD.2018.2789723), and as its
 * limit the even steps of an ideal device; what a pulse is, is told in `devices/exponentialUpdate.ts`.
 */

/**
 * Label of nonlinearity of a normalised curve with the constant `ratio` = A / P_max: its largest perpendicular distance
 * from the straight line, divided by 0.07.
 */
export function updateLabel(ratio: f64): f64 {
  const c = -NativeMath.expm1(-1.0 / ratio);
  return 10.101525445522107 * ((1.0 - ratio * c) / c + ratio * NativeMath.log(ratio * c));
}

/** A / P_max that belongs to a label; infinite for labels nearer than 0.001 to zero, negative for negative ones. */
export function updateRatio(label: f64): f64 {
  const size = label < 0.0 ? -label : label;
  if (size < 1e-3) return Infinity;
  let low: f64 = 1e-3;
  let high: f64 = 1e4;
  for (let k = 0; k < 80 && high - low > 1e-15 * high; k++) {
    const middle = NativeMath.sqrt(low * high);
    if (updateLabel(middle) > size) low = middle;
    else high = middle;
  }
  return label < 0.0 ? -low : low;
}

/** Labels with a spread from device to device: A / P_max of each of `n`, from standard normal numbers `z`. */
export function spreadRatios(n: u32, label: f64, sd: f64, z: usize, out: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    const own = label + sd * load<f64>(z + at);
    store<f64>(out + at, updateRatio(own < -9.5 ? -9.5 : own > 9.5 ? 9.5 : own));
  }
}

/** What `raised` needs of the ratio and the part of the pulses that it met last: most devices of a bank share them. */
let knownRatio: f64 = 0.0;
let knownPart: f64 = 0.0;
let knownEnd: f64 = 0.0;
let knownStep: f64 = 0.0;

/** Place between the ends, in [0, 1], after `part` of all pulses upwards from `y`. */
function raised(y: f64, part: f64, ratio: f64): f64 {
  if (ratio === Infinity) return y + part;
  if (ratio !== knownRatio || part !== knownPart) {
    knownRatio = ratio;
    knownPart = part;
    knownEnd = -1.0 / NativeMath.expm1(-1.0 / ratio);
    knownStep = NativeMath.expm1(-part / ratio);
  }
  return y - (knownEnd - y) * knownStep;
}

/**
 * Coefficients (f64 each): 0 G_min, 1 G_max - G_min, 2 volts from which a pulse counts up, 3 down (positive), 4 pulses per
 * second up, 5 down, 6 all pulses up, 7 down, 8 noise per root pulse in parts of the range. `up` and `down` hold A / P_max
 * [n]; a positive one of `down` bends the fall as a mirror of the rise.
 */
export function pulsesStep(
  n: u32,
  g: usize,
  volts: usize,
  dt: f64,
  amps: usize,
  up: usize,
  down: usize,
  streams: usize,
  coef: usize,
): void {
  const low = load<f64>(coef);
  const span = load<f64>(coef, 8);
  const noise = load<f64>(coef, 64);
  const pulsesUp = dt * load<f64>(coef, 32);
  const pulsesDown = dt * load<f64>(coef, 40);
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const v = load<f64>(volts + at);
    const rises = v >= load<f64>(coef, 16);
    if (dt > 0.0 && (rises || v <= -load<f64>(coef, 24))) {
      let y = (load<f64>(g + at) - low) / span;
      if (rises) y = raised(y, pulsesUp / load<f64>(coef, 48), load<f64>(up + at));
      else y = 1.0 - raised(1.0 - y, pulsesDown / load<f64>(coef, 56), load<f64>(down + at));
      if (noise > 0.0) y += noise * NativeMath.sqrt(rises ? pulsesUp : pulsesDown) * normal(streams + (i << 4));
      store<f64>(g + at, low + span * (y < 0.0 ? 0.0 : y > 1.0 ? 1.0 : y));
    }
    store<f64>(amps + at, v * load<f64>(g + at));
  }
}
