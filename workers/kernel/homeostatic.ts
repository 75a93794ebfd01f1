import { uniform } from "./random";

/**
 * Intracellular calcium of `n` neurons, f32 each: falls by the factor `decay` of a step, rises by `beta` with each of the
 * `count` spikes in `list` (Butz & van Ooyen 2013, 10.1371/journal.pcbi.1003259). The pad of the last vector is touched.
 */
export function calciumStep(n: u32, calcium: usize, decay: f32, list: usize, count: u32, beta: f32): void {
  const factor = f32x4.splat(decay);
  for (let at = calcium; at < calcium + (n << 2); at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
  for (let s: u32 = 0; s < count; s++) {
    const at = calcium + (load<u32>(list + (s << 2)) << 2);
    store<f32>(at, load<f32>(at) + beta);
  }
}

/** Growth of elements in units of their rate: a Gaussian with zeros at `eta` and `epsilon`, or 1 - Ca / epsilon. */
export function growthCurve(calcium: f64, eta: f64, epsilon: f64, linear: bool): f64 {
  if (linear) return 1.0 - calcium / epsilon;
  const zeta = (epsilon - eta) / (2.0 * NativeMath.sqrt(NativeMath.log(2.0)));
  const x = (calcium - 0.5 * (eta + epsilon)) / zeta;
  return 2.0 * NativeMath.exp(-x * x) - 1.0;
}

/**
 * Lets the elements of the neurons [from, to) grow for `time` ms: axonal ones around `etaAxon` at `rate` per ms, dendritic
 * ones around `etaDendrite`, those for excitatory partners `ratio` times as fast. Elements are f64, never negative.
 * `until` (i32) of a dead neuron is 0x7fffffff: nothing grows on it.
 */
export function growElements(
  from: u32,
  to: u32,
  calcium: usize,
  until: usize,
  axonal: usize,
  excitatory: usize,
  inhibitory: usize,
  etaAxon: f64,
  etaDendrite: f64,
  epsilon: f64,
  linear: bool,
  rate: f64,
  ratio: f64,
  time: f64,
): void {
  const shared = linear || etaAxon === etaDendrite;
  const scale = rate * time;
  for (let i = from; i < to; i++) {
    if (load<i32>(until + (i << 2)) === 0x7fffffff) continue;
    const ca = f64(load<f32>(calcium + (i << 2)));
    const dendritic = growthCurve(ca, etaDendrite, epsilon, linear);
    const axon = shared ? dendritic : growthCurve(ca, etaAxon, epsilon, linear);
    grow(axonal + (i << 3), scale * axon);
    grow(excitatory + (i << 3), scale * ratio * dendritic);
    grow(inhibitory + (i << 3), scale * dendritic);
  }
}

function grow(at: usize, change: f64): void {
  const next = load<f64>(at) + change;
  store<f64>(at, next > 0.0 ? next : 0.0);
}

/** Adds what waits in `from` times the part of it that each neuron gets, f32 each, to `to`; nothing is left waiting. */
export function gatedAdd32(n: u32, from: usize, gate: usize, to: usize): void {
  const nothing = f32x4.splat(0.0);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const gated = f32x4.mul(v128.load(from + at), v128.load(gate + at));
    v128.store(to + at, f32x4.add(v128.load(to + at), gated));
    v128.store(from + at, nothing);
  }
}

/**
 * Independent sources of two kinds: in this step source i spikes with the probability `chosen` where `kinds` [n] (u8) is
 * 1, `other` elsewhere. Appends to `list`, returns the new count.
 */
export function twoKindSources(
  n: u32,
  kinds: usize,
  chosen: f64,
  other: f64,
  random: usize,
  list: usize,
  count: u32,
): u32 {
  for (let i: u32 = 0; i < n; i++) {
    const p = load<u8>(kinds + i) === 1 ? chosen : other;
    if (uniform(random) >= p) continue;
    store<u32>(list + (count << 2), i);
    count++;
  }
  return count;
}
