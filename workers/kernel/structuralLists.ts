/**
 * Packed lists of the connections of each source (AdjacencyLists), on the table of structuralSlots: `rows` [sources + 1],
 * `entries` [capacity] numbers of slots and `lives` [capacity] their generations when they were entered, all u32.
 */

const NONE: u32 = 0xffffffff;

/**
 * Drops the entries whose connections have died; the order of the others stays.
 *
 * @returns entries that are left
 */
export function listsDrop(table: usize, rows: usize, entries: usize, lives: usize): u32 {
  const sources = load<u32>(table);
  const pre = load<usize>(table, 12);
  const generation = load<usize>(table, 28);
  let kept: u32 = 0;
  let from = load<u32>(rows);
  for (let source: u32 = 0; source < sources; source++) {
    const end = load<u32>(rows + (source << 2), 4);
    store<u32>(rows + (source << 2), kept);
    for (let k = from; k < end; k++) {
      const slot = load<u32>(entries + (k << 2));
      const life = load<u32>(lives + (k << 2));
      store<u32>(entries + (kept << 2), slot);
      store<u32>(lives + (kept << 2), life);
      const own = slot << 2;
      kept += u32(load<u32>(pre + own) !== NONE) & u32(load<u32>(generation + own) === life);
    }
    from = end;
  }
  store<u32>(rows + (sources << 2), kept);
  const rest = (load<u32>(table, 8) - kept) << 2;
  memory.fill(entries + (kept << 2), 0, rest);
  memory.fill(lives + (kept << 2), 0, rest);
  return kept;
}

/**
 * Puts the connections that are in no list at the ends of theirs, in the order of their targets.
 *
 * @param sourceRows index by source of all connections there are, with `sourceSlots`
 * @param listed scratch, u8 [capacity]
 * @param room scratch, u32 [capacity]
 */
export function listsEnter(
  table: usize,
  rows: usize,
  entries: usize,
  lives: usize,
  sourceRows: usize,
  sourceSlots: usize,
  listed: usize,
  room: usize,
): void {
  const sources = load<u32>(table);
  const capacity = load<u32>(table, 8);
  const generation = load<usize>(table, 28);
  const before = load<u32>(rows + (sources << 2));
  memory.fill(listed, 0, capacity);
  for (let k: u32 = 0; k < before; k++) store<u8>(listed + load<u32>(entries + (k << 2)), 1);
  memory.copy(room, entries, before << 2);
  let at: u32 = 0;
  let from = load<u32>(rows);
  for (let source: u32 = 0; source < sources; source++) {
    const row = rows + (source << 2);
    const end = load<u32>(row, 4);
    store<u32>(row, at);
    memory.copy(entries + (at << 2), room + (from << 2), (end - from) << 2);
    at += end - from;
    from = end;
    const last = load<u32>(sourceRows + (source << 2), 4);
    for (let k = load<u32>(sourceRows + (source << 2)); k < last; k++) {
      const slot = load<u32>(sourceSlots + (k << 2));
      if (load<u8>(listed + slot) !== 0) continue;
      store<u32>(entries + (at << 2), slot);
      at++;
    }
  }
  store<u32>(rows + (sources << 2), at);
  for (let k: u32 = 0; k < at; k++)
    store<u32>(lives + (k << 2), load<u32>(generation + (load<u32>(entries + (k << 2)) << 2)));
}

/** Sums of `values` (f32 [capacity]) over each list, f64 [sources]. */
export function listSums(sources: u32, rows: usize, entries: usize, values: usize, sums: usize): void {
  let k = load<u32>(rows);
  for (let source: u32 = 0; source < sources; source++) {
    const end = load<u32>(rows + (source << 2), 4);
    let sum = 0.0;
    for (; k < end; k++) sum += load<f32>(values + (load<u32>(entries + (k << 2)) << 2));
    store<f64>(sums + (source << 3), sum);
  }
}

/** Sum of the sizes of `values` (f32 [capacity]) over the connections there are. */
export function sizeOfLive(table: usize, values: usize): f64 {
  const end = load<u32>(table, 8) << 2;
  const pre = load<usize>(table, 12);
  let sum = 0.0;
  for (let at: u32 = 0; at < end; at += 4)
    sum += load<u32>(pre + at) === NONE ? 0.0 : f64(abs<f32>(load<f32>(values + at)));
  return sum;
}

/**
 * Lists the slots of connections first used at `oldest` or before whose `values` are smaller than `least`.
 *
 * @returns how many
 */
export function smallLive(table: usize, values: usize, least: f64, oldest: u32, out: usize): u32 {
  const capacity = load<u32>(table, 8);
  const pre = load<usize>(table, 12);
  const born = load<usize>(table, 24);
  let found = out;
  for (let slot: u32 = 0; slot < capacity; slot++) {
    const at = slot << 2;
    if (load<u32>(pre + at) === NONE || load<u32>(born + at) > oldest) continue;
    if (f64(abs<f32>(load<f32>(values + at))) >= least) continue;
    store<u32>(found, slot);
    found += 4;
  }
  return u32(found - out) >>> 2;
}
