/** Reads one number of either precision; scalar code computes in double and rounds only when it stores. */
export function read<T>(ptr: usize): f64 {
  return f64(load<T>(ptr));
}
