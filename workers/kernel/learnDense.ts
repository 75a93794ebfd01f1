import { dot4, dot32, sum4 } from "./learnLanes";

/** What a network in training does to whole layers; activity is [units, lanes] as in `learnSparse.ts`. */

/** Takes `count` pictures, bytes or single precision, each of `pixels`, into x [pixels, lanes]; the other lanes get zero. */
function gather(
  floats: bool,
  images: usize,
  pixels: u32,
  permutation: usize,
  chosen: usize,
  count: u32,
  lanes: u32,
  x: usize,
): void {
  const size: u32 = floats ? 2 : 0;
  const stride: u32 = lanes << 2;
  memory.fill(x, 0, pixels * stride);
  for (let k: u32 = 0; k < count; k++) {
    const from = images + ((load<u32>(chosen + (k << 2)) * pixels) << size);
    let to = x + (k << 2);
    for (let i: u32 = 0; i < pixels; i++) {
      const at = from + ((permutation === 0 ? i : load<u32>(permutation + (i << 2))) << size);
      store<f32>(to, floats ? load<f32>(at) : f32(load<u8>(at)) * f32(1.0 / 255.0));
      to += stride;
    }
  }
}

/**
 * @param permutation [pixels] the pixel that each unit sees, or 0
 * @param chosen [count] numbers of the pictures
 */
export function gatherFloats(
  images: usize,
  pixels: u32,
  permutation: usize,
  chosen: usize,
  count: u32,
  lanes: u32,
  x: usize,
): void {
  gather(true, images, pixels, permutation, chosen, count, lanes, x);
}

/** As `gatherFloats` for bytes, of which 255 stands for 1. */
export function gatherBytes(
  images: usize,
  pixels: u32,
  permutation: usize,
  chosen: usize,
  count: u32,
  lanes: u32,
  x: usize,
): void {
  gather(false, images, pixels, permutation, chosen, count, lanes, x);
}

/** y <- max(y, 0), and 0 for units that are not `alive` [units]. What is no number stays none. */
export function rectify(units: u32, lanes: u32, alive: usize, y: usize): void {
  const stride: u32 = lanes << 2;
  const zero = f32x4.splat(0);
  for (let unit: u32 = 0; unit < units; unit++) {
    const from = y + unit * stride;
    if (load<f32>(alive + (unit << 2)) === 0) {
      memory.fill(from, 0, stride);
      continue;
    }
    for (let at: u32 = 0; at < stride; at += 16) v128.store(from + at, f32x4.pmax(v128.load(from + at), zero));
  }
}

/** delta <- 0 where the rectified y is 0. */
export function rectifyBack(units: u32, lanes: u32, y: usize, delta: usize): void {
  const bytes: usize = (units * lanes) << 2;
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(delta + at, v128.andnot(v128.load(delta + at), f32x4.ge(zero, v128.load(y + at))));
  }
}

/** dE/db: the sum of delta over the lanes. */
export function biasGradient(units: u32, lanes: u32, delta: usize, gradient: usize): void {
  const stride: u32 = lanes << 2;
  for (let unit: u32 = 0; unit < units; unit++) {
    const from = delta + unit * stride;
    let a = f32x4.splat(0);
    for (let at: u32 = 0; at < stride; at += 16) a = f32x4.add(a, v128.load(from + at));
    store<f32>(gradient + (unit << 2), sum4(a));
  }
}

/**
 * dE/dw of all pairs, `gradient` [sources, targets]: where a pair is connected, the very bits that `sparseGradient` gives.
 * Sources that were silent throughout cost nothing.
 */
export function pairGradient(sources: u32, targets: u32, lanes: u32, x: usize, delta: usize, gradient: usize): void {
  const stride: u32 = lanes << 2;
  const whole = stride & ~127;
  const row: u32 = targets << 2;
  memory.fill(gradient, 0, sources * row);
  for (let source: u32 = 0; source < sources; source++) {
    const from = x + source * stride;
    const first = gradient + source * row;
    const last = first + row;
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
      const any = v128.or(v128.or(v128.or(x0, x1), v128.or(x2, x3)), v128.or(v128.or(x4, x5), v128.or(x6, x7)));
      if (!v128.any_true(any)) continue;
      let d = delta + lane;
      for (let to = first; to < last; to += 4) {
        store<f32>(to, load<f32>(to) + sum4(dot32(x0, x1, x2, x3, x4, x5, x6, x7, d)));
        d += stride;
      }
    }
    if (whole === stride) continue;
    let d = delta + whole;
    for (let to = first; to < last; to += 4) {
      store<f32>(to, load<f32>(to) + sum4(dot4(from + whole, d, stride - whole)));
      d += stride;
    }
  }
}

/**
 * Softmax of the first `count` lanes, in double precision, and the mean cross-entropy against `labels` [count].
 *
 * @param logits [classes, lanes]
 * @param p [classes, lanes] probabilities; other lanes get zero
 * @param delta [classes, lanes] the derivative of the mean by the logits; other lanes get zero
 * @returns the mean cross-entropy in nats
 */
export function softmaxCrossEntropy(
  classes: u32,
  lanes: u32,
  count: u32,
  logits: usize,
  labels: usize,
  p: usize,
  delta: usize,
): f64 {
  const stride: u32 = lanes << 2;
  memory.fill(p, 0, classes * stride);
  memory.fill(delta, 0, classes * stride);
  const share = 1.0 / f64(count);
  let loss = 0.0;
  for (let k: u32 = 0; k < count; k++) {
    const lane: u32 = k << 2;
    const label: u32 = load<u8>(labels + k);
    let top = f64(load<f32>(logits + lane));
    for (let j: u32 = 1; j < classes; j++) {
      const score = f64(load<f32>(logits + j * stride + lane));
      if (score > top) top = score;
    }
    let sum = 0.0;
    for (let j: u32 = 0; j < classes; j++) {
      sum += NativeMath.exp(f64(load<f32>(logits + j * stride + lane)) - top);
    }
    for (let j: u32 = 0; j < classes; j++) {
      const at = j * stride + lane;
      const part = NativeMath.exp(f64(load<f32>(logits + at)) - top) / sum;
      store<f32>(p + at, f32(part));
      store<f32>(delta + at, f32(share * (j === label ? part - 1.0 : part)));
    }
    loss += NativeMath.log(sum) + top - f64(load<f32>(logits + label * stride + lane));
  }
  return loss * share;
}
