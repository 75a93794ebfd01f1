import { deviceNormal } from "./deviceNormal";
import { GOLDEN, mixed } from "./deviceStreams";
import { nextUint4 } from "./random";
import { slotsAdd, slotsRemove } from "./structuralSlots";

/** DEEP R and soft DEEP R on a table of connections (see structuralSlots). */

const NONE: u32 = 0xffffffff;

/** The fixed random sign of a pair, +1 or -1: a function of the key of its layer and of its ends, kept nowhere. */
export function pairSign(keyLow: u32, keyHigh: u32, pre: u32, post: u32): f32 {
  const key = (u64(keyHigh) << 32) | u64(keyLow);
  const line = mixed(key + GOLDEN * (u64(pre) + 1));
  const word = mixed(line + GOLDEN * (u64(post) + 1));
  return word >> 63 === 0 ? 1.0 : -1.0;
}

/**
 * Signs of the living: that of the weight, or of the pair where the weight is zero. `all`: anew; otherwise only where there
 * is none yet. `signs` is a field.
 */
export function deepRSigns(table: usize, signs: usize, keyLow: u32, keyHigh: u32, all: bool): void {
  const capacity = load<u32>(table, 8) << 2;
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  const weights = load<usize>(table, 20);
  for (let at: u32 = 0; at < capacity; at += 4) {
    const from = load<u32>(pre + at);
    if (from === NONE || !(all || load<f32>(signs + at) === 0.0)) continue;
    const w = load<f32>(weights + at);
    let sign: f32 = w < 0.0 ? -1.0 : 1.0;
    if (w === 0.0) sign = pairSign(keyLow, keyHigh, from, load<u32>(post + at));
    store<f32>(signs + at, sign);
  }
}

/**
 * theta = s w of every living connection drifts down and jitters; below zero it dies.
 *
 * @param drift eta alpha
 * @param noise standard deviation, sqrt(2 eta T)
 * @returns deaths
 */
export function deepRStep(table: usize, signs: usize, drift: f64, noise: f64, random: usize, step: u32): u32 {
  const capacity = load<u32>(table, 8);
  const pre = load<usize>(table, 12);
  const weights = load<usize>(table, 20);
  let deaths: u32 = 0;
  for (let slot: u32 = 0; slot < capacity; slot++) {
    const at = slot << 2;
    if (load<u32>(pre + at) === NONE) continue;
    const sign = f64(load<f32>(signs + at));
    let theta = sign * f64(load<f32>(weights + at)) - drift;
    if (noise > 0.0) theta += noise * deviceNormal(random);
    if (theta < 0.0) {
      slotsRemove(table, slot, step);
      deaths++;
    } else store<f32>(weights + at, f32(sign * theta));
  }
  return deaths;
}

/** Newborns get their pair's sign and theta = `first`. */
export function deepRBirths(
  table: usize,
  signs: usize,
  keyLow: u32,
  keyHigh: u32,
  list: usize,
  count: u32,
  first: f32,
): void {
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  const weights = load<usize>(table, 20);
  for (let k: u32 = 0; k < count; k++) {
    const at = load<u32>(list + (k << 2)) << 2;
    const sign = pairSign(keyLow, keyHigh, load<u32>(pre + at), load<u32>(post + at));
    store<f32>(signs + at, sign);
    store<f32>(weights + at, sign * first);
  }
}

/**
 * Four random numbers of mean 0 and variance 1: each the sum of four random bytes. Steps of a random walk need no more than
 * these two moments to end where normal ones do (weak order one; Kloeden & Platen 1992, 10.1007/978-3-662-12616-5).
 */
function walk4(random: usize): v128 {
  const words = nextUint4(random);
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(words));
  // Mean of the sum 510, variance 4 (256^2 - 1) / 12.
  const centred = f32x4.sub(f32x4.convert_i32x4_s(sums), f32x4.splat(510.0));
  return f32x4.mul(centred, f32x4.splat(0.006765941));
}

function lane(v: v128, k: u32): f32 {
  if (k === 0) return f32x4.extract_lane(v, 0);
  if (k === 1) return f32x4.extract_lane(v, 1);
  if (k === 2) return f32x4.extract_lane(v, 2);
  return f32x4.extract_lane(v, 3);
}

/**
 * One step of soft DEEP R for every pair of a layer: theta of the living is s w, of the dormant it is in `thetas` (f32
 * [sources, targets]). All jitter, the living drift, none falls below `floor`; what rises above zero is born, what falls to it
 * dies. Where no slot is free, theta waits at zero.
 *
 * @param random vector stream
 * @param list scratch, [sources * targets]
 * @returns births
 */
export function softDeepRStep(
  table: usize,
  signs: usize,
  thetas: usize,
  keyLow: u32,
  keyHigh: u32,
  drift: f32,
  noise: f32,
  floor: f32,
  random: usize,
  step: u32,
  list: usize,
): u32 {
  const targets = load<u32>(table, 4);
  const pairs = load<u32>(table) * targets;
  const weights = load<usize>(table, 20);
  const cells = load<usize>(table, 44);
  const bottom = f32x4.splat(floor);
  const size = f32x4.splat(noise);
  let risen: u32 = 0;
  for (let first: u32 = 0; first < pairs; first += 4) {
    const jitter = f32x4.mul(size, walk4(random));
    const four = thetas + (first << 2);
    const moved = f32x4.add(v128.load(four), jitter);
    if (
      first + 4 <= pairs &&
      !v128.any_true(v128.or(v128.load(cells + (first << 2)), f32x4.gt(moved, f32x4.splat(0.0))))
    ) {
      v128.store(four, f32x4.pmax(moved, bottom));
      continue;
    }
    const end = min<u32>(first + 4, pairs);
    for (let pair = first; pair < end; pair++) {
      const entry = load<u32>(cells + (pair << 2));
      if (entry === NONE) continue;
      const own = thetas + (pair << 2);
      if (entry === 0) {
        const theta = lane(moved, pair - first);
        if (theta > 0.0) {
          store<u32>(list + (risen << 2), pair);
          risen++;
        }
        store<f32>(own, theta < floor ? floor : theta);
        continue;
      }
      const at = (entry - 1) << 2;
      const sign = load<f32>(signs + at);
      let theta = sign * load<f32>(weights + at);
      if (theta > 0.0) theta -= drift;
      theta += lane(jitter, pair - first);
      if (theta < floor) theta = floor;
      // Of the living nothing is kept here: one that others cut starts again at zero.
      store<f32>(own, theta > 0.0 ? 0.0 : theta);
      if (theta > 0.0) store<f32>(weights + at, sign * theta);
      else slotsRemove(table, entry - 1, step);
    }
  }
  let births: u32 = 0;
  for (let k: u32 = 0; k < risen; k++) {
    const pair = load<u32>(list + (k << 2));
    const own = thetas + (pair << 2);
    const pre = pair / targets;
    const post = pair % targets;
    const sign = pairSign(keyLow, keyHigh, pre, post);
    const slot = slotsAdd(table, pre, post, sign * load<f32>(own), step);
    store<f32>(own, 0.0);
    if (slot < 0) continue;
    store<f32>(signs + (u32(slot) << 2), sign);
    births++;
  }
  return births;
}
