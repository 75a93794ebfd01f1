/**
 * Factors of the lines of a crossbar, free of subtractions: instead of the diagonal they carry the conductance s that a node
 * sees behind it, s_j = G_j + s_(j-1) wire / (wire + s_(j-1)), so that wires a billion times better than the cells cost no
 * digits. A factor stores q_j = wire / (wire + s_j), and of the last node wire / s_j; a solve then is
 * y_j = b_j / wire + q_(j-1) y_(j-1), x_j = q_j (y_j + x_(j+1)).
 *
 * Matrices lie row by row. Rows are a serial recursion along memory: four of them go through a sweep together, in two
 * vectors, and their factors are stored in that order ([rows / 4, columns + columns % 2, 4]).
 */

/** Address of row i, or of the last row for the missing ones of an incomplete group of four. */
export function rowOf(base: usize, i: u32, rows: u32, bytes: usize): usize {
  return base + usize(min<u32>(i, rows - 1)) * bytes;
}

function pair(low: usize, high: usize): v128 {
  return f64x2.replace_lane(v128.load_splat<f64>(low), 1, load<f64>(high));
}

/** `first` and `last`: conductances at the ends, [rows] S; `wire`: of a segment, S. */
export function crossbarFactorRows(
  rows: u32,
  columns: u32,
  g: usize,
  first: usize,
  last: usize,
  wire: f64,
  q: usize,
): void {
  const line = usize(columns) << 3;
  const segment = f64x2.splat(wire);
  const even = columns + (columns & 1);
  for (let i: u32 = 0; i < rows; i += 4) {
    let a = rowOf(g, i, rows, line);
    let b = rowOf(g, i + 1, rows, line);
    let c = rowOf(g, i + 2, rows, line);
    let d = rowOf(g, i + 3, rows, line);
    let s01 = pair(rowOf(first, i, rows, 8), rowOf(first, i + 1, rows, 8));
    let s23 = pair(rowOf(first, i + 2, rows, 8), rowOf(first, i + 3, rows, 8));
    for (let j: u32 = 0; j + 1 < columns; j++) {
      s01 = f64x2.add(s01, pair(a, b));
      s23 = f64x2.add(s23, pair(c, d));
      const q01 = f64x2.div(segment, f64x2.add(segment, s01));
      const q23 = f64x2.div(segment, f64x2.add(segment, s23));
      v128.store(q, q01);
      v128.store(q, q23, 16);
      s01 = f64x2.mul(s01, q01);
      s23 = f64x2.mul(s23, q23);
      a += 8;
      b += 8;
      c += 8;
      d += 8;
      q += 32;
    }
    const end01 = pair(rowOf(last, i, rows, 8), rowOf(last, i + 1, rows, 8));
    const end23 = pair(rowOf(last, i + 2, rows, 8), rowOf(last, i + 3, rows, 8));
    v128.store(q, f64x2.div(segment, f64x2.add(f64x2.add(s01, pair(a, b)), end01)));
    v128.store(q, f64x2.div(segment, f64x2.add(f64x2.add(s23, pair(c, d)), end23)), 16);
    q += 32;
    if (even > columns) {
      v128.store(q, f64x2.splat(0.0));
      v128.store(q, f64x2.splat(0.0), 16);
      q += 32;
    }
  }
}

/** As for rows; `q` and `seen` are [rows, columns] and [columns]. */
export function crossbarFactorColumns(
  rows: u32,
  columns: u32,
  g: usize,
  first: usize,
  last: usize,
  wire: f64,
  q: usize,
  seen: usize,
): void {
  memory.copy(seen, first, usize(columns) << 3);
  for (let i: u32 = 0; i < rows; i++) {
    const bottom = i + 1 === rows;
    for (let j: u32 = 0; j < columns; j++) {
      const at = usize(j) << 3;
      if (j + 1 < columns) {
        let s = f64x2.add(v128.load(seen + at), v128.load(g + at));
        if (bottom) s = f64x2.add(s, v128.load(last + at));
        const segment = f64x2.splat(wire);
        const factor = f64x2.div(segment, bottom ? s : f64x2.add(segment, s));
        v128.store(q + at, factor);
        v128.store(seen + at, f64x2.mul(s, factor));
        j++;
      } else {
        let s = load<f64>(seen + at) + load<f64>(g + at);
        if (bottom) s += load<f64>(last + at);
        const factor = wire / (bottom ? s : wire + s);
        store<f64>(q + at, factor);
        store<f64>(seen + at, s * factor);
      }
    }
    g += usize(columns) << 3;
    q += usize(columns) << 3;
  }
}
