import { deviceNormal } from "./deviceNormal";
import { erf } from "./transcendental";

/** Phase-change memory: pulse physics, accumulative SET, and the statistics of arrays. SI; see the models for sources. */

const AMBIENT: f64 = 300.0;
/** Crystals grow fastest at 720 K, in 20 ns, and e times slower 90 K away. */
const BEST: f64 = 720.0;
const WIDTH: f64 = 90.0;
const FASTEST: f64 = 5e7;
/** Below, atoms do not move: the bell of the growth rate would crystallise a cell within a minute at room temperature. */
const GLASS: f64 = 400.0;

function growth(temperature: f64, melting: f64): f64 {
  if (temperature >= melting || temperature < GLASS) return 0.0;
  const x = (temperature - BEST) / WIDTH;
  return FASTEST * NativeMath.exp(-x * x);
}

/** Integral of the growth rate over time while the temperature falls from `high` to `low` at `slope` K/s. */
function quench(high: f64, low: f64, slope: f64, melting: f64): f64 {
  const top = high < melting ? high : melting;
  const bottom = low > GLASS ? low : GLASS;
  if (top <= bottom) return 0.0;
  const area = FASTEST * WIDTH * 0.886226925452758 * (erf((top - BEST) / WIDTH) - erf((bottom - BEST) / WIDTH));
  return area / slope;
}

/**
 * Holds voltages for `dt`: crystalline fraction `f`, temperature and the temperature that cooling began from, [n] f64 each.
 * `volts` 0: nothing is applied. `heat` leads from the square of the voltage to the rise of the temperature above
 * `threshold`; below, the cell does not switch on and stays cold. `fall` = 0: cools at once.
 */
export function pcmPulseStep(
  n: u32,
  volts: usize,
  dt: f64,
  f: usize,
  temperature: usize,
  peak: usize,
  heat: f64,
  threshold: f64,
  melting: f64,
  fall: f64,
): void {
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const v = volts === 0 ? 0.0 : load<f64>(volts + at);
    const hot = (v < 0.0 ? -v : v) >= threshold ? AMBIENT + heat * v * v : AMBIENT;
    let now = load<f64>(temperature + at);
    let crystal = load<f64>(f + at);
    let left = dt;
    if (hot >= now || fall === 0.0) {
      now = hot;
      store<f64>(peak + at, hot);
    } else {
      const slope = (load<f64>(peak + at) - AMBIENT) / fall;
      const cooling = (now - hot) / slope;
      const spent = cooling < left ? cooling : left;
      const end = cooling < left ? hot : now - slope * left;
      crystal = 1.0 - (1.0 - crystal) * NativeMath.exp(-quench(now, end, slope, melting));
      now = end;
      left -= spent;
      if (left > 0.0) store<f64>(peak + at, hot);
    }
    if (left > 0.0) {
      const k = growth(now, melting);
      if (k > 0.0) crystal = 1.0 - (1.0 - crystal) * NativeMath.exp(-k * left);
    }
    if (now >= melting) {
      const solid = 1.0 - (now - melting) / 500.0;
      const most = solid > 0.0 ? solid : 0.0;
      if (crystal > most) crystal = most;
    }
    store<f64>(f + at, crystal);
    store<f64>(temperature + at, now);
  }
}

/** Conductances low (high / low)^f, with `ratio` = ln(high / low); times the voltages unless `volts` is 0. */
export function pcmConductance(
  n: u32,
  f: usize,
  low: f64,
  ratio: f64,
  volts: usize,
  threshold: f64,
  on: f64,
  out: usize,
): void {
  for (let at: u32 = 0; at < n << 3; at += 8) {
    let g: f64 = 0;
    const v = volts === 0 ? 0.0 : load<f64>(volts + at);
    if ((v < 0.0 ? -v : v) >= threshold) g = on;
    else g = low * NativeMath.exp(ratio * load<f64>(f + at));
    store<f64>(out + at, volts === 0 ? g : g * v);
  }
}

/** Crystalline fractions of conductances, for devices [first, end). */
export function pcmFractions(first: u32, end: u32, wanted: usize, low: f64, ratio: f64, f: usize): void {
  for (let i: u32 = first; i < end; i++) {
    const x = NativeMath.log(load<f64>(wanted + (i << 3)) / low) / ratio;
    store<f64>(f + (i << 3), x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x);
  }
}

const FORGET: f64 = 0.6807123983233854;

/** Pulses after which nothing of the state before is left but e^-44 of it: more of them change no statistics. */
const SETTLED: i32 = 500;

/** One SET pulse of the accumulative model: the conductance in µS; the memory of the last RESET at `memory`. */
function accumulate(g: f64, memory: usize, noise: f64, stream: usize, high: f64): f64 {
  const p = load<f64>(memory) * FORGET;
  store<f64>(memory, p);
  let next = g - 0.084 * g + 0.88 + 1.4 * p;
  if (noise > 0.0) next += noise * (0.091 * g + 0.26 + 2.15 * p) * deviceNormal(stream);
  return next < 0.1 ? 0.1 : next > high ? high : next;
}

/**
 * Applies counted pulses: SET pulses accumulate, any RESET pulse makes amorphous. `g` [n] S, `memory` [n]; `noise` scales
 * the spread of each pulse; `high` S. Devices with pulses were written at `clock`.
 */
export function pcmAccumulate(
  n: u32,
  counts: usize,
  g: usize,
  memory: usize,
  noise: f64,
  high: f64,
  clock: f64,
  written: usize,
  streams: usize,
): void {
  for (let i: u32 = 0; i < n; i++) {
    const count = load<i32>(counts + (i << 2));
    if (count === 0) continue;
    const at = i << 3;
    let micro = load<f64>(g + at) * 1e6;
    if (count < 0) {
      micro = 0.1;
      store<f64>(memory + at, 1.0);
    }
    const applied = count < SETTLED ? count : SETTLED;
    for (let pulse: i32 = 0; pulse < applied; pulse++)
      micro = accumulate(micro, memory + at, noise, streams + (i << 4), high * 1e6);
    store<f64>(g + at, micro * 1e-6);
    store<f64>(written + at, clock);
  }
}

/** A RESET, then SET pulses until the target (S) is reached, at most `most` of them; for devices [first, end). */
export function pcmClimb(
  first: u32,
  end: u32,
  target: usize,
  most: u32,
  g: usize,
  memory: usize,
  noise: f64,
  high: f64,
  clock: f64,
  written: usize,
  streams: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    const at = i << 3;
    const goal = load<f64>(target + at) * 1e6;
    let micro: f64 = 0.1;
    store<f64>(memory + at, 1.0);
    for (let pulse: u32 = 0; pulse < most && micro < goal; pulse++)
      micro = accumulate(micro, memory + at, noise, streams + (i << 4), high * 1e6);
    store<f64>(g + at, micro * 1e-6);
    store<f64>(written + at, clock);
  }
}

/** As `pcmClimb`, but counting for each device the pulses that the mean device needs, without looking at it. */
export function pcmClimbBlind(
  first: u32,
  end: u32,
  target: usize,
  most: u32,
  g: usize,
  memory: usize,
  noise: f64,
  high: f64,
  clock: f64,
  written: usize,
  streams: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    const at = i << 3;
    const goal = load<f64>(target + at) * 1e6;
    let micro: f64 = 0.1;
    let mean: f64 = 0.1;
    let trace: f64 = 1.0;
    store<f64>(memory + at, 1.0);
    for (let pulse: u32 = 0; pulse < most && mean < goal; pulse++) {
      trace *= FORGET;
      mean += 0.88 + 1.4 * trace - 0.084 * mean;
      micro = accumulate(micro, memory + at, noise, streams + (i << 4), high * 1e6);
    }
    store<f64>(g + at, micro * 1e-6);
    store<f64>(written + at, clock);
  }
}

/** What is read of the accumulative model: drift of exponent `nu` from 38.6 s on, and `noise` (f32), scaled by `read`. */
export function pcmAccumulatedNow(
  first: u32,
  end: u32,
  g: usize,
  clock: f64,
  written: usize,
  nu: f64,
  read: f64,
  noise: usize,
  present: usize,
): void {
  for (let i = first; i < end; i++) {
    const at = i << 3;
    const age = clock - load<f64>(written + at);
    let now = load<f64>(g + at);
    if (nu !== 0.0 && age > 0.0) now *= NativeMath.exp(-nu * NativeMath.log1p(age / 38.6));
    if (read !== 0.0) now += read * (0.03 * now + 0.13e-6) * f64(load<f32>(noise + (i << 2)));
    store<f64>(present + at, now > 0.0 ? now : 0.0);
  }
}

function bounded(x: f64, low: f64, high: f64): f64 {
  return x < low ? low : x > high ? high : x;
}

/** Standard deviation of programming in µS for a full scale of 25 µS; g is the target over the full scale. */
export function pcmProgrammingSd(g: f64): f64 {
  return 0.26348 + (1.965 - 1.1731 * g) * g;
}

/** Mean drift exponent; `log` = ln g. */
export function pcmDriftMean(log: f64): f64 {
  return bounded(-0.0155 * log + 0.0244, 0.049, 0.1);
}

/** Standard deviation of the drift exponent from device to device; `log` = ln g. */
export function pcmDriftSd(log: f64): f64 {
  return bounded(-0.0125 * log - 0.0059, 0.008, 0.045);
}

/** Scale of the read noise; `log` = ln of the programmed conductance over the full scale. */
export function pcmReadScale(log: f64): f64 {
  const q = 0.0088 * NativeMath.exp(-0.65 * log);
  return q < 0.2 ? q : 0.2;
}

/** ln g, with g not below 1e-7. */
export function pcmLog(g: f64): f64 {
  return NativeMath.log(g > 1e-7 ? g : 1e-7);
}

/**
 * Programs devices [first, end) that `marks` (u8; 0: all) names to their targets (S): programmed conductance, drift
 * exponent and scale of the read noise [n] each are drawn anew.
 */
export function pcmWrite(
  first: u32,
  end: u32,
  marks: usize,
  target: usize,
  full: f64,
  noise: f64,
  drift: f64,
  driftSpread: f64,
  clock: f64,
  programmed: usize,
  nu: usize,
  scale: usize,
  written: usize,
  streams: usize,
): void {
  for (let i: u32 = first; i < end; i++) {
    if (marks !== 0 && load<u8>(marks + i) === 0) continue;
    const at = i << 3;
    const stream = streams + (i << 4);
    const g = load<f64>(target + at) / full;
    const reached = g + (noise * pcmProgrammingSd(g) * deviceNormal(stream)) / 25.0;
    const held = reached > 0.0 ? reached : 0.0;
    const log = pcmLog(g);
    const exponent = drift * pcmDriftMean(log) + driftSpread * pcmDriftSd(log) * deviceNormal(stream);
    store<f64>(programmed + at, held * full);
    store<f64>(nu + at, exponent < 0.0 ? -exponent : exponent);
    store<f64>(scale + at, pcmReadScale(pcmLog(held)));
    store<f64>(written + at, clock);
  }
}

/**
 * What is read now: drift from 20 s on and 1/f noise that has grown since programming. `x` holds the Ornstein-Uhlenbeck
 * processes of the noise, [processes, n rounded up to four] f32; `read` scales it.
 */
export function pcmReadNow(
  n: u32,
  first: u32,
  end: u32,
  programmed: usize,
  nu: usize,
  scale: usize,
  clock: f64,
  written: usize,
  processes: u32,
  x: usize,
  read: f64,
  present: usize,
): void {
  const row: usize = usize((n + 3) >>> 2) << 4;
  const unit = 1.0 / NativeMath.sqrt(f64(processes));
  let last: f64 = -1;
  let log: f64 = 0;
  let grown: f64 = 0;
  for (let i = first; i < end; i++) {
    const at = i << 3;
    const age = clock - load<f64>(written + at);
    let g = load<f64>(programmed + at);
    // Whole arrays are written at once: most ages are that of the device before.
    if (age !== last) {
      last = age;
      log = NativeMath.log1p(age / 20.0);
      grown = read * pcmNoiseGrowth(age) * unit;
    }
    if (age > 0.0) g *= NativeMath.exp(-load<f64>(nu + at) * log);
    if (read !== 0.0) {
      let sum: f64 = 0;
      let place = x + (i << 2);
      for (let k: u32 = 0; k < processes; k++) {
        sum += f64(load<f32>(place));
        place += row;
      }
      g *= 1.0 + load<f64>(scale + at) * grown * sum;
    }
    store<f64>(present + at, g > 0.0 ? g : 0.0);
  }
}

/** Square root of the logarithm that 1/f noise of a read of 250 ns has grown to `age` s after programming. */
export function pcmNoiseGrowth(age: f64): f64 {
  return NativeMath.sqrt(NativeMath.log((age + 20.0 + 2.5e-7) / 5e-7));
}
