import { uniformInt } from "./random";

/**
 * Births, deaths and indices of connections that come and go, on a table of 32-bit words: sources, targets, capacity,
 * pointers to pre, post, weight, born, generation, free, counts, events and at, the number of fields, a pointer to each.
 * `at` [sources, targets] holds 1 + slot, 0 where a pair is vacant, and all ones where it may never be connected.
 */

const NONE: u32 = 0xffffffff;
/** Events that are remembered, less one: their number is a power of two. */
const RING: u32 = 4095;

function remember(table: usize, step: u32, pre: u32, post: u32, age: u32): void {
  const counts = load<usize>(table, 36);
  const happened = u32(u64(load<f64>(counts, 8) + load<f64>(counts, 16)) & u64(RING));
  const event = load<usize>(table, 40) + (happened << 4);
  store<u32>(event, step);
  store<u32>(event, pre, 4);
  store<u32>(event, post, 8);
  store<u32>(event, age, 12);
}

/** Connects a vacant pair; its fields are zero. Returns the slot, or -1 when all are taken. */
export function slotsAdd(table: usize, pre: u32, post: u32, weight: f32, step: u32): i32 {
  const capacity = load<u32>(table, 8);
  const counts = load<usize>(table, 36);
  const count = u32(load<f64>(counts));
  if (count >= capacity) return -1;
  const slot = load<u32>(load<usize>(table, 32) + ((capacity - 1 - count) << 2));
  const at = slot << 2;
  store<u32>(load<usize>(table, 12) + at, pre);
  store<u32>(load<usize>(table, 16) + at, post);
  store<f32>(load<usize>(table, 20) + at, weight);
  store<u32>(load<usize>(table, 24) + at, step);
  const generation = load<usize>(table, 28) + at;
  store<u32>(generation, load<u32>(generation) + 1);
  const fields = load<u32>(table, 48) << 2;
  for (let k: u32 = 0; k < fields; k += 4) store<f32>(load<usize>(table + k, 52) + at, 0.0);
  store<u32>(load<usize>(table, 44) + ((pre * load<u32>(table, 4) + post) << 2), slot + 1);
  remember(table, step, pre, post, 0);
  store<f64>(counts, f64(count + 1));
  store<f64>(counts, load<f64>(counts, 8) + 1.0, 8);
  return i32(slot);
}

/** Takes the connection of a live slot away. */
export function slotsRemove(table: usize, slot: u32, step: u32): void {
  const at = slot << 2;
  const pre = load<u32>(load<usize>(table, 12) + at);
  const post = load<u32>(load<usize>(table, 16) + at);
  const born = load<u32>(load<usize>(table, 24) + at);
  const counts = load<usize>(table, 36);
  const count = u32(load<f64>(counts));
  store<u32>(load<usize>(table, 44) + ((pre * load<u32>(table, 4) + post) << 2), 0);
  remember(table, step, pre, post, 1 + (step > born ? step - born : 0));
  store<u32>(load<usize>(table, 12) + at, NONE);
  store<u32>(load<usize>(table, 32) + ((load<u32>(table, 8) - count) << 2), slot);
  store<f64>(counts, f64(count - 1));
  store<f64>(counts, load<f64>(counts, 16) + 1.0, 16);
}

/** Takes the connections of a list of slots away, as `slotsRemove` does one by one. */
export function slotsRemoveAll(table: usize, list: usize, count: u32, step: u32): void {
  const targets = load<u32>(table, 4);
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  const born = load<usize>(table, 24);
  const at = load<usize>(table, 44);
  const counts = load<usize>(table, 36);
  const live = u32(load<f64>(counts));
  let free = load<usize>(table, 32) + ((load<u32>(table, 8) - live) << 2);
  const deaths = load<f64>(counts, 16);
  for (let k: u32 = 0; k < count; k++) {
    const slot = load<u32>(list + (k << 2));
    const own = slot << 2;
    const from = load<u32>(pre + own);
    const to = load<u32>(post + own);
    // Of many only the last are remembered.
    if (k + RING + 1 >= count) {
      const first = load<u32>(born + own);
      store<f64>(counts, deaths + f64(k), 16);
      remember(table, step, from, to, 1 + (step > first ? step - first : 0));
    }
    store<u32>(at + ((from * targets + to) << 2), 0);
    store<u32>(pre + own, NONE);
    store<u32>(free, slot);
    free += 4;
  }
  store<f64>(counts, f64(live - count));
  store<f64>(counts, deaths + f64(count), 16);
}

/**
 * Connects vacant pairs, as `slotsAdd` does one by one, with weight 0.
 *
 * @param list the pairs (pre * targets + post), in whose place their slots are written
 * @returns how many: fewer than wanted where slots run out
 */
export function slotsAddAll(table: usize, list: usize, wanted: u32, step: u32): u32 {
  const targets = load<u32>(table, 4);
  const capacity = load<u32>(table, 8);
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  const weight = load<usize>(table, 20);
  const born = load<usize>(table, 24);
  const generation = load<usize>(table, 28);
  const at = load<usize>(table, 44);
  const counts = load<usize>(table, 36);
  const live = u32(load<f64>(counts));
  const births = load<f64>(counts, 8);
  const count = min<u32>(wanted, capacity - live);
  let free = load<usize>(table, 32) + ((capacity - live) << 2);
  for (let k: u32 = 0; k < count; k++) {
    const entry = list + (k << 2);
    const pair = load<u32>(entry);
    const from = pair / targets;
    const to = pair - from * targets;
    free -= 4;
    const slot = load<u32>(free);
    const own = slot << 2;
    if (k + RING + 1 >= count) {
      store<f64>(counts, births + f64(k), 8);
      remember(table, step, from, to, 0);
    }
    store<u32>(pre + own, from);
    store<u32>(post + own, to);
    store<f32>(weight + own, 0.0);
    store<u32>(born + own, step);
    store<u32>(generation + own, load<u32>(generation + own) + 1);
    store<u32>(at + (pair << 2), slot + 1);
    store<u32>(entry, slot);
  }
  const fields = load<u32>(table, 48) << 2;
  for (let k: u32 = 0; k < fields; k += 4) {
    const field = load<usize>(table + k, 52);
    for (let i: u32 = 0; i < count; i++) store<f32>(field + (load<u32>(list + (i << 2)) << 2), 0.0);
  }
  store<f64>(counts, f64(live + count));
  store<f64>(counts, births + f64(count), 8);
  return count;
}

/** Fills `at` from the slots and from `barred` (u8 [sources + targets]); with `square`, the diagonal is barred, too. */
export function slotsPlace(table: usize, barred: usize, square: bool): void {
  const sources = load<u32>(table);
  const targets = load<u32>(table, 4);
  const capacity = load<u32>(table, 8);
  const at = load<usize>(table, 44);
  let cell = at;
  for (let i: u32 = 0; i < sources; i++) {
    const row = load<u8>(barred + i) !== 0;
    for (let j: u32 = 0; j < targets; j++) {
      store<u32>(cell, row || load<u8>(barred + sources + j) !== 0 || (square && i === j) ? NONE : 0);
      cell += 4;
    }
  }
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  for (let slot: u32 = 0; slot < capacity; slot++) {
    const from = load<u32>(pre + (slot << 2));
    if (from === NONE) continue;
    store<u32>(at + ((from * targets + load<u32>(post + (slot << 2))) << 2), slot + 1);
  }
}

/** Puts `count` slots in the order of their `ends`, keeping the order of equals. */
function sortStably(from: usize, count: u32, ends: usize, number: u32, rows: usize, into: usize): void {
  memory.fill(rows, 0, (number + 1) << 2);
  const last = from + (count << 2);
  for (let i = from; i < last; i += 4) {
    const row = rows + (load<u32>(ends + (load<u32>(i) << 2)) << 2);
    store<u32>(row, load<u32>(row, 4) + 1, 4);
  }
  for (let end: u32 = 0; end < number; end++) {
    const row = rows + (end << 2);
    store<u32>(row, load<u32>(row) + load<u32>(row, 4), 4);
  }
  for (let i = from; i < last; i += 4) {
    const slot = load<u32>(i);
    const row = rows + (load<u32>(ends + (slot << 2)) << 2);
    const place = load<u32>(row);
    store<u32>(into + (place << 2), slot);
    store<u32>(row, place + 1);
  }
  for (let end = number; end > 0; end--) store<u32>(rows + (end << 2), load<u32>(rows + (end << 2) - 4));
  store<u32>(rows, 0);
}

/** Both indices: slots by source and by target within it, and the other way round. `order` is [capacity] of scratch. */
export function slotsIndex(
  table: usize,
  order: usize,
  sourceRows: usize,
  sourceSlots: usize,
  targetRows: usize,
  targetSlots: usize,
): void {
  const capacity = load<u32>(table, 8);
  const pre = load<usize>(table, 12);
  const post = load<usize>(table, 16);
  let live: u32 = 0;
  for (let slot: u32 = 0; slot < capacity; slot++) {
    if (load<u32>(pre + (slot << 2)) === NONE) continue;
    store<u32>(order + (live << 2), slot);
    live++;
  }
  sortStably(order, live, post, load<u32>(table, 4), targetRows, targetSlots);
  sortStably(targetSlots, live, pre, load<u32>(table), sourceRows, sourceSlots);
  sortStably(sourceSlots, live, post, load<u32>(table, 4), targetRows, targetSlots);
}

/**
 * Connects `wanted` pairs drawn uniformly without replacement from the `vacant` ones, with weight 0, and lists their slots.
 * Where few pairs are vacant, or with `ordered`, pair after pair is taken or passed over (selection sampling), so that no
 * draw is ever repeated in vain; elsewhere at least every fourth draw hits.
 *
 * @returns how many were connected: fewer than wanted where pairs or slots run out
 */
export function slotsGrow(
  table: usize,
  wanted: u32,
  vacant: u32,
  step: u32,
  ordered: bool,
  random: usize,
  list: usize,
): u32 {
  const pairs = load<u32>(table) * load<u32>(table, 4);
  const free = load<u32>(table, 8) - u32(load<f64>(load<usize>(table, 36)));
  const at = load<usize>(table, 44);
  const grown = min<u32>(wanted, min<u32>(vacant, free));
  const end = list + (grown << 2);
  let next = list;
  if (!ordered && vacant >= pairs >>> 2) {
    while (next < end) {
      const pair = uniformInt(random, pairs);
      const cell = at + (pair << 2);
      if (load<u32>(cell) !== 0) continue;
      // Taken, until its slot is known.
      store<u32>(cell, NONE);
      store<u32>(next, pair);
      next += 4;
    }
  } else {
    for (let pair: u32 = 0; next < end; pair++) {
      if (load<u32>(at + (pair << 2)) !== 0) continue;
      if (uniformInt(random, vacant) < u32(end - next) >>> 2) {
        store<u32>(next, pair);
        next += 4;
      }
      vacant--;
    }
  }
  return slotsAddAll(table, list, grown, step);
}
