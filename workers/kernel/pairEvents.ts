/**
 * Ring of weight changes for display, outside the state: 0 head (total written), 4 capacity (a power of two), 8 present
 * step, 12 h (f32, ms), then entries of 20 bytes: step, edge, interval t_post - t_pre (f32 ms, NaN without partner),
 * change, weight after.
 */
export function recordPair(ring: usize, edge: u32, pre: i32, post: i32, change: f64, weight: f64): void {
  const head = load<u32>(ring);
  const at = ring + 16 + (head & (load<u32>(ring, 4) - 1)) * 20;
  store<u32>(ring, head + 1);
  store<u32>(at, load<u32>(ring, 8));
  store<u32>(at, edge, 4);
  store<f32>(at, pre < 0 || post < 0 ? NaN : f32(post - pre) * load<f32>(ring, 12), 8);
  store<f32>(at, f32(change), 12);
  store<f32>(at, f32(weight), 16);
}
