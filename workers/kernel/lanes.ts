import { cosine4, log4, sine4 } from "./noise";
import { exp4 } from "./transcendental";

/** The functions of four lanes for callers outside of the kernel: each replaces the four numbers at `at`. */
export function cosineLanes(at: usize): void {
  const x = v128.load(at);
  v128.store(at, cosine4(f32x4.mul(x, x)));
}

export function expLanes(at: usize): void {
  v128.store(at, exp4(v128.load(at)));
}

export function logLanes(at: usize): void {
  v128.store(at, log4(v128.load(at)));
}

export function sineLanes(at: usize): void {
  const x = v128.load(at);
  v128.store(at, sine4(x, f32x4.mul(x, x)));
}
