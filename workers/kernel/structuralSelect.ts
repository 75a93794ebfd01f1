import { deviceNormal } from "./deviceNormal";
import { uniformInt } from "./random";
import { slotsAddAll, slotsRemoveAll } from "./structuralSlots";

/**
 * Selection of the smallest or largest of many numbers, by the bits of their size: those of non-negative floats ascend as
 * the numbers do. A key writer fills `keys` (u32) and counts their upper eleven bits in `histogram` (u32 [2052]); one pass
 * over the keys then takes all that are surely among the first k, and only those that share its bucket with the k-th are
 * sorted further. Four numbers are taken at a time: to branch on each, where chance decides, would cost most of the time.
 */

const NONE: u32 = 0xffffffff;
/** Largest key: the bits of a float without its sign. */
const TOP: u32 = 0x7fffffff;

/** What is no candidate is counted beside the buckets, four side by side so that equals do not wait for each other. */
const OUTSIDE = i32x4(2048, 2049, 2050, 2051);
const BYTES = 8208;

function bump(histogram: usize, bucket: u32): void {
  const at = histogram + (bucket << 2);
  store<u32>(at, load<u32>(at) + 1);
}

function bump4(histogram: usize, keys: v128): void {
  const buckets = i32x4.min_u(i32x4.shr_u(keys, 20), OUTSIDE);
  bump(histogram, i32x4.extract_lane(buckets, 0));
  bump(histogram, i32x4.extract_lane(buckets, 1));
  bump(histogram, i32x4.extract_lane(buckets, 2));
  bump(histogram, i32x4.extract_lane(buckets, 3));
}

/**
 * Keys of connections by the size of `values` (f32 [capacity]), smallest first. Those born after `oldest` are no candidates.
 * `side`: 0 all, 1 those of weight 0 and above, 2 those below.
 *
 * @returns how many there are on that side, of any age
 */
export function weakKeys(table: usize, values: usize, side: u32, oldest: u32, keys: usize, histogram: usize): u32 {
  const end = load<u32>(table, 8) << 2;
  const pre = load<usize>(table, 12);
  const weights = load<usize>(table, 20);
  const born = load<usize>(table, 24);
  memory.fill(histogram, 0, BYTES);
  const fours = end & ~15;
  const either = i32x4.splat(side === 0 ? -1 : 0);
  const turned = i32x4.splat(side === 2 ? 0 : -1);
  let counted = i32x4.splat(0);
  let at: u32 = 0;
  for (; at < fours; at += 16) {
    const below = f32x4.lt(v128.load(weights + at), f32x4.splat(0.0));
    const live = i32x4.ne(v128.load(pre + at), i32x4.splat(NONE));
    const there = v128.and(live, v128.or(either, v128.xor(below, turned)));
    counted = i32x4.sub(counted, there);
    const old = v128.and(there, i32x4.le_u(v128.load(born + at), i32x4.splat(oldest)));
    const four = v128.or(v128.and(v128.load(values + at), i32x4.splat(TOP)), v128.not(old));
    v128.store(keys + at, four);
    bump4(histogram, four);
  }
  let found: u32 =
    i32x4.extract_lane(counted, 0) +
    i32x4.extract_lane(counted, 1) +
    i32x4.extract_lane(counted, 2) +
    i32x4.extract_lane(counted, 3);
  for (; at < end; at += 4) {
    let key = NONE;
    if (load<u32>(pre + at) !== NONE && (side === 0 || load<f32>(weights + at) < 0.0 === (side === 2))) {
      found++;
      if (load<u32>(born + at) <= oldest) {
        key = load<u32>(values + at) & TOP;
        bump(histogram, key >>> 20);
      }
    }
    store<u32>(keys + at, key);
  }
  return found;
}

function growKey(size: u32): u32 {
  return size > 0x7f800000 ? TOP : TOP - size;
}

/** Keys of the marked ones among four pairs, which so far have none. */
function markedKeys(cells: usize, dense: usize, marks: usize, keys: usize, histogram: usize, occupied: i32): void {
  for (; occupied !== 0; occupied &= occupied - 1) {
    const at = ctz(occupied) << 2;
    const entry = load<u32>(cells + at);
    if (entry === NONE || load<u8>(marks + (entry - 1)) === 0) continue;
    const key = growKey(load<u32>(dense + at) & TOP);
    store<u32>(keys + at, key);
    bump(histogram, key >>> 20);
  }
}

/**
 * Keys of pairs that may be grown, by the size of `dense` (f32 [sources, targets]), largest first: vacant ones and those of
 * connections marked (u8 [capacity]) to be dropped. What is not a number counts as zero.
 */
export function growKeys(table: usize, dense: usize, marks: usize, keys: usize, histogram: usize): void {
  const end = (load<u32>(table) * load<u32>(table, 4)) << 2;
  const cells = load<usize>(table, 44);
  memory.fill(histogram, 0, BYTES);
  const fours = end & ~15;
  const top = i32x4.splat(TOP);
  let at: u32 = 0;
  for (; at < fours; at += 16) {
    const vacant = i32x4.eq(v128.load(cells + at), i32x4.splat(0));
    const size = v128.and(v128.load(dense + at), top);
    const number = i32x4.le_s(size, i32x4.splat(0x7f800000));
    const four = v128.or(i32x4.sub(top, v128.and(size, number)), v128.not(vacant));
    v128.store(keys + at, four);
    bump4(histogram, four);
    const occupied = i32x4.bitmask(vacant) ^ 15;
    if (occupied !== 0) markedKeys(cells + at, dense + at, marks, keys + at, histogram, occupied);
  }
  for (; at < end; at += 4) {
    store<u32>(keys + at, NONE);
    if (load<u32>(cells + at) !== 0) markedKeys(cells + at, dense + at, marks, keys + at, histogram, 1);
    else {
      const key = growKey(load<u32>(dense + at) & TOP);
      store<u32>(keys + at, key);
      bump(histogram, key >>> 20);
    }
  }
}

/** Takes of the `count` entries in `list` those that come before the k-th by the bits `shift` to shift + 9 of their keys. */
function refine(keys: usize, list: usize, count: u32, k: u32, shift: u32, histogram: usize, out: usize): u64 {
  memory.fill(histogram, 0, 4096);
  const end = list + (count << 2);
  for (let at = list; at < end; at += 4) {
    bump(histogram, (load<u32>(keys + (load<u32>(at) << 2)) >>> shift) & 1023);
  }
  let bucket: u32 = 0;
  let before: u32 = 0;
  while (before + load<u32>(histogram + (bucket << 2)) < k) {
    before += load<u32>(histogram + (bucket << 2));
    bucket++;
  }
  let ties = list;
  for (let at = list; at < end; at += 4) {
    const entry = load<u32>(at);
    const digit = (load<u32>(keys + (entry << 2)) >>> shift) & 1023;
    if (digit < bucket) {
      store<u32>(out, entry);
      out += 4;
    } else if (digit === bucket) {
      store<u32>(ties, entry);
      ties += 4;
    }
  }
  // How many were taken, and how many share the bucket with the last.
  return (u64(before) << 32) | u64((ties - list) >>> 2);
}

/**
 * Writes the numbers of the `k` smallest of `n` keys to `out`; among equals at the border, chance decides.
 *
 * @param list scratch, [n]
 * @returns k, or the number of candidates where there are fewer
 */
export function selectSmallest(
  n: u32,
  keys: usize,
  k: u32,
  histogram: usize,
  list: usize,
  random: usize,
  out: usize,
): u32 {
  let bucket: u32 = 0;
  let before: u32 = 0;
  while (bucket < 2048 && before + load<u32>(histogram + (bucket << 2)) < k) {
    before += load<u32>(histogram + (bucket << 2));
    bucket++;
  }
  if (k === 0) return 0;
  let at = out;
  let ties = list;
  const last = i32x4.splat(i32(min<u32>(((bucket + 1) << 20) - 1, TOP)));
  const fours = n & ~3;
  let i: u32 = 0;
  for (; i < fours; i += 4) {
    const four = v128.load(keys + (i << 2));
    let wanted = i32x4.bitmask(i32x4.le_u(four, last));
    for (; wanted !== 0; wanted &= wanted - 1) {
      const entry = i + ctz(wanted);
      const sure = load<u32>(keys + (entry << 2)) >>> 20 < bucket;
      store<u32>(select<usize>(at, ties, sure), entry);
      at += usize(sure) << 2;
      ties += usize(!sure) << 2;
    }
  }
  for (; i < n; i++) {
    const key = load<u32>(keys + (i << 2));
    if (key === NONE) continue;
    const digit = key >>> 20;
    if (digit < bucket) {
      store<u32>(at, i);
      at += 4;
    } else if (digit === bucket) {
      store<u32>(ties, i);
      ties += 4;
    }
  }
  let count = u32(ties - list) >>> 2;
  if (bucket === 2048) return before;
  let need = k - before;
  for (let shift: i32 = 10; shift >= 0; shift -= 10) {
    const found = refine(keys, list, count, need, shift, histogram, at);
    const taken = u32(found >> 32);
    count = u32(found);
    at += taken << 2;
    need -= taken;
  }
  for (let i: u32 = 0; need > 0; i++) {
    if (uniformInt(random, count - i) >= need) continue;
    store<u32>(at, load<u32>(list + (i << 2)));
    at += 4;
    need--;
  }
  return k;
}

/** Marks (u8 [capacity]) the slots of a list. */
export function markSlots(list: usize, count: u32, marks: usize): void {
  for (let k: u32 = 0; k < count; k++) store<u8>(marks + load<u32>(list + (k << 2)), 1);
}

/**
 * Drops the marked connections of one list of slots and grows those of a list of pairs, with weight 0. A pair on both
 * lists stays as it is. Afterwards nothing is marked, and the lists hold something else.
 *
 * @returns how many were born
 */
export function exchange(
  table: usize,
  dropped: usize,
  drops: u32,
  marks: usize,
  grown: usize,
  grows: u32,
  step: u32,
): u32 {
  const cells = load<usize>(table, 44);
  for (let k: u32 = 0; k < grows; k++) {
    const entry = load<u32>(cells + (load<u32>(grown + (k << 2)) << 2));
    if (entry !== 0) store<u8>(marks + (entry - 1), 0);
  }
  let gone = dropped;
  for (let k: u32 = 0; k < drops; k++) {
    const slot = load<u32>(dropped + (k << 2));
    const mark = marks + slot;
    store<u32>(gone, slot);
    gone += usize(load<u8>(mark)) << 2;
    store<u8>(mark, 0);
  }
  slotsRemoveAll(table, dropped, u32(gone - dropped) >>> 2, step);
  let newborn = grown;
  for (let k: u32 = 0; k < grows; k++) {
    const pair = load<u32>(grown + (k << 2));
    store<u32>(newborn, pair);
    newborn += usize(load<u32>(cells + (pair << 2)) === 0) << 2;
  }
  return slotsAddAll(table, grown, u32(newborn - grown) >>> 2, step);
}

/** Normal weights of standard deviation `sd` for a list of slots. */
export function normalWeights(table: usize, list: usize, count: u32, sd: f64, random: usize): void {
  const weights = load<usize>(table, 20);
  for (let k: u32 = 0; k < count; k++) {
    store<f32>(weights + (load<u32>(list + (k << 2)) << 2), f32(sd * deviceNormal(random)));
  }
}

/** mean += part (value - mean) for `n` floats, rounded up to four. */
export function runningMean(n: u32, mean: usize, value: usize, part: f32): void {
  const share = f32x4.splat(part);
  const end = mean + (n << 2);
  for (; mean < end; mean += 16, value += 16) {
    const m = v128.load(mean);
    v128.store(mean, f32x4.add(m, f32x4.mul(share, f32x4.sub(v128.load(value), m))));
  }
}

/** tag += part (|w g| - tag) of every living connection; `tags` is a field. */
export function tagConnections(table: usize, tags: usize, gradients: usize, part: f32): void {
  const end = load<u32>(table, 8) << 2;
  const pre = load<usize>(table, 12);
  const weights = load<usize>(table, 20);
  const fours = end & ~15;
  const share = f32x4.splat(part);
  let at: u32 = 0;
  for (; at < fours; at += 16) {
    const live = i32x4.ne(v128.load(pre + at), i32x4.splat(NONE));
    const size = f32x4.abs(f32x4.mul(v128.load(weights + at), v128.load(gradients + at)));
    const tag = v128.load(tags + at);
    const next = f32x4.add(tag, f32x4.mul(share, f32x4.sub(size, tag)));
    v128.store(tags + at, v128.bitselect(next, tag, live));
  }
  for (; at < end; at += 4) {
    if (load<u32>(pre + at) === NONE) continue;
    const size = abs<f32>(load<f32>(weights + at) * load<f32>(gradients + at));
    const tag = load<f32>(tags + at);
    store<f32>(tags + at, tag + part * (size - tag));
  }
}
