/**
 * Exponential synaptic current (pA): adds its exact contribution over the step to `drive` (mV), then decays; what
 * arrives is added afterwards. Coefficients (f64 each): 0 P21 (mV/pA), 1 decay e^(-h/tau_s). Values below the floor of the precision are
 * set to zero, because denormal numbers are many times slower.
 */
export function expCurrentStep64(n: u32, current: usize, drive: usize, coef: usize): void {
  const gain = load<f64>(coef);
  const decay = load<f64>(coef, 8);
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const value = load<f64>(current + at);
    store<f64>(drive + at, load<f64>(drive + at) + gain * value);
    const next = value * decay;
    store<f64>(current + at, Math.abs(next) < 1e-290 ? 0.0 : next);
  }
}

export function expCurrentStep32(n: u32, current: usize, drive: usize, coef: usize): void {
  const gain = f32x4.splat(f32(load<f64>(coef)));
  const decay = f32x4.splat(f32(load<f64>(coef, 8)));
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const value = v128.load(current + at);
    v128.store(drive + at, f32x4.add(v128.load(drive + at), f32x4.mul(gain, value)));
    const next = f32x4.mul(value, decay);
    v128.store(current + at, v128.and(next, f32x4.ge(f32x4.abs(next), floor)));
  }
}
