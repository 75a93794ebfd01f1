/**
 * Exponential synaptic conductance (nS): adds g and g E_rev to the sums the neuron reads, then decays; what arrives is
 * added afterwards. Coefficients (f64 each): 0 E_rev (mV), 1 decay e^(-h/tau_s).
 */
export function expConductanceStep64(n: u32, conductance: usize, sum: usize, reversalSum: usize, coef: usize): void {
  const reversal = load<f64>(coef);
  const decay = load<f64>(coef, 8);
  for (let i: u32 = 0; i < n; i++) {
    const at = i << 3;
    const g = load<f64>(conductance + at);
    store<f64>(sum + at, load<f64>(sum + at) + g);
    store<f64>(reversalSum + at, load<f64>(reversalSum + at) + g * reversal);
    const next = g * decay;
    store<f64>(conductance + at, next < 1e-290 ? 0.0 : next);
  }
}

export function expConductanceStep32(n: u32, conductance: usize, sum: usize, reversalSum: usize, coef: usize): void {
  const reversal = f32x4.splat(f32(load<f64>(coef)));
  const decay = f32x4.splat(f32(load<f64>(coef, 8)));
  const floor = f32x4.splat(1e-30);
  for (let at: u32 = 0; at < n << 2; at += 16) {
    const g = v128.load(conductance + at);
    v128.store(sum + at, f32x4.add(v128.load(sum + at), g));
    const weighted = f32x4.mul(g, reversal);
    v128.store(reversalSum + at, f32x4.add(v128.load(reversalSum + at), weighted));
    const next = f32x4.mul(g, decay);
    v128.store(conductance + at, v128.and(next, f32x4.ge(next, floor)));
  }
}
