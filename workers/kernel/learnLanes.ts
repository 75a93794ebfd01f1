/** Sums over the lanes of a batch, each in one order, so that a gradient is the same bits however it is asked for. */

/** The sum of four lanes. */
export function sum4(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Products of 32 numbers with the 32 at `d`, summed to four lanes. */
export function dot32(x0: v128, x1: v128, x2: v128, x3: v128, x4: v128, x5: v128, x6: v128, x7: v128, d: usize): v128 {
  let a = f32x4.mul(x0, v128.load(d));
  let b = f32x4.mul(x1, v128.load(d, 16));
  a = f32x4.add(a, f32x4.mul(x2, v128.load(d, 32)));
  b = f32x4.add(b, f32x4.mul(x3, v128.load(d, 48)));
  a = f32x4.add(a, f32x4.mul(x4, v128.load(d, 64)));
  b = f32x4.add(b, f32x4.mul(x5, v128.load(d, 80)));
  a = f32x4.add(a, f32x4.mul(x6, v128.load(d, 96)));
  b = f32x4.add(b, f32x4.mul(x7, v128.load(d, 112)));
  return f32x4.add(a, b);
}

/** Products of `bytes` / 4 numbers, a multiple of four, summed to four lanes. */
export function dot4(x: usize, d: usize, bytes: usize): v128 {
  let a = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) a = f32x4.add(a, f32x4.mul(v128.load(x + at), v128.load(d + at)));
  return a;
}
