import { geometricGap, nextUint4, uniform } from "./random";

/**
 * Bernoulli trials for `n` sources of equal probability by jumping from success to success, so that a step costs as
 * much as it has spikes. `gap` (f64) holds the trials left before the next success and carries over between steps.
 * Appends `first` + index of each success to `list` after `count` entries; returns the new count.
 */
export function bernoulliSources(
  n: u32,
  logFail: f64,
  gap: usize,
  random: usize,
  list: usize,
  count: u32,
  first: u32,
): u32 {
  let next = load<f64>(gap);
  while (next < f64(n)) {
    store<u32>(list + (count << 2), first + u32(next));
    count++;
    next += 1.0 + geometricGap(random, logFail);
  }
  store<f64>(gap, next - f64(n));
  return count;
}

/**
 * Sources that copy spikes from one common train: with probability `pCommon` the train fires in this step, and each of
 * `n` sources takes the spike over with the probability behind `logMiss` = ln(1 - c) (multiple interaction process,
 * Kuhn, Aertsen & Rotter 2003, 10.1162/089976603321043702). Appends to `list`; returns the new count.
 */
export function commonTrainSources(
  n: u32,
  pCommon: f64,
  logMiss: f64,
  random: usize,
  list: usize,
  count: u32,
  first: u32,
): u32 {
  if (uniform(random) >= pCommon) return count;
  let next = geometricGap(random, logMiss);
  while (next < f64(n)) {
    store<u32>(list + (count << 2), first + u32(next));
    count++;
    next += 1.0 + geometricGap(random, logMiss);
  }
  return count;
}

/**
 * Adds weight times a Poisson count to each of `n` inputs: one independent background of many sources per neuron.
 * `table` holds the cumulative distribution as `size` unsigned 32-bit thresholds; n is rounded up to four.
 */
export function poissonDrive32(n: u32, input: usize, weight: f32, table: usize, size: u32, random: usize): void {
  const one = f32x4.splat(weight);
  const end = input + (n << 2);
  for (let at = input; at < end; at += 16) {
    const word = nextUint4(random);
    let sum = v128.load(at);
    for (let k: u32 = 0; k < size; k++) {
      const passed = i32x4.ge_u(word, i32x4.splat(load<i32>(table + (k << 2))));
      if (!v128.any_true(passed)) break;
      sum = f32x4.add(sum, v128.and(one, passed));
    }
    v128.store(at, sum);
  }
}

/** As `poissonDrive32` in double precision; draws scalar by scalar from the same kind of table. */
export function poissonDrive64(n: u32, input: usize, weight: f64, table: usize, size: u32, random: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const word = u32(uniform(random) * 4294967296.0);
    let count: u32 = 0;
    while (count < size && word >= load<u32>(table + (count << 2))) count++;
    const at = input + (i << 3);
    store<f64>(at, load<f64>(at) + weight * f64(count));
  }
}
