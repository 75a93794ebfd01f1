import { dot4, dot32, sum4 } from "./learnLanes";

/**
 * Products along connections that come and go, for many examples at once. Activity is [units, lanes] in single precision, the
 * lanes (examples, or examples times steps; a multiple of four) side by side. `rows` [ends + 1] and `slots` list the slots of
 * each end in the order of the other, so that every sum has the same order whatever happened before.
 */

/**
 * y = bias + W x: for each end the sum of weight times x[other end] over its connections. With the index by target and
 * `other` the sources this is the way forward; with the index by source and `other` the targets it is the way back.
 *
 * @param bias [ends], or 0
 */
export function sparseProduct(
  ends: u32,
  lanes: u32,
  rows: usize,
  slots: usize,
  other: usize,
  weight: usize,
  bias: usize,
  x: usize,
  y: usize,
): void {
  const stride: u32 = lanes << 2;
  const whole = stride & ~127;
  for (let end: u32 = 0; end < ends; end++) {
    const row = rows + (end << 2);
    const first = slots + (load<u32>(row) << 2);
    const last = slots + (load<u32>(row, 4) << 2);
    const start = bias === 0 ? f32x4.splat(0) : v128.load_splat<f32>(bias + (end << 2));
    const out = y + end * stride;
    for (let lane: u32 = 0; lane < whole; lane += 128) {
      const from = x + lane;
      let a = start;
      let b = start;
      let c = start;
      let d = start;
      let e = start;
      let f = start;
      let g = start;
      let h = start;
      for (let at = first; at < last; at += 4) {
        const slot = load<u32>(at) << 2;
        const w = v128.load_splat<f32>(weight + slot);
        const p = from + load<u32>(other + slot) * stride;
        a = f32x4.add(a, f32x4.mul(w, v128.load(p)));
        b = f32x4.add(b, f32x4.mul(w, v128.load(p, 16)));
        c = f32x4.add(c, f32x4.mul(w, v128.load(p, 32)));
        d = f32x4.add(d, f32x4.mul(w, v128.load(p, 48)));
        e = f32x4.add(e, f32x4.mul(w, v128.load(p, 64)));
        f = f32x4.add(f, f32x4.mul(w, v128.load(p, 80)));
        g = f32x4.add(g, f32x4.mul(w, v128.load(p, 96)));
        h = f32x4.add(h, f32x4.mul(w, v128.load(p, 112)));
      }
      const to = out + lane;
      v128.store(to, a);
      v128.store(to, b, 16);
      v128.store(to, c, 32);
      v128.store(to, d, 48);
      v128.store(to, e, 64);
      v128.store(to, f, 80);
      v128.store(to, g, 96);
      v128.store(to, h, 112);
    }
    for (let lane = whole; lane < stride; lane += 16) {
      const from = x + lane;
      let a = start;
      for (let at = first; at < last; at += 4) {
        const slot = load<u32>(at) << 2;
        const w = v128.load_splat<f32>(weight + slot);
        a = f32x4.add(a, f32x4.mul(w, v128.load(from + load<u32>(other + slot) * stride)));
      }
      v128.store(out + lane, a);
    }
  }
}

/**
 * dE/dw of the connections there are: the sum over the lanes of x[source] times delta[target]. The index is the one by
 * source; `gradient` [slots] must be zero.
 */
export function sparseGradient(
  sources: u32,
  lanes: u32,
  rows: usize,
  slots: usize,
  post: usize,
  x: usize,
  delta: usize,
  gradient: usize,
): void {
  const stride: u32 = lanes << 2;
  const whole = stride & ~127;
  for (let source: u32 = 0; source < sources; source++) {
    const row = rows + (source << 2);
    const first = slots + (load<u32>(row) << 2);
    const last = slots + (load<u32>(row, 4) << 2);
    if (first === last) continue;
    const from = x + source * stride;
    for (let lane: u32 = 0; lane < whole; lane += 128) {
      const p = from + lane;
      const x0 = v128.load(p);
      const x1 = v128.load(p, 16);
      const x2 = v128.load(p, 32);
      const x3 = v128.load(p, 48);
      const x4 = v128.load(p, 64);
      const x5 = v128.load(p, 80);
      const x6 = v128.load(p, 96);
      const x7 = v128.load(p, 112);
      for (let at = first; at < last; at += 4) {
        const slot = load<u32>(at) << 2;
        const to = gradient + slot;
        const d = delta + load<u32>(post + slot) * stride + lane;
        store<f32>(to, load<f32>(to) + sum4(dot32(x0, x1, x2, x3, x4, x5, x6, x7, d)));
      }
    }
    if (whole === stride) continue;
    for (let at = first; at < last; at += 4) {
      const slot = load<u32>(at) << 2;
      const to = gradient + slot;
      const d = delta + load<u32>(post + slot) * stride;
      store<f32>(to, load<f32>(to) + sum4(dot4(from + whole, d + whole, stride - whole)));
    }
  }
}
