/** Exponential traces of spikes, one value per neuron (or per neuron and delay class). */
export function decayTraces64(n: u32, trace: usize, factor: f64): void {
  const keep = f64x2.splat(factor);
  const floor = f64x2.splat(1e-290);
  for (let at: u32 = 0; at < n << 3; at += 16) {
    const next = f64x2.mul(v128.load(trace + at), keep);
    v128.store(trace + at, v128.and(next, f64x2.ge(next, floor)));
  }
}

export function decayTraces32(n: u32, trace: usize, factor: f32): void {
  const keep = f32x4.splat(factor);
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const next = f32x4.mul(v128.load(trace + at), keep);
    v128.store(trace + at, v128.and(next, f32x4.ge(next, floor)));
  }
}

/** As `steps` calls of `decayTraces64`, bit for bit, so that a result does not depend on how a run is cut. */
export function decayTracesBy64(n: u32, trace: usize, factor: f64, steps: u32): void {
  for (let i: u32 = 0; i < n; i++) {
    let value = load<f64>(trace + (i << 3));
    for (let k: u32 = 0; k < steps && value !== 0.0; k++) {
      value *= factor;
      if (value < 1e-290) value = 0.0;
    }
    store<f64>(trace + (i << 3), value);
  }
}

function mark<T>(list: usize, count: u32, classes: u32, delayClass: u32, trace: usize, nearest: bool): void {
  for (let s: u32 = 0; s < count; s++) {
    const at = trace + (load<u32>(list + (s << 2)) * classes + delayClass) * u32(sizeof<T>());
    store<T>(at, <T>(nearest ? 1.0 : f64(load<T>(at)) + 1.0));
  }
}

/** Adds 1 to the trace of each neuron in the list, or sets it to 1 when only the nearest spike counts. */
export function markTraces64(
  list: usize,
  count: u32,
  classes: u32,
  delayClass: u32,
  trace: usize,
  nearest: bool,
): void {
  mark<f64>(list, count, classes, delayClass, trace, nearest);
}

export function markTraces32(
  list: usize,
  count: u32,
  classes: u32,
  delayClass: u32,
  trace: usize,
  nearest: bool,
): void {
  mark<f32>(list, count, classes, delayClass, trace, nearest);
}

/** Notes the step of the last spike of each neuron in the list. */
export function markLast(list: usize, count: u32, classes: u32, delayClass: u32, last: usize, step: i32): void {
  for (let s: u32 = 0; s < count; s++) {
    store<i32>(last + ((load<u32>(list + (s << 2)) * classes + delayClass) << 2), step);
  }
}
