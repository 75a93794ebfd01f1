/** Kirchhoff's current law on the nets of planes of vertical RRAM, and the steps of conjugate gradients; [layers, columns, rows]. */

/**
 * What Kirchhoff leaves over at planes of one voltage: cell currents `current`, of which `sums` [layers] come in evenly through
 * the drivers at the edge x = 0.
 */
export function vrramLoad(layers: u32, columns: u32, rows: u32, current: usize, sums: usize, out: usize): void {
  for (let l: u32 = 0; l < layers; l++) {
    const even = load<f64>(sums + (usize(l) << 3)) / f64(rows);
    for (let i: u32 = 0; i < columns * rows; i++) {
      store<f64>(out, (i < rows ? even : 0.0) - load<f64>(current));
      out += 8;
      current += 8;
    }
  }
}

/**
 * `out` = `load` (or 0 for none) less what voltages `x` and pillars at `pillars` draw through cells, wires and drivers
 * [layers]. Returns its product with x.
 */
export function vrramBalance(
  layers: u32,
  columns: u32,
  rows: u32,
  g: usize,
  pillars: usize,
  x: usize,
  wire: f64,
  drivers: usize,
  loads: usize,
  out: usize,
): f64 {
  const line = usize(rows) << 3;
  let total: f64 = 0.0;
  for (let i: u32 = 0; i < layers * columns; i++) {
    const column = i % columns;
    const row = usize(i) * line;
    const back = column > 0 ? row - line : row;
    const on = column + 1 < columns ? row + line : row;
    const driver = column > 0 ? 0.0 : load<f64>(drivers + (usize(i / columns) << 3));
    let aside: f64 = 0.0;
    for (let at: usize = 0; at < line; at += 8) {
      const here = load<f64>(x + row + at);
      // Each flux is rounded the same way at both of its ends.
      const beside = at + 8 < line ? wire * (load<f64>(x + row + at + 8) - here) : 0.0;
      const wires =
        wire * (load<f64>(x + back + at) - here) + wire * (load<f64>(x + on + at) - here) + (beside - aside);
      aside = beside;
      let value = wires - load<f64>(g + row + at) * (here - load<f64>(pillars + row + at)) - driver * here;
      if (loads) value += load<f64>(loads + row + at);
      store<f64>(out + row + at, value);
      total += value * here;
    }
  }
  return total;
}

/** x += alpha p, r += alpha change; returns r.r. */
export function vrramAdvance(n: u32, x: usize, p: usize, r: usize, change: usize, alpha: f64): f64 {
  let squares: f64 = 0.0;
  for (let at: usize = 0; at < usize(n) << 3; at += 8) {
    store<f64>(x + at, load<f64>(x + at) + alpha * load<f64>(p + at));
    const rest = load<f64>(r + at) + alpha * load<f64>(change + at);
    store<f64>(r + at, rest);
    squares += rest * rest;
  }
  return squares;
}

/** a.b */
export function vrramDot(n: u32, a: usize, b: usize): f64 {
  let sum: f64 = 0.0;
  for (let at: usize = 0; at < usize(n) << 3; at += 8) sum += load<f64>(a + at) * load<f64>(b + at);
  return sum;
}

/** p = z + beta p */
export function vrramTurn(n: u32, p: usize, z: usize, beta: f64): void {
  for (let at: usize = 0; at < usize(n) << 3; at += 8) store<f64>(p + at, load<f64>(z + at) + beta * load<f64>(p + at));
}
