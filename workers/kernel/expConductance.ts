/**
 * Exponential synaptic conductance (nS): adds g and g E_rev to the sums the neuron reads, then decays and takes in the
 * arrivals, which are cleared.
 */
export function expConductanceStep64(
  n: u32,
  conductance: usize,
  arrivals: usize,
  sum: usize,
  reversalSum: usize,
  reversal: f64,
  decay: f64,
): void {
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const g = load<f64>(conductance + at);
    store<f64>(sum + at, load<f64>(sum + at) + g);
    store<f64>(reversalSum + at, load<f64>(reversalSum + at) + g * reversal);
    const next = g * decay + load<f64>(arrivals + at);
    store<f64>(conductance + at, next < 1e-290 ? 0.0 : next);
    store<f64>(arrivals + at, 0.0);
  }
}

export function expConductanceStep32(
  n: u32,
  conductance: usize,
  arrivals: usize,
  sum: usize,
  reversalSum: usize,
  reversal: f32,
  decay: f32,
): void {
  const zero = i32x4.splat(0);
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const g = v128.load(conductance + at);
    v128.store(sum + at, f32x4.add(v128.load(sum + at), g));
    const weighted = f32x4.mul(g, f32x4.splat(reversal));
    v128.store(reversalSum + at, f32x4.add(v128.load(reversalSum + at), weighted));
    const next = f32x4.add(f32x4.mul(g, f32x4.splat(decay)), v128.load(arrivals + at));
    v128.store(conductance + at, v128.and(next, f32x4.ge(next, floor)));
    v128.store(arrivals + at, zero);
  }
}
