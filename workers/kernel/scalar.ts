/** Reads one number of either precision; scalar code computes in double and rounds only when it stores. */
export function read<T>(ptr: usize): f64 {
  return f64(load<T>(ptr));
}

/** Sets what is below the floor of single precision to zero. */
export function flush(n: u32, ptr: usize): void {
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const value = v128.load(ptr + at);
    v128.store(ptr + at, v128.and(value, f32x4.ge(f32x4.abs(value), floor)));
  }
}
