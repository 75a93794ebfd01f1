/**
 * xoshiro128++ 1.0 (Blackman & Vigna 2021, 10.1145/3460772). A scalar stream is 4 words of state; a vector stream holds
 * four independent scalar streams side by side, word by word, so that one SIMD step draws for four neurons.
 */
export function nextUint(state: usize): u32 {
  const s0 = load<u32>(state);
  let s1 = load<u32>(state, 4);
  let s2 = load<u32>(state, 8);
  let s3 = load<u32>(state, 12);
  const result: u32 = rotl<u32>(s0 + s3, 7) + s0;
  const t: u32 = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  store<u32>(state, s0 ^ s3);
  store<u32>(state, s1, 4);
  store<u32>(state, s2 ^ t, 8);
  store<u32>(state, rotl<u32>(s3, 11), 12);
  return result;
}

/** Uniform in [0, 1) with 53 random bits. */
export function uniform(state: usize): f64 {
  const high = nextUint(state) >>> 5;
  const low = nextUint(state) >>> 6;
  return (f64(high) * 67108864.0 + f64(low)) * 1.1102230246251565e-16;
}

/** Uniform integer in [0, bound), unbiased by rejection (Lemire 2019, 10.1145/3230636). */
export function uniformInt(state: usize, bound: u32): u32 {
  const floor: u32 = (0 - bound) % bound;
  let product: u64 = u64(nextUint(state)) * u64(bound);
  while (u32(product) < floor) product = u64(nextUint(state)) * u64(bound);
  return u32(product >> 32);
}

/** Standard normal by Box and Muller; two uniforms a draw, no hidden second value. */
export function normal(state: usize): f64 {
  const radius = NativeMath.sqrt(-2.0 * NativeMath.log(1.0 - uniform(state)));
  return radius * NativeMath.cos(6.283185307179586 * uniform(state));
}

/** Number of failures before the next success of Bernoulli trials; `logFail` = ln(1 - p), 0 when p = 0. */
export function geometricGap(state: usize, logFail: f64): f64 {
  if (logFail === 0.0) return Infinity;
  return NativeMath.floor(NativeMath.log(1.0 - uniform(state)) / logFail);
}

/** Distance to the next event of a Poisson process with `mean` events per unit; Infinity when there are none. */
export function exponentialGap(state: usize, mean: f64): f64 {
  if (mean === 0.0) return Infinity;
  return -NativeMath.log(1.0 - uniform(state)) / mean;
}

/** The words of four lanes turned left by `k` bits. */
export function rotl4(x: v128, k: i32): v128 {
  return v128.or(i32x4.shl(x, k), i32x4.shr_u(x, 32 - k));
}

/** Four random words from a vector stream of 64 bytes. */
export function nextUint4(state: usize): v128 {
  const s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  const result = i32x4.add(rotl4(i32x4.add(s0, s3), 7), s0);
  const t = i32x4.shl(s1, 9);
  s2 = v128.xor(s2, s0);
  s3 = v128.xor(s3, s1);
  s1 = v128.xor(s1, s2);
  v128.store(state, v128.xor(s0, s3));
  v128.store(state, s1, 16);
  v128.store(state, v128.xor(s2, t), 32);
  v128.store(state, rotl4(s3, 11), 48);
  return result;
}
