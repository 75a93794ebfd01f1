import { deviceNormal } from "./deviceNormal";
import { cosine4, log4, sine4 } from "./noise";
import { rotl4, uniform } from "./random";

/** Noise of the conductance of devices: sums of Ornstein-Uhlenbeck processes and random telegraph signals. */

/** Turns four streams of 16 bytes, one after the other, into four side by side, word by word; for each of `groups`. */
export function interleaveStreams(groups: u32, streams: usize): void {
  for (let group: u32 = 0; group < groups; group++) {
    const at = streams + (group << 6);
    for (let row: usize = 0; row < 4; row++) {
      for (let column: usize = row + 1; column < 4; column++) {
        const upper = at + (row << 4) + (column << 2);
        const lower = at + (column << 4) + (row << 2);
        const word = load<u32>(upper);
        store<u32>(upper, load<u32>(lower));
        store<u32>(lower, word);
      }
    }
  }
}

/**
 * Advances `processes` (even) Ornstein-Uhlenbeck processes of unit variance of each device. `x` is [processes, 4 groups]
 * f32; `loss` and `gain` hold, four times each, 1 - e^(-dt/tau_k) and sqrt(1 - e^(-2 dt/tau_k)). The loss is taken off
 * rather than the rest kept: 1 - e^(-dt/tau) survives in single precision where e^(-dt/tau) would round to one.
 */
export function advanceFlicker(groups: u32, processes: u32, x: usize, loss: usize, gain: usize, streams: usize): void {
  const row: usize = usize(groups) << 4;
  for (let group: u32 = 0; group < groups; group++) {
    const random = streams + (group << 6);
    let s0 = v128.load(random);
    let s1 = v128.load(random, 16);
    let s2 = v128.load(random, 32);
    let s3 = v128.load(random, 48);
    let at = x + (group << 4);
    for (let k: u32 = 0; k < processes; k += 2) {
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

      // Box and Muller as in `gaussianNoise32`: (k + 1/2) / 2^31 is never 0; the two highest bits of the angle name the
      // nearest quarter turn.
      const share = f32x4.mul(
        f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(word, 1)), f32x4.splat(0.5)),
        f32x4.splat(4.656612873077393e-10),
      );
      const radius = f32x4.sqrt(f32x4.abs(f32x4.mul(f32x4.splat(-2.0), log4(share))));
      const quarter = i32x4.shr_u(i32x4.add(turn, i32x4.splat(0x20000000)), 30);
      const rest = f32x4.convert_i32x4_s(i32x4.sub(turn, i32x4.shl(quarter, 30)));
      const angle = f32x4.mul(rest, f32x4.splat(1.4629180792671596e-9));
      const square = f32x4.mul(angle, angle);
      const sine = sine4(angle, square);
      const cosine = cosine4(square);
      const odd = i32x4.eq(v128.and(quarter, i32x4.splat(1)), i32x4.splat(1));
      const signA = i32x4.shl(i32x4.shr_u(i32x4.add(quarter, i32x4.splat(1)), 1), 31);
      const signB = i32x4.shl(i32x4.shr_u(quarter, 1), 31);
      const a = f32x4.mul(radius, v128.xor(v128.bitselect(sine, cosine, odd), signA));
      const b = f32x4.mul(radius, v128.xor(v128.bitselect(cosine, sine, odd), signB));

      const first = v128.load(at);
      const change = f32x4.sub(f32x4.mul(v128.load(gain + (k << 4)), a), f32x4.mul(v128.load(loss + (k << 4)), first));
      v128.store(at, f32x4.add(first, change));
      const second = v128.load(at + row);
      const other = f32x4.sub(
        f32x4.mul(v128.load(gain + (k << 4), 16), b),
        f32x4.mul(v128.load(loss + (k << 4), 16), second),
      );
      v128.store(at + row, f32x4.add(second, other));
      at += row << 1;
    }
    v128.store(random, s0);
    v128.store(random, s1, 16);
    v128.store(random, s2, 32);
    v128.store(random, s3, 48);
  }
}

/** Multiplies `values` (f64) [n] by 1 + `sd` times the sum over the processes, at least 0. */
export function applyFlicker(n: u32, values: usize, processes: u32, x: usize, sd: f64): void {
  const row: usize = usize((n + 3) >>> 2) << 4;
  for (let i: u32 = 0; i < n; i++) {
    let sum: f64 = 0;
    let at = x + (i << 2);
    for (let k: u32 = 0; k < processes; k++) {
      sum += f64(load<f32>(at));
      at += row;
    }
    const factor = 1.0 + sd * sum;
    const value = values + (i << 3);
    store<f64>(value, load<f64>(value) * (factor > 0.0 ? factor : 0.0));
  }
}

/**
 * Lets `dt` pass for traps, exactly: full [n] u8; an empty one fills at 1/`empty`, a full one empties at 1/`filled`, both
 * times multiplied by `pace` [n] f64 of the device. One uniform number each. With `dt` infinite: drawn at equilibrium.
 */
export function advanceTelegraph(
  n: u32,
  full: usize,
  pace: usize,
  empty: f64,
  filled: f64,
  dt: f64,
  streams: usize,
): void {
  const balance = filled / (empty + filled);
  const rate = -dt * (1.0 / empty + 1.0 / filled);
  let last: f64 = 0;
  let kept: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const own = load<f64>(pace + (i << 3));
    if (own !== last) {
      kept = NativeMath.exp(rate / own);
      last = own;
    }
    const p = balance + (f64(load<u8>(full + i)) - balance) * kept;
    store<u8>(full + i, uniform(streams + (i << 4)) < p ? 1 : 0);
  }
}

/** Takes the share `step` from those of `values` (f64) [n] whose trap is full. */
export function applyTelegraph(n: u32, values: usize, full: usize, step: f64): void {
  for (let i: u32 = 0; i < n; i++) {
    const value = values + (i << 3);
    if (load<u8>(full + i) !== 0) store<f64>(value, load<f64>(value) * (1.0 - step));
  }
}

/** Adds sd N(0, 1) to `values` (f64) of the devices whose `marks` (u8) are not 0. */
export function addMarkedNormals(n: u32, values: usize, marks: usize, sd: f64, streams: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    if (load<u8>(marks + i) === 0) continue;
    const value = values + (i << 3);
    store<f64>(value, load<f64>(value) + sd * deviceNormal(streams + (i << 4)));
  }
}
