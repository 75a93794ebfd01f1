/**
 * Alpha-shaped synaptic current (pA) with its auxiliary state J: exact over the step. `gain` = P21, `gainJ` = P31
 * (mV per pA and per pA/ms), `decay` = e^(-h/tau_s), `kick` = e/tau_s turns an arrival of peak w into a jump of J.
 */
export function alphaCurrentStep64(
  n: u32,
  current: usize,
  rise: usize,
  arrivals: usize,
  drive: usize,
  gain: f64,
  gainJ: f64,
  decay: f64,
  kick: f64,
  h: f64,
): void {
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const value = load<f64>(current + at);
    const j = load<f64>(rise + at);
    store<f64>(drive + at, load<f64>(drive + at) + gain * value + gainJ * j);
    const next = decay * (value + h * j);
    store<f64>(current + at, Math.abs(next) < 1e-290 ? 0.0 : next);
    const nextJ = decay * j + kick * load<f64>(arrivals + at);
    store<f64>(rise + at, Math.abs(nextJ) < 1e-290 ? 0.0 : nextJ);
    store<f64>(arrivals + at, 0.0);
  }
}

export function alphaCurrentStep32(
  n: u32,
  current: usize,
  rise: usize,
  arrivals: usize,
  drive: usize,
  gain: f32,
  gainJ: f32,
  decay: f32,
  kick: f32,
  h: f32,
): void {
  const zero = i32x4.splat(0);
  const floor = f32x4.splat(1e-30);
  const keep = f32x4.splat(decay);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const value = v128.load(current + at);
    const j = v128.load(rise + at);
    const step = f32x4.add(f32x4.mul(f32x4.splat(gain), value), f32x4.mul(f32x4.splat(gainJ), j));
    v128.store(drive + at, f32x4.add(v128.load(drive + at), step));
    const next = f32x4.mul(keep, f32x4.add(value, f32x4.mul(f32x4.splat(h), j)));
    v128.store(current + at, v128.and(next, f32x4.ge(f32x4.abs(next), floor)));
    const nextJ = f32x4.add(f32x4.mul(keep, j), f32x4.mul(f32x4.splat(kick), v128.load(arrivals + at)));
    v128.store(rise + at, v128.and(nextJ, f32x4.ge(f32x4.abs(nextJ), floor)));
    v128.store(arrivals + at, zero);
  }
}
