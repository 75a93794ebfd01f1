/**
 * Exponential synaptic current (pA): adds its exact contribution over the step to `drive` (mV), then decays and takes
 * in the arrivals, which are cleared. `gain` = P21 (mV/pA), `decay` = e^(-h/tau_s). Values below the floor of the
 * precision are set to zero, because denormal numbers are many times slower.
 */
export function expCurrentStep64(n: u32, current: usize, arrivals: usize, drive: usize, gain: f64, decay: f64): void {
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const value = load<f64>(current + at);
    store<f64>(drive + at, load<f64>(drive + at) + gain * value);
    const next = value * decay + load<f64>(arrivals + at);
    store<f64>(current + at, Math.abs(next) < 1e-290 ? 0.0 : next);
    store<f64>(arrivals + at, 0.0);
  }
}

export function expCurrentStep32(n: u32, current: usize, arrivals: usize, drive: usize, gain: f32, decay: f32): void {
  const zero = i32x4.splat(0);
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const value = v128.load(current + at);
    v128.store(drive + at, f32x4.add(v128.load(drive + at), f32x4.mul(f32x4.splat(gain), value)));
    const next = f32x4.add(f32x4.mul(value, f32x4.splat(decay)), v128.load(arrivals + at));
    v128.store(current + at, v128.and(next, f32x4.ge(f32x4.abs(next), floor)));
    v128.store(arrivals + at, zero);
  }
}
