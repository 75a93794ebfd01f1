/**
 * Transcendental functions for all state-advancing code. A browser's Math may differ from another's in the last bit;
 * these are compiled with the kernel, so that the same seed gives the same bits everywhere.
 */
export function cos(x: f64): f64 {
  return NativeMath.cos(x);
}

export function exp(x: f64): f64 {
  return NativeMath.exp(x);
}

export function expm1(x: f64): f64 {
  return NativeMath.expm1(x);
}

export function log(x: f64): f64 {
  return NativeMath.log(x);
}

export function log1p(x: f64): f64 {
  return NativeMath.log1p(x);
}

export function pow(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y);
}

/** Hyperbolic sine to a few units in the last place: a series for small x, where e^x - e^-x would cancel. */
export function sinh(x: f64): f64 {
  if (x > 0.5 || x < -0.5) {
    const e = NativeMath.exp(x);
    return 0.5 * (e - 1.0 / e);
  }
  const s = x * x;
  let p = 1.0 + s / 210.0;
  p = 1.0 + (s / 156.0) * p;
  p = 1.0 + (s / 110.0) * p;
  p = 1.0 + (s / 72.0) * p;
  p = 1.0 + (s / 42.0) * p;
  p = 1.0 + (s / 20.0) * p;
  p = 1.0 + (s / 6.0) * p;
  return x * p;
}

/** Error function, absolute error below 1e-15 (rational approximations of Cody 1969, 10.1090/S0025-5718-1969-0247736-4). */
export function erf(x: f64): f64 {
  const y = x < 0.0 ? -x : x;
  const square = y * y;
  if (y <= 0.46875) {
    let above = 0.18577770618460315 * square + 3.1611237438705655;
    above = (above * square + 113.86415415105016) * square + 377.485237685302;
    above = above * square + 3209.3775891384694;
    let below = (square + 23.601290952344122) * square + 244.02463793444417;
    below = (below * square + 1282.6165260773723) * square + 2844.236833439171;
    return (x * above) / below;
  }
  if (y > 6.0) return x < 0.0 ? -1.0 : 1.0;
  let above = 2.1531153547440383e-8 * y + 0.5641884969886701;
  above = (above * y + 8.883149794388377) * y + 66.11919063714163;
  above = (above * y + 298.6351381974001) * y + 881.952221241769;
  above = (above * y + 1712.0476126340707) * y + 2051.0783778260716;
  above = above * y + 1230.3393547979972;
  let below = (y + 15.744926110709835) * y + 117.6939508913125;
  below = (below * y + 537.1811018620099) * y + 1621.3895745666903;
  below = (below * y + 3290.7992357334597) * y + 4362.619090143247;
  below = (below * y + 3439.3676741437216) * y + 1230.3393548037495;
  const size = 1.0 - (NativeMath.exp(-square) * above) / below;
  return x < 0.0 ? -size : size;
}

const LOG2E: f32 = 1.4426950408889634;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/**
 * e^x of four lanes, for x in [-87, 88] (clamped), relative error below 1e-7: argument reduction to |r| <= ln2/2 and a
 * polynomial of degree 7.
 */
export function exp4(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88.0)), f32x4.splat(-87.0));
  // Adding 1.5 * 2^23 rounds to the nearest integer, which then is the low bits of the sum.
  const sum = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2E)), f32x4.splat(12582912.0));
  const k = f32x4.sub(sum, f32x4.splat(12582912.0));
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(k, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1.0));
  return i32x4.add(p, i32x4.shl(sum, 23));
}
