import { expPair, logPair, negated } from "./pairs";

/**
 * What a gap between filament and electrode does under a voltage, for two devices side by side: current, temperature, speed.
 * The coefficients are those of `deviceRram.ts`.
 */

/** k_B in eV/K. */
const BOLTZMANN: f64 = 8.617333262e-5;

/** Bytes from one number of many devices to the next in the room they are worked on in. */
export const SLOT: usize = 256;
/** As many devices as a slot has room for. */
export const CHUNK: u32 = 32;

/** What is known of devices: offsets in their room. */
export const VOLTS: usize = 0;
export const V0: usize = SLOT;
export const BARRIER: usize = 2 * SLOT;
/** 1 / g_0 */
export const FALL: usize = 3 * SLOT;
/** sinh(V / V_0) */
export const DRIVE: usize = 4 * SLOT;
/** I_0 exp(-g / g_0) */
export const AMPLITUDE: usize = 5 * SLOT;
export const GAP: usize = 6 * SLOT;
/** Three slots: voltage across the gap, temperature, current. */
export const FLOW: usize = 7 * SLOT;
/** Two slots: logarithm of |dg/dt| / vel_0, and its sign: -1 closing, 1 opening, 0 where nothing moves. */
export const RATE: usize = 10 * SLOT;

/** Voltages, temperatures and currents (`flow`) of `count` devices, rounded up to pairs, with the amplitudes at `amplitude`. */
export function conduct(room: usize, count: u32, amplitude: usize, flow: usize, coef: usize): void {
  const limit = v128.load_splat<f64>(coef, 72);
  const ambient = v128.load_splat<f64>(coef, 64);
  const heating = v128.load_splat<f64>(coef, 56);
  const limits = f64x2.gt(limit, f64x2.splat(0.0));
  for (let at = room; at < room + (count << 3); at += 16) {
    const size = v128.load(at + amplitude);
    let across = v128.load(at + VOLTS);
    let current = f64x2.mul(size, v128.load(at + DRIVE));
    const limited = v128.and(f64x2.gt(current, limit), limits);
    if (v128.any_true(limited)) {
      const ratio = f64x2.div(limit, size);
      const root = f64x2.sqrt(f64x2.add(f64x2.mul(ratio, ratio), f64x2.splat(1.0)));
      const least = f64x2.mul(v128.load(at + V0), logPair(f64x2.add(ratio, root)));
      across = v128.bitselect(least, across, limited);
      current = v128.bitselect(limit, current, limited);
    }
    v128.store(at + flow, across);
    v128.store(at + flow + SLOT, f64x2.add(ambient, f64x2.mul(f64x2.mul(across, current), heating)));
    v128.store(at + flow + 2 * SLOT, current);
  }
}

/**
 * Logarithms and signs of the speeds (`rate`) at the gaps `gap` with what `conduct` has left at `flow`; `quiet` is the exponent
 * of a rate below which nothing moves.
 */
export function gapRates(room: usize, count: u32, gap: usize, flow: usize, rate: usize, quiet: f64, coef: usize): void {
  for (let at = room; at < room + (count << 3); at += 16) {
    const across = v128.load(at + flow);
    const barrier = v128.load(at + BARRIER);
    const inverse = f64x2.div(f64x2.splat(1.0), f64x2.mul(f64x2.splat(BOLTZMANN), v128.load(at + flow + SLOT)));
    const g = v128.load(at + gap);
    const cube = f64x2.mul(f64x2.mul(f64x2.mul(v128.load_splat<f64>(coef, 16), g), g), g);
    let gamma = f64x2.pmax(f64x2.sub(v128.load_splat<f64>(coef, 8), cube), v128.load_splat<f64>(coef, 112));
    const field = f64x2.mul(f64x2.mul(gamma, f64x2.abs(across)), v128.load_splat<f64>(coef, 80));
    gamma = v128.andnot(gamma, f64x2.lt(field, v128.load_splat<f64>(coef, 88)));
    const pull = f64x2.mul(f64x2.mul(f64x2.mul(gamma, v128.load_splat<f64>(coef, 24)), across), inverse);
    const opening = negated(f64x2.add(f64x2.mul(barrier, inverse), pull));
    const closing = f64x2.sub(pull, f64x2.mul(f64x2.add(barrier, v128.load_splat<f64>(coef, 32)), inverse));
    const lead = f64x2.sub(closing, opening);
    const faster = f64x2.pmax(closing, opening);
    const still = v128.or(f64x2.lt(faster, f64x2.splat(quiet)), f64x2.eq(lead, f64x2.splat(0.0)));
    const sign = v128.and(negated(lead), f64x2.splat(-0.0));
    v128.store(at + rate + SLOT, v128.andnot(v128.or(sign, f64x2.splat(1.0)), still));
    v128.store(at + rate, faster);
    // One of the two directions is left out once the other one is e^40 times as fast.
    const apart = f64x2.abs(lead);
    const near = v128.andnot(f64x2.le(apart, f64x2.splat(40.0)), still);
    if (!v128.any_true(near)) continue;
    v128.store(at + rate, f64x2.sub(faster, v128.and(expPair(negated(apart)), near)));
    const close = i64x2.bitmask(v128.and(near, f64x2.le(apart, f64x2.splat(18.0))));
    if (close & 1) store<f64>(at + rate, f64x2.extract_lane(faster, 0) + net(f64x2.extract_lane(apart, 0)));
    if (close & 2) store<f64>(at + rate, f64x2.extract_lane(faster, 1) + net(f64x2.extract_lane(apart, 1)), 8);
  }
}

function net(apart: f64): f64 {
  return NativeMath.log(-NativeMath.expm1(-apart));
}
