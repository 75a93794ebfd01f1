import { normal } from "./random";

/**
 * Random streams of single devices: four words of xoshiro128++ each, derived by SplitMix64 (Steele, Lea & Flood 2014,
 * 10.1145/2660193.2660195) from a key and the place of the device, so that the noise of one device depends neither on
 * how many others there are nor on what they draw.
 */

export const GOLDEN: u64 = (u64(0x9e3779b9) << 32) | u64(0x7f4a7c15);
const FIRST: u64 = (u64(0xbf58476d) << 32) | u64(0x1ce4e5b9);
const SECOND: u64 = (u64(0x94d049bb) << 32) | u64(0x133111eb);

/** The output function of SplitMix64: a number of which every bit depends on all of them. */
export function mixed(state: u64): u64 {
  let z = (state ^ (state >> 30)) * FIRST;
  z = (z ^ (z >> 27)) * SECOND;
  return z ^ (z >> 31);
}

/** Seeds `rows` times `columns` streams of 16 bytes; the key comes as two words. */
export function seedDeviceStreams(rows: u32, columns: u32, keyLow: u32, keyHigh: u32, streams: usize): void {
  const key = (u64(keyHigh) << 32) | u64(keyLow);
  let at = streams;
  for (let row: u32 = 0; row < rows; row++) {
    const line = mixed(key + GOLDEN * (u64(row) + 1));
    for (let column: u32 = 0; column < columns; column++) {
      const state = mixed(line + GOLDEN * (u64(column) + 1));
      store<u64>(at, mixed(state + GOLDEN));
      store<u64>(at, mixed(state + GOLDEN + GOLDEN), 8);
      at += 16;
    }
  }
}

/** Bytes from one variable of `n` devices (f64) to the next of the same bank. */
export function stretch(n: u32): usize {
  return ((n + 1) >> 1) << 4;
}

/** Draws `count` standard normal numbers for each of `n` devices into `out` (f64), [count, n]. */
export function deviceNormals(n: u32, streams: usize, out: usize, count: u32): void {
  for (let i: u32 = 0; i < n; i++) {
    const stream = streams + (i << 4);
    for (let k: u32 = 0; k < count; k++) store<f64>(out + ((k * n + i) << 3), normal(stream));
  }
}

/** Multipliers e^(sd z) of median 1 for `n` standard normal numbers `z` (f64) into `out` (f64). */
export function logNormalFactors(n: u32, sd: f64, z: usize, out: usize): void {
  for (let at: u32 = 0; at < n << 3; at += 8) store<f64>(out + at, NativeMath.exp(sd * load<f64>(z + at)));
}
