/**
 * Record of spikes for display, outside the state: 0 count, 4 capacity, then entries of 8 bytes: step, row. The caller
 * empties it before a step could overflow it.
 */
export function recordSpikes(record: usize, list: usize, count: u32, first: u32, step: u32): void {
  const used = load<u32>(record);
  let at = record + 8 + (used << 3);
  for (let s: u32 = 0; s < count; s++, at += 8) {
    store<u32>(at, step);
    store<u32>(at, first + load<u32>(list + (s << 2)), 4);
  }
  store<u32>(record, used + count);
}
