import { recordPair } from "./pairEvents";
import { read } from "./scalar";

/**
 * Triplet STDP on a connection table; formulas and names as in `plasticity/stdpTriplet.ts`.
 * Rule (f64 each): 0 A2+, 1 A3+, 2 A2-, 3 A3-, 4 w_min, 5 w_max. Watch as in `stdpPair.ts`. Slow traces are read before
 * the spike at hand marks them. Every function returns the sum of the changes before the bounds cut them.
 */
function arrivals<T>(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  preSlow: usize,
  post: usize,
  rule: usize,
  watch: usize,
): f64 {
  const low = load<f64>(rule, 32);
  const flags = load<u32>(watch);
  const ring = load<u32>(watch, 12);
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const source = load<u32>(list + (s << 2));
    const index = source * classes + delayClass;
    const end = load<u32>(rows + (index << 2), 4);
    const slow = read<T>(preSlow + index * u32(sizeof<T>()));
    const amplitude = load<f64>(rule, 16) + load<f64>(rule, 24) * slow;
    const watched = flags !== 0 && load<u8>(flags + source) !== 0;
    for (let edge = load<u32>(rows + (index << 2)); edge < end; edge++) {
      const offset = load<u32>(targets + (edge << 2));
      const change = amplitude * read<T>(post + offset);
      if (change === 0.0) continue;
      const at = weights + edge * u32(sizeof<T>());
      const old = read<T>(at);
      sum -= change;
      const next = Math.max(low, old - change);
      store<T>(at, <T>next);
      if (watched) {
        const last = load<i32>(load<u32>(watch, 8) + ((offset / u32(sizeof<T>())) << 2));
        recordPair(ring, edge, load<i32>(ring, 8), last, next - old, next);
      }
    }
  }
  return sum;
}

function postSpikes<T>(
  list: usize,
  count: u32,
  columns: usize,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  postSlow: usize,
  rule: usize,
  watch: usize,
): f64 {
  const high = load<f64>(rule, 40);
  const flags = load<u32>(watch);
  const ring = load<u32>(watch, 12);
  let sum: f64 = 0.0;
  for (let s: u32 = 0; s < count; s++) {
    const neuron = load<u32>(list + (s << 2));
    const to = load<u32>(columns + (neuron << 2), 4);
    const amplitude = load<f64>(rule) + load<f64>(rule, 8) * read<T>(postSlow + neuron * u32(sizeof<T>()));
    for (let k = load<u32>(columns + (neuron << 2)); k < to; k++) {
      const source = load<u32>(columnTraces + (k << 2));
      const change = amplitude * read<T>(pre + source * u32(sizeof<T>()));
      if (change === 0.0) continue;
      const edge = load<u32>(columnEdges + (k << 2));
      const at = weights + edge * u32(sizeof<T>());
      const old = read<T>(at);
      sum += change;
      const next = Math.min(high, old + change);
      store<T>(at, <T>next);
      if (flags !== 0 && load<u8>(flags + source / classes) !== 0) {
        recordPair(ring, edge, load<i32>(load<u32>(watch, 4) + (source << 2)), load<i32>(ring, 8), next - old, next);
      }
    }
  }
  return sum;
}

/** Depression at presynaptic arrivals: w -= o1 (A2- + A3- r2). */
export function stdpTripletArrivals64(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  preSlow: usize,
  post: usize,
  rule: usize,
  watch: usize,
): f64 {
  return arrivals<f64>(list, count, rows, classes, delayClass, targets, weights, preSlow, post, rule, watch);
}

export function stdpTripletArrivals32(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  preSlow: usize,
  post: usize,
  rule: usize,
  watch: usize,
): f64 {
  return arrivals<f32>(list, count, rows, classes, delayClass, targets, weights, preSlow, post, rule, watch);
}

/** Potentiation at postsynaptic spikes: w += r1 (A2+ + A3+ o2). */
export function stdpTripletPost64(
  list: usize,
  count: u32,
  columns: usize,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  postSlow: usize,
  rule: usize,
  watch: usize,
): f64 {
  return postSpikes<f64>(list, count, columns, columnEdges, columnTraces, classes, weights, pre, postSlow, rule, watch);
}

export function stdpTripletPost32(
  list: usize,
  count: u32,
  columns: usize,
  columnEdges: usize,
  columnTraces: usize,
  classes: u32,
  weights: usize,
  pre: usize,
  postSlow: usize,
  rule: usize,
  watch: usize,
): f64 {
  return postSpikes<f32>(list, count, columns, columnEdges, columnTraces, classes, weights, pre, postSlow, rule, watch);
}
