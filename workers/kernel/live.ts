/**
 * Delivers a list of spikes, all emitted at the step `emitted`, along connections that come and go: `rows` [sources + 1] and
 * `slots` list the slots of each source, `post`, `weights` and `born` are [slots]. A connection carries a spike when it was
 * there as the spike was emitted and is there still: the list holds the living only, and `born` is the first step whose
 * spikes a connection carries.
 *
 * @returns how many arrivals there were
 */
export function liveArrivals(
  list: usize,
  count: u32,
  emitted: u32,
  rows: usize,
  slots: usize,
  post: usize,
  weights: usize,
  born: usize,
  input: usize,
  scale: f32,
): u32 {
  let arrivals: u32 = 0;
  for (let s: u32 = 0; s < count; s++) {
    const row = rows + (load<u32>(list + (s << 2)) << 2);
    const end = load<u32>(row, 4);
    for (let at = load<u32>(row); at < end; at++) {
      const slot = load<u32>(slots + (at << 2)) << 2;
      if (load<u32>(born + slot) > emitted) continue;
      const target = input + (load<u32>(post + slot) << 2);
      store<f32>(target, load<f32>(target) + scale * load<f32>(weights + slot));
      arrivals++;
    }
  }
  return arrivals;
}
