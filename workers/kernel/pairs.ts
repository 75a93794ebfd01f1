/**
 * Transcendental functions of two lanes in double precision, after fdlibm (Sun Microsystems 1993, e_exp.c and e_log.c):
 * without tables and without branches, so that the bits of a lane depend on its own argument alone.
 */

const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** Adding 1.5 * 2^52 rounds to the nearest integer, which then is the low bits of the sum. */
const ROUND: f64 = 6755399441055744.0;
const SIGN: f64 = -0.0;

/** e^(high - low) for |high - low| <= 0.35. */
function expPart(high: v128, low: v128): v128 {
  const r = f64x2.sub(high, low);
  const s = f64x2.mul(r, r);
  let p = f64x2.splat(4.1381367970572385e-8);
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(-1.6533902205465252e-6));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(6.613756321437934e-5));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(-0.0027777777777015593));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(0.16666666666666602));
  const c = f64x2.sub(r, f64x2.mul(s, p));
  const part = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2.0), c));
  return f64x2.add(f64x2.add(f64x2.sub(part, low), high), f64x2.splat(1.0));
}

/** e^x for |x| <= 0.35, where nothing needs to be scaled. */
export function expNear(x: v128): v128 {
  return expPart(x, f64x2.splat(0.0));
}

/** e^x to one unit in the last place, for x in [-708, 709] (clamped). */
export function expPair(x: v128): v128 {
  const inside = f64x2.pmax(f64x2.pmin(x, f64x2.splat(709.0)), f64x2.splat(-708.0));
  const sum = f64x2.add(f64x2.mul(inside, f64x2.splat(LOG2E)), f64x2.splat(ROUND));
  const k = f64x2.sub(sum, f64x2.splat(ROUND));
  const high = f64x2.sub(inside, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  return i64x2.add(expPart(high, f64x2.mul(k, f64x2.splat(LN2_LOW))), i64x2.shl(sum, 52));
}

/** Natural logarithm to one unit in the last place, for positive normal numbers. */
export function logPair(x: v128): v128 {
  // The mantissa between sqrt(1/2) and sqrt(2).
  const bits = i64x2.add(x, i64x2.splat(0x0009_5f62_0000_0000));
  const exponent = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330_0000_0000_0000));
  const k = f64x2.sub(exponent, f64x2.splat(4503599627371519.0));
  const mantissa = i64x2.add(v128.and(bits, i64x2.splat(0x000f_ffff_ffff_ffff)), i64x2.splat(0x3fe6_a09e_0000_0000));
  const f = f64x2.sub(mantissa, f64x2.splat(1.0));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2.0), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(f64x2.mul(w, f64x2.splat(0.15313837699209373)), f64x2.splat(0.22222198432149784));
  even = f64x2.mul(w, f64x2.add(f64x2.mul(w, even), f64x2.splat(0.3999999999940942)));
  let odd = f64x2.add(f64x2.mul(w, f64x2.splat(0.14798198605116586)), f64x2.splat(0.1818357216161805));
  odd = f64x2.add(f64x2.mul(w, odd), f64x2.splat(0.2857142874366239));
  odd = f64x2.mul(z, f64x2.add(f64x2.mul(w, odd), f64x2.splat(0.6666666666666735)));
  const square = f64x2.mul(f64x2.splat(0.5), f64x2.mul(f, f));
  const curved = f64x2.mul(s, f64x2.add(square, f64x2.add(even, odd)));
  const low = f64x2.sub(square, f64x2.add(curved, f64x2.mul(k, f64x2.splat(LN2_LOW))));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HIGH)), f64x2.sub(low, f));
}

export function negated(x: v128): v128 {
  return v128.xor(x, f64x2.splat(SIGN));
}

/** Hyperbolic sine to a few units in the last place, for |x| < 709: a series for small x, where e^x - e^-x would cancel. */
export function sinhPair(x: v128): v128 {
  const e = expPair(x);
  const far = f64x2.mul(f64x2.splat(0.5), f64x2.sub(e, f64x2.div(f64x2.splat(1.0), e)));
  const near = f64x2.le(f64x2.abs(x), f64x2.splat(0.5));
  if (!v128.any_true(near)) return far;
  const s = f64x2.mul(x, x);
  // 1 / (2 k + 1)!
  let p = f64x2.splat(7.647163731819816e-13);
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1.6059043836821613e-10));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(2.505210838544172e-8));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(2.7557319223985893e-6));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1.984126984126984e-4));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(8.333333333333333e-3));
  p = f64x2.add(f64x2.mul(p, s), f64x2.splat(1.0 / 6.0));
  p = f64x2.add(x, f64x2.mul(f64x2.mul(p, s), x));
  return v128.bitselect(p, far, near);
}

/** The functions of two lanes for callers outside of the kernel: each replaces the two numbers at `at`. */
export function expLanePair(at: usize): void {
  v128.store(at, expPair(v128.load(at)));
}

export function logLanePair(at: usize): void {
  v128.store(at, logPair(v128.load(at)));
}

export function sinhLanePair(at: usize): void {
  v128.store(at, sinhPair(v128.load(at)));
}
