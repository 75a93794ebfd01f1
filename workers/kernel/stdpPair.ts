import { recordPair } from "./pairEvents";
import { read } from "./scalar";

/**
 * Pair STDP on a connection table; formulas and names as in `plasticity/stdpPair.ts`.
 *
 * Rule (f64 each): 0 A+, 1 A-, 2 mu, 3 w0^(1-mu), 4 w_min, 5 w_max, 6 weight dependence (0 additive, 1 van Rossum,
 * 2 Guetig, 3 power law). Watch (u32 each): 0 flags per source (0: none), 1 last presynaptic steps, 2 last
 * postsynaptic steps, 3 event ring. Traces are read here and marked afterwards, so that coincident spikes do not pair.
 * Every function returns the sum of the changes before the bounds cut them.
 */
function potentiation(rule: usize, w: f64): f64 {
  const dependence = load<f64>(rule, 48);
  if (dependence < 2.0) return load<f64>(rule);
  if (dependence === 2.0) return load<f64>(rule) * NativeMath.pow(Math.max(0.0, 1.0 - w), load<f64>(rule, 16));
  return load<f64>(rule) * load<f64>(rule, 24) * NativeMath.pow(w, load<f64>(rule, 16));
}

function depression(rule: usize, w: f64): f64 {
  const dependence = load<f64>(rule, 48);
  if (dependence === 0.0) return load<f64>(rule, 8);
  if (dependence === 2.0) return load<f64>(rule, 8) * NativeMath.pow(w, load<f64>(rule, 16));
  return load<f64>(rule, 8) * w;
}

/** One row of depression in either precision, recording watched changes. */
function depressRow<T>(
  edge: u32,
  end: u32,
  targets: usize,
  weights: usize,
  post: usize,
  rule: usize,
  watch: usize,
  watched: bool,
): f64 {
  const low = load<f64>(rule, 32);
  const ring = load<u32>(watch, 12);
  let sum: f64 = 0.0;
  for (; edge < end; edge++) {
    const offset = load<u32>(targets + (edge << 2));
    const y = read<T>(post + offset);
    if (y === 0.0) continue;
    const at = weights + edge * u32(sizeof<T>());
    const old = read<T>(at);
    const change = depression(rule, old) * y;
    sum -= change;
    const next = Math.max(low, old - change);
    store<T>(at, <T>next);
    if (watched) {
      const last = load<i32>(load<u32>(watch, 8) + ((offset / u32(sizeof<T>())) << 2));
      recordPair(ring, edge, load<i32>(ring, 8), last, next - old, next);
    }
  }
  return sum;
}

/** One column of potentiation in either precision, recording watched changes. */
function potentiateColumn<T>(
  from: u32,
  to: u32,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  rule: usize,
  watch: usize,
): f64 {
  const high = load<f64>(rule, 40);
  const flags = load<u32>(watch);
  const ring = load<u32>(watch, 12);
  let sum: f64 = 0.0;
  for (let k = from; k < to; k++) {
    const source = load<u32>(columnTraces + (k << 2));
    const x = read<T>(pre + source * u32(sizeof<T>()));
    if (x === 0.0) continue;
    const edge = load<u32>(columnEdges + (k << 2));
    const at = weights + edge * u32(sizeof<T>());
    const old = read<T>(at);
    const change = potentiation(rule, old) * x;
    sum += change;
    const next = Math.min(high, old + change);
    store<T>(at, <T>next);
    if (flags !== 0 && load<u8>(flags + source / classes) !== 0) {
      recordPair(ring, edge, load<i32>(load<u32>(watch, 4) + (source << 2)), load<i32>(ring, 8), next - old, next);
    }
  }
  return sum;
}

/** Depression at the arrival of presynaptic spikes, in proportion to the postsynaptic trace. */
export function stdpPairArrivals64(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  post: usize,
  rule: usize,
  watch: usize,
): f64 {
  const flags = load<u32>(watch);
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const source = load<u32>(list + (s << 2));
    const row = rows + ((source * classes + delayClass) << 2);
    const watched = flags !== 0 && load<u8>(flags + source) !== 0;
    sum += depressRow<f64>(load<u32>(row), load<u32>(row, 4), targets, weights, post, rule, watch, watched);
  }
  return sum;
}

/** As `stdpPairArrivals64`; a rule linear in the weight skips the general formula and takes consecutive targets four at a time. */
export function stdpPairArrivals32(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  post: usize,
  rule: usize,
  watch: usize,
): f64 {
  const flags = load<u32>(watch);
  const dependence = load<f64>(rule, 48);
  const proportional = dependence === 1.0 || dependence === 3.0;
  const amplitude = f32x4.splat(f32(load<f64>(rule, 8)));
  const low = f32x4.splat(f32(load<f64>(rule, 32)));
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const source = load<u32>(list + (s << 2));
    const row = rows + ((source * classes + delayClass) << 2);
    let edge = load<u32>(row);
    const end = load<u32>(row, 4);
    if (edge === end) continue;
    const watched = flags !== 0 && load<u8>(flags + source) !== 0;
    const first = load<u32>(targets + (edge << 2));
    const consecutive = load<u32>(targets + (end << 2) - 4) - first === (end - edge - 1) << 2;
    const linear = !watched && dependence !== 2.0;
    if (linear && consecutive) {
      let total = f32x4.splat(0.0);
      let y = post + first;
      let at = weights + (edge << 2);
      for (; edge + 4 <= end; edge += 4, at += 16, y += 16) {
        const old = v128.load(at);
        let change = f32x4.mul(amplitude, v128.load(y));
        if (proportional) change = f32x4.mul(change, old);
        total = f32x4.add(total, change);
        v128.store(at, f32x4.pmax(low, f32x4.sub(old, change)));
      }
      sum -= f64(f32x4.extract_lane(total, 0)) + f64(f32x4.extract_lane(total, 1));
      sum -= f64(f32x4.extract_lane(total, 2)) + f64(f32x4.extract_lane(total, 3));
    } else if (linear) {
      // One lane of a vector: the scalar minimum and maximum branch, and whether a weight is at its bound is chance.
      let total = f32x4.splat(0.0);
      for (; edge < end; edge++) {
        const at = weights + (edge << 2);
        const old = v128.load_zero<f32>(at);
        let change = f32x4.mul(amplitude, v128.load_zero<f32>(post + load<u32>(targets + (edge << 2))));
        if (proportional) change = f32x4.mul(change, old);
        total = f32x4.add(total, change);
        v128.store_lane<f32>(at, f32x4.pmax(low, f32x4.sub(old, change)), 0);
      }
      sum -= f64(f32x4.extract_lane(total, 0));
    }
    sum += depressRow<f32>(edge, end, targets, weights, post, rule, watch, watched);
  }
  return sum;
}

/**
 * Potentiation at postsynaptic spikes, in proportion to the presynaptic traces of the column. A column lists edge
 * numbers and the index of each edge's trace (source * classes + class).
 */
export function stdpPairPost64(
  list: usize,
  count: u32,
  columns: usize,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  rule: usize,
  watch: usize,
): f64 {
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const neuron = load<u32>(list + (s << 2));
    const from = load<u32>(columns + (neuron << 2));
    const to = load<u32>(columns + (neuron << 2), 4);
    sum += potentiateColumn<f64>(from, to, columnEdges, columnTraces, classes, weights, pre, rule, watch);
  }
  return sum;
}

/** As `stdpPairPost64`; a rule without weight dependence of its potentiation skips the general formula. */
export function stdpPairPost32(
  list: usize,
  count: u32,
  columns: usize,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  rule: usize,
  watch: usize,
): f64 {
  const general = load<u32>(watch) !== 0 || load<f64>(rule, 48) >= 2.0;
  const amplitude = f32x4.splat(f32(load<f64>(rule)));
  const high = f32x4.splat(f32(load<f64>(rule, 40)));
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const neuron = load<u32>(list + (s << 2));
    const from = load<u32>(columns + (neuron << 2));
    const to = load<u32>(columns + (neuron << 2), 4);
    if (general) {
      sum += potentiateColumn<f32>(from, to, columnEdges, columnTraces, classes, weights, pre, rule, watch);
      continue;
    }
    let total = f32x4.splat(0.0);
    for (let k = from; k < to; k++) {
      const x = v128.load_zero<f32>(pre + (load<u32>(columnTraces + (k << 2)) << 2));
      const change = f32x4.mul(amplitude, x);
      const at = weights + (load<u32>(columnEdges + (k << 2)) << 2);
      total = f32x4.add(total, change);
      v128.store_lane<f32>(at, f32x4.pmin(high, f32x4.add(v128.load_zero<f32>(at), change)), 0);
    }
    sum += f64(f32x4.extract_lane(total, 0));
  }
  return sum;
}

/**
 * As `stdpPairPost32` for tables whose rows are empty or reach every target, for rules without weight dependence of
 * their potentiation and without watching: row by row, so that all spikes of a step stay within one stretch of memory.
 */
export function stdpPairPostDense32(
  list: usize,
  count: u32,
  rows: usize,
  rowCount: u32,
  weights: usize,
  pre: usize,
  rule: usize,
): f64 {
  const amplitude = f32(load<f64>(rule));
  const high = f32x4.splat(f32(load<f64>(rule, 40)));
  let sum: f64 = 0.0;
  for (let row: u32 = 0; row < rowCount; row++) {
    const change = amplitude * load<f32>(pre + (row << 2));
    const start = load<u32>(rows + (row << 2));
    if (change === 0.0 || load<u32>(rows + (row << 2), 4) === start) continue;
    const first = weights + (start << 2);
    const step = f32x4.splat(change);
    for (let s: u32 = 0; s < count; s++) {
      const at = first + (load<u32>(list + (s << 2)) << 2);
      v128.store_lane<f32>(at, f32x4.pmin(high, f32x4.add(v128.load_zero<f32>(at), step)), 0);
    }
    sum += f64(change) * f64(count);
  }
  return sum;
}
