import { normal, rotl4 } from "./random";

/**
 * ln x of four lanes for positive normal numbers, relative error below 1e-7: mantissa taken to [sqrt(1/2), sqrt(2)) and
 * a polynomial of degree 11 in its distance from one (Cephes, Moshier 1992).
 */
export function log4(x: v128): v128 {
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const r = f32x4.sub(m, f32x4.splat(1.0));
  const square = f32x4.mul(r, r);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.167699874e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, r), square);
  p = f32x4.add(p, f32x4.mul(k, f32x4.splat(-2.1219444e-4)));
  p = f32x4.sub(p, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(r, p), f32x4.mul(k, f32x4.splat(0.693359375)));
}

/** sin x of x in [-pi/4, pi/4], absolute error below 1e-7 (Cephes, Moshier 1992). */
export function sine4(x: v128, square: v128): v128 {
  let p = f32x4.splat(-1.9515295891e-4);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(8.3321608736e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.6666654611e-1));
  return f32x4.add(x, f32x4.mul(f32x4.mul(p, square), x));
}

/** cos x of x in [-pi/4, pi/4] from x^2, absolute error below 1e-7 (Cephes, Moshier 1992). */
export function cosine4(square: v128): v128 {
  let p = f32x4.splat(2.443315711809948e-5);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.388731625493765e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(4.166664568298827e-2));
  p = f32x4.mul(f32x4.mul(p, square), square);
  return f32x4.add(f32x4.sub(f32x4.splat(1.0), f32x4.mul(square, f32x4.splat(0.5))), p);
}

/** Adds to `count` numbers from `at` on, the lanes behind them untouched. */
function addLanes(at: usize, count: u32, noise: v128): void {
  const lanes = i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(count));
  v128.store(at, f32x4.add(v128.load(at), v128.and(noise, lanes)));
}

/**
 * Adds `sd` times standard normal numbers to `n` inputs, eight at a time: four radii and four angles by Box and Muller,
 * both products used. The radius has 31 random bits, so that no number exceeds 6.66; the angle has 32. `random` is a
 * vector stream.
 */
export function gaussianNoise32(n: u32, input: usize, sd: f32, random: usize): void {
  const size = f32x4.splat(sd);
  let s0 = v128.load(random);
  let s1 = v128.load(random, 16);
  let s2 = v128.load(random, 32);
  let s3 = v128.load(random, 48);
  for (let i: u32 = 0; i < n; i += 8) {
    const word = i32x4.add(rotl4(i32x4.add(s0, s3), 7), s0);
    let t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotl4(s3, 11);
    const turn = i32x4.add(rotl4(i32x4.add(s0, s3), 7), s0);
    t = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, t);
    s3 = rotl4(s3, 11);

    // (k + 1/2) / 2^31 is never 0; ln of it is never positive.
    const uniform = f32x4.mul(
      f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(word, 1)), f32x4.splat(0.5)),
      f32x4.splat(4.656612873077393e-10),
    );
    const radius = f32x4.mul(size, f32x4.sqrt(f32x4.abs(f32x4.mul(f32x4.splat(-2.0), log4(uniform)))));

    // The two highest bits of the angle name the nearest quarter turn, the rest is what lies around it.
    const quarter = i32x4.shr_u(i32x4.add(turn, i32x4.splat(0x20000000)), 30);
    const rest = f32x4.convert_i32x4_s(i32x4.sub(turn, i32x4.shl(quarter, 30)));
    const x = f32x4.mul(rest, f32x4.splat(1.4629180792671596e-9));
    const square = f32x4.mul(x, x);
    const sine = sine4(x, square);
    const cosine = cosine4(square);
    const odd = i32x4.eq(v128.and(quarter, i32x4.splat(1)), i32x4.splat(1));
    // Quarter turns: (cos, sin), (-sin, cos), (-cos, -sin), (sin, -cos).
    const signA = i32x4.shl(i32x4.shr_u(i32x4.add(quarter, i32x4.splat(1)), 1), 31);
    const signB = i32x4.shl(i32x4.shr_u(quarter, 1), 31);
    const a = v128.xor(v128.bitselect(sine, cosine, odd), signA);
    const b = v128.xor(v128.bitselect(cosine, sine, odd), signB);

    const at = input + (i << 2);
    if (i + 8 <= n) {
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(radius, a)));
      v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(radius, b)), 16);
    } else {
      addLanes(at, n - i, f32x4.mul(radius, a));
      if (i + 4 < n) addLanes(at + 16, n - i - 4, f32x4.mul(radius, b));
    }
  }
  v128.store(random, s0);
  v128.store(random, s1, 16);
  v128.store(random, s2, 32);
  v128.store(random, s3, 48);
}

/** As `gaussianNoise32` in double precision from a scalar stream. */
export function gaussianNoise64(n: u32, input: usize, sd: f64, random: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const at = input + (i << 3);
    store<f64>(at, load<f64>(at) + sd * normal(random));
  }
}
