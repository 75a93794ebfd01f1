import { exp4 } from "./transcendental";

/**
 * Layers of leaky integrate-and-fire neurons for training through time. Activity is [units, steps, lanes] in single
 * precision, the examples of a batch (lanes, a multiple of four) side by side; so a product along connections takes
 * steps x lanes as its lanes. `k` is one step per time constant.
 *
 *   v_t = u_{t-1} + k (I_t - u_{t-1}),  z_t = 1 when v_t > threshold, else 0,  u_t = (1 - z_t) v_t + z_t reset
 */

/**
 * @param current [units, steps, lanes], or [units, lanes] where `still`: the same at every step
 * @param alive [units] 0: says nothing
 */
export function lifForward(
  units: u32,
  steps: u32,
  lanes: u32,
  current: usize,
  still: bool,
  alive: usize,
  v: usize,
  z: usize,
  k: f32,
  threshold: f32,
  reset: f32,
): void {
  const stride: u32 = lanes << 2;
  const row = stride * steps;
  const feedStep: u32 = still ? 0 : stride;
  const feedRow = still ? stride : row;
  const gain = f32x4.splat(k);
  const level = f32x4.splat(threshold);
  const low = f32x4.splat(reset);
  const one = f32x4.splat(1);
  for (let unit: u32 = 0; unit < units; unit++) {
    const vs = v + unit * row;
    const zs = z + unit * row;
    if (load<f32>(alive + (unit << 2)) === 0) {
      memory.fill(vs, 0, row);
      memory.fill(zs, 0, row);
      continue;
    }
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      let u = f32x4.splat(0);
      let feed = current + unit * feedRow + lane;
      for (let at = lane; at < row; at += stride) {
        const next = f32x4.add(u, f32x4.mul(gain, f32x4.sub(v128.load(feed), u)));
        const spikes = f32x4.gt(next, level);
        v128.store(vs + at, next);
        v128.store(zs + at, v128.and(one, spikes));
        u = v128.bitselect(low, next, spikes);
        feed += feedStep;
      }
    }
  }
}

/**
 * The derivative that stands in for that of the step, at x = v - threshold. Kinds: 0 fast sigmoid 1 / (1 + a |x|)^2, 1 Gaussian
 * exp(-x^2 / 2a^2), 2 triangle a max(0, 1 - |x|), 3 super-Gaussian exp(-(x / a)^4).
 */
export function surrogate4(kind: i32, a: f32, x: v128): v128 {
  const one = f32x4.splat(1);
  const size = f32x4.splat(a);
  if (kind === 0) {
    const s = f32x4.div(one, f32x4.add(one, f32x4.mul(size, f32x4.abs(x))));
    return f32x4.mul(s, s);
  }
  if (kind === 2) return f32x4.mul(size, f32x4.pmax(f32x4.sub(one, f32x4.abs(x)), f32x4.splat(0)));
  const y = f32x4.div(x, size);
  const square = f32x4.mul(y, y);
  const power =
    kind === 1 ? f32x4.mul(f32x4.splat(-0.5), square) : f32x4.sub(f32x4.splat(0), f32x4.mul(square, square));
  const value = exp4(power);
  // The exponential ends at e^-87, whose products would be denormal and many times slower.
  return v128.and(value, f32x4.ge(value, f32x4.splat(1e-20)));
}

/** Replaces the four numbers at `at` by the surrogate's values, for curves. */
export function surrogateLanes(kind: i32, a: f32, at: usize): void {
  v128.store(at, surrogate4(kind, a, v128.load(at)));
}

/**
 * From g = dE/dz, not counting the reset, to dE/dI in place:
 * lambda_t = (1 - z_t) eta + g_t s_t,  eta = (1 - k) lambda_{t+1},  dE/dI_t = k lambda_t.
 *
 * @param attached the reset carries gradient, too: g_t <- g_t - eta (v_t - reset)
 */
export function lifBackward(
  units: u32,
  steps: u32,
  lanes: u32,
  v: usize,
  z: usize,
  alive: usize,
  g: usize,
  k: f32,
  threshold: f32,
  reset: f32,
  attached: bool,
  kind: i32,
  size: f32,
): void {
  const stride: u32 = lanes << 2;
  const row = stride * steps;
  const keep = f32x4.splat(1 - k);
  const gain = f32x4.splat(k);
  const level = f32x4.splat(threshold);
  const low = f32x4.splat(reset);
  const one = f32x4.splat(1);
  for (let unit: u32 = 0; unit < units; unit++) {
    const first = unit * row;
    if (load<f32>(alive + (unit << 2)) === 0) {
      memory.fill(g + first, 0, row);
      continue;
    }
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      let lambda = f32x4.splat(0);
      for (let t = steps; t > 0; t--) {
        const at = first + (t - 1) * stride + lane;
        const potential = v128.load(v + at);
        const eta = f32x4.mul(keep, lambda);
        let error = v128.load(g + at);
        if (attached) error = f32x4.sub(error, f32x4.mul(eta, f32x4.sub(potential, low)));
        const slope = surrogate4(kind, size, f32x4.sub(potential, level));
        const quiet = f32x4.sub(one, v128.load(z + at));
        lambda = f32x4.add(f32x4.mul(quiet, eta), f32x4.mul(error, slope));
        v128.store(g + at, f32x4.mul(gain, lambda));
      }
    }
  }
}

/** Leaky integrators that never spike, from rest: o_t = o_{t-1} + k (I_t - o_{t-1}); `o` [units, lanes] after the last step. */
export function readoutForward(units: u32, steps: u32, lanes: u32, current: usize, o: usize, k: f32): void {
  const stride: u32 = lanes << 2;
  const row = stride * steps;
  const gain = f32x4.splat(k);
  for (let unit: u32 = 0; unit < units; unit++) {
    const from = current + unit * row;
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      let level = f32x4.splat(0);
      for (let at = lane; at < row; at += stride) {
        level = f32x4.add(level, f32x4.mul(gain, f32x4.sub(v128.load(from + at), level)));
      }
      v128.store(o + unit * stride + lane, level);
    }
  }
}

/** dE/dI_t [units, steps, lanes] of integrators from `error` [units, lanes], dE/do after the last step. */
export function readoutBackward(units: u32, steps: u32, lanes: u32, error: usize, delta: usize, k: f32): void {
  const stride: u32 = lanes << 2;
  const row = stride * steps;
  const keep = f32x4.splat(1 - k);
  const gain = f32x4.splat(k);
  for (let unit: u32 = 0; unit < units; unit++) {
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      let e = v128.load(error + unit * stride + lane);
      for (let t = steps; t > 0; t--) {
        v128.store(delta + unit * row + (t - 1) * stride + lane, f32x4.mul(gain, e));
        e = f32x4.mul(keep, e);
      }
    }
  }
}

/** Sum over the steps, [units, steps, lanes] to [units, lanes]: what an input that stands still is multiplied with. */
export function sumOverSteps(units: u32, steps: u32, lanes: u32, delta: usize, sum: usize): void {
  const stride: u32 = lanes << 2;
  const row = stride * steps;
  for (let unit: u32 = 0; unit < units; unit++) {
    const from = delta + unit * row;
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      let a = f32x4.splat(0);
      for (let at = lane; at < row; at += stride) a = f32x4.add(a, v128.load(from + at));
      v128.store(sum + unit * stride + lane, a);
    }
  }
}
