/**
 * Steps of optimisers over arrays of parameters, four at a time; arrays are padded to four. Empty slots have gradient zero
 * and are walked with the rest: what they hold is overwritten at the next birth. `decay` is the part of a parameter that is
 * taken away, apart from the gradient; the gradient is multiplied by `scale` first.
 */

/** Moments of parameters whose gradient stays zero end here: denormal numbers are many times slower. */
function flushed(v: v128): v128 {
  return v128.and(v, f32x4.ge(f32x4.abs(v), f32x4.splat(1e-30)));
}

/** Sum of squares, in single precision by four lanes and in double precision over blocks of 256. */
export function squareSum(n: u32, gradient: usize): f64 {
  let total = 0.0;
  for (let first: u32 = 0; first < n; first += 256) {
    const end = min(n, first + 256);
    let a = f32x4.splat(0);
    for (let i = first; i < end; i += 4) {
      const g = v128.load(gradient + (i << 2));
      a = f32x4.add(a, f32x4.mul(g, g));
    }
    total += f64(f32x4.extract_lane(a, 0)) + f64(f32x4.extract_lane(a, 1));
    total += f64(f32x4.extract_lane(a, 2)) + f64(f32x4.extract_lane(a, 3));
  }
  return total;
}

/** w <- (1 - decay) w - rate g */
export function sgdStep(n: u32, w: usize, gradient: usize, scale: f32, rate: f32, decay: f32): void {
  const size = f32x4.splat(rate * scale);
  const keep = f32x4.splat(1 - decay);
  const bytes: usize = n << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = f32x4.mul(size, v128.load(gradient + at));
    v128.store(w + at, f32x4.sub(f32x4.mul(keep, v128.load(w + at)), g));
  }
}

/** m <- momentum m + g; w <- (1 - decay) w - rate m, or with Nesterov's look ahead - rate (g + momentum m). */
export function momentumStep(
  n: u32,
  w: usize,
  gradient: usize,
  m: usize,
  scale: f32,
  rate: f32,
  decay: f32,
  momentum: f32,
  ahead: bool,
): void {
  const size = f32x4.splat(scale);
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(1 - decay);
  const past = f32x4.splat(momentum);
  const bytes: usize = n << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = f32x4.mul(size, v128.load(gradient + at));
    const next = flushed(f32x4.add(f32x4.mul(past, v128.load(m + at)), g));
    v128.store(m + at, next);
    const way = ahead ? f32x4.add(g, f32x4.mul(past, next)) : next;
    v128.store(w + at, f32x4.sub(f32x4.mul(keep, v128.load(w + at)), f32x4.mul(step, way)));
  }
}

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980), the decay apart from the gradient (Loshchilov & Hutter 2019, arXiv:1711.05101).
 * The corrections 1 - beta^t are kept for each parameter as the same running mean of the constant 1, in `c` and `d`: they
 * count the steps of this parameter since its birth, whichever number the step has.
 */
export function adamStep(
  n: u32,
  w: usize,
  gradient: usize,
  m: usize,
  v: usize,
  c: usize,
  d: usize,
  scale: f32,
  rate: f32,
  decay: f32,
  beta1: f32,
  beta2: f32,
): void {
  const size = f32x4.splat(scale);
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(1 - decay);
  const old1 = f32x4.splat(beta1);
  const new1 = f32x4.splat(1 - beta1);
  const old2 = f32x4.splat(beta2);
  const new2 = f32x4.splat(1 - beta2);
  const epsilon = f32x4.splat(1e-8);
  const bytes: usize = n << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = f32x4.mul(size, v128.load(gradient + at));
    const mean = flushed(f32x4.add(f32x4.mul(old1, v128.load(m + at)), f32x4.mul(new1, g)));
    const square = flushed(f32x4.add(f32x4.mul(old2, v128.load(v + at)), f32x4.mul(new2, f32x4.mul(g, g))));
    const seen1 = f32x4.add(f32x4.mul(old1, v128.load(c + at)), new1);
    const seen2 = f32x4.add(f32x4.mul(old2, v128.load(d + at)), new2);
    v128.store(m + at, mean);
    v128.store(v + at, square);
    v128.store(c + at, seen1);
    v128.store(d + at, seen2);
    const spread = f32x4.add(f32x4.sqrt(f32x4.div(square, seen2)), epsilon);
    const way = f32x4.div(f32x4.div(mean, seen1), spread);
    v128.store(w + at, f32x4.sub(f32x4.mul(keep, v128.load(w + at)), f32x4.mul(step, way)));
  }
}
