import { exponentialGap, geometricGap, nextUint4, uniform } from "./random";

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

/** Threshold number k of a Poisson table for signed comparison: passed by words above it; none where the table ends. */
function passing(table: usize, size: u32, k: u32): v128 {
  return i32x4.splat(k < size ? (load<i32>(table + (k << 2)) - 1) ^ 0x80000000 : 0x7fffffff);
}

/**
 * Adds weight times a Poisson count to each of `n` inputs: one independent background of many sources per neuron.
 * `table` holds the cumulative distribution as `size` unsigned 32-bit thresholds, none of them 0; n is rounded up to four.
 */
export function poissonDrive32(n: u32, input: usize, weight: f32, table: usize, size: u32, random: usize): void {
  const one = f32x4.splat(weight);
  const sign = i32x4.splat(0x80000000);
  const end = input + (n << 2);
  const t0 = passing(table, size, 0);
  const t1 = passing(table, size, 1);
  const t2 = passing(table, size, 2);
  const t3 = passing(table, size, 3);
  const t4 = passing(table, size, 4);
  const t5 = passing(table, size, 5);
  for (let at = input; at < end; at += 16) {
    const word = v128.xor(nextUint4(random), sign);
    // A comparison gives -1 where it holds.
    let count = i32x4.add(i32x4.gt_s(word, t0), i32x4.gt_s(word, t1));
    count = i32x4.add(count, i32x4.add(i32x4.gt_s(word, t2), i32x4.gt_s(word, t3)));
    const sixth = i32x4.gt_s(word, t5);
    count = i32x4.add(count, i32x4.add(i32x4.gt_s(word, t4), sixth));
    if (v128.any_true(sixth)) {
      for (let k: u32 = 6; k < size; k++) {
        const passed = i32x4.gt_s(word, passing(table, size, k));
        if (!v128.any_true(passed)) break;
        count = i32x4.add(count, passed);
      }
    }
    v128.store(at, f32x4.sub(v128.load(at), f32x4.mul(one, f32x4.convert_i32x4_s(count))));
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

/**
 * Independent Poisson pulses of `weight` into `n` inputs, `mean` per input and step: events of one Poisson process that
 * runs through the inputs one after the other, so that a step costs as much as it has pulses. `gap` (f64) holds the way
 * to the next event, in inputs.
 */
export function poissonPulses32(n: u32, input: usize, weight: f32, mean: f64, gap: usize, random: usize): void {
  let next = load<f64>(gap);
  while (next < f64(n)) {
    const at = input + (u32(next) << 2);
    store<f32>(at, load<f32>(at) + weight);
    next += exponentialGap(random, mean);
  }
  store<f64>(gap, next - f64(n));
}

/** As `poissonPulses32` in double precision. */
export function poissonPulses64(n: u32, input: usize, weight: f64, mean: f64, gap: usize, random: usize): void {
  let next = load<f64>(gap);
  while (next < f64(n)) {
    const at = input + (u32(next) << 3);
    store<f64>(at, load<f64>(at) + weight);
    next += exponentialGap(random, mean);
  }
  store<f64>(gap, next - f64(n));
}
