/**
 * Pillars of a block of vertical RRAM between planes of given voltages, and the currents that follow. Cells lie layer by layer,
 * [layers, n] with n pillars; factors as in `vrramLumped.ts`. `sources`: what flows from plane to pillar beside each cell,
 * [layers, n] A, where cells do not obey Ohm; 0 for none.
 */

/**
 * Voltages of the pillars at planes of `volts` [layers] (or 0 for none) plus `nodes` [layers, n] (or 0), with `feet` [n] A
 * driven in below (or 0).
 */
export function vrramPillars(
  layers: u32,
  n: u32,
  g: usize,
  q: usize,
  wire: f64,
  volts: usize,
  nodes: usize,
  feet: usize,
  sources: usize,
  out: usize,
): void {
  const line = usize(n) << 3;
  const paired = usize(n & ~1) << 3;
  const resistance = 1.0 / wire;
  const factor = f64x2.splat(resistance);
  for (let l: u32 = 0; l < layers; l++) {
    const row = usize(l) * line;
    const volt = volts ? load<f64>(volts + (usize(l) << 3)) : 0.0;
    const base = f64x2.splat(volt);
    const foot = l === 0 ? feet : 0;
    for (let at: usize = 0; at < paired; at += 16) {
      const here = row + at;
      const held = nodes ? f64x2.add(base, v128.load(nodes + here)) : base;
      let current = f64x2.mul(v128.load(g + here), held);
      if (sources) current = f64x2.add(current, v128.load(sources + here));
      if (foot) current = f64x2.add(current, v128.load(foot + at));
      let y = f64x2.mul(current, factor);
      if (l > 0) y = f64x2.add(y, f64x2.mul(v128.load(q + here - line), v128.load(out + here - line)));
      v128.store(out + here, y);
    }
    if (paired < line) {
      const here = row + paired;
      let current = load<f64>(g + here) * (nodes ? volt + load<f64>(nodes + here) : volt);
      if (sources) current += load<f64>(sources + here);
      if (foot) current += load<f64>(foot + paired);
      let y = current * resistance;
      if (l > 0) y += load<f64>(q + here - line) * load<f64>(out + here - line);
      store<f64>(out + here, y);
    }
  }
  for (let l = layers; l-- > 0; ) {
    const row = usize(l) * line;
    const top = l + 1 === layers;
    for (let here = row; here < row + paired; here += 16) {
      let value = v128.load(out + here);
      if (!top) value = f64x2.add(value, v128.load(out + here + line));
      v128.store(out + here, f64x2.mul(v128.load(q + here), value));
    }
    if (paired < line) {
      const here = row + paired;
      let value = load<f64>(out + here);
      if (!top) value += load<f64>(out + here + line);
      store<f64>(out + here, load<f64>(q + here) * value);
    }
  }
}

/** Adds to `sums` [layers] the currents that pillars at `pillars`, and sources, drive into planes at 0 V. */
export function vrramInto(layers: u32, n: u32, g: usize, pillars: usize, sources: usize, sums: usize): void {
  for (let l: u32 = 0; l < layers; l++) {
    let sum: f64 = 0.0;
    for (const end = g + (usize(n) << 3); g < end; g += 8) {
      sum += load<f64>(g) * load<f64>(pillars);
      pillars += 8;
      if (!sources) continue;
      sum -= load<f64>(sources);
      sources += 8;
    }
    const at = sums + (usize(l) << 3);
    store<f64>(at, load<f64>(at) + sum);
  }
}

/**
 * Currents from planes (`volts` plus `nodes`, or 0) to pillars, what runs down each pillar below each layer, and the sums over
 * planes. Returns the sum of squares of the cell currents.
 */
export function vrramCurrents(
  layers: u32,
  n: u32,
  g: usize,
  volts: usize,
  nodes: usize,
  pillars: usize,
  sources: usize,
  current: usize,
  segments: usize,
  sums: usize,
): f64 {
  const line = usize(n) << 3;
  let squares: f64 = 0.0;
  for (let l = layers; l-- > 0; ) {
    const row = usize(l) * line;
    const volt = load<f64>(volts + (usize(l) << 3));
    const top = l + 1 === layers;
    let sum: f64 = 0.0;
    let square: f64 = 0.0;
    for (let here = row; here < row + line; here += 8) {
      const held = nodes ? volt + load<f64>(nodes + here) : volt;
      let flow = load<f64>(g + here) * (held - load<f64>(pillars + here));
      if (sources) flow += load<f64>(sources + here);
      store<f64>(current + here, flow);
      store<f64>(segments + here, top ? flow : load<f64>(segments + here + line) + flow);
      sum += flow;
      square += flow * flow;
    }
    store<f64>(sums + (usize(l) << 3), sum);
    squares += square;
  }
  return squares;
}
