import { rowOf } from "./crossbarFactor";

/**
 * The linear algebra of a crossbar with real wires: row nodes are
 * eliminated exactly, one tridiagonal system per row, and what remains for the column nodes is solved by conjugate
 * gradients with one tridiagonal system per column as the preconditioner. Double precision throughout; factors and their
 * layout as `crossbarFactor.ts` makes them.
 */

/** x = a + factor x over a row. */
function renew(columns: u32, x: usize, a: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  let j: u32 = 0;
  for (; j + 1 < columns; j += 2) {
    const at = usize(j) << 3;
    v128.store(x + at, f64x2.add(v128.load(a + at), f64x2.mul(factors, v128.load(x + at))));
  }
  if (j < columns) {
    const at = usize(j) << 3;
    store<f64>(x + at, load<f64>(a + at) + factor * load<f64>(x + at));
  }
}

/** Right-hand side of a row over the wire conductance: (G x - sources) / wire. */
function driven(columns: u32, t: usize, g: usize, x: usize, sources: usize, resistance: f64): void {
  const factor = f64x2.splat(resistance);
  let j: u32 = 0;
  for (; j + 1 < columns; j += 2) {
    const at = usize(j) << 3;
    let current = f64x2.mul(v128.load(g + at), v128.load(x + at));
    if (sources) current = f64x2.sub(current, v128.load(sources + at));
    v128.store(t + at, f64x2.mul(current, factor));
  }
  if (j < columns) {
    const at = usize(j) << 3;
    let current = load<f64>(g + at) * load<f64>(x + at);
    if (sources) current -= load<f64>(sources + at);
    store<f64>(t + at, current * resistance);
    store<f64>(t + at + 8, 0.0);
  }
}

/** Solves four rows: right-hand sides and results in `t` [4, even], `y` [even, 4]. */
function sweep(even: u32, t: usize, y: usize, q: usize): void {
  const line = usize(even) << 3;
  let y01 = f64x2.splat(0.0);
  let y23 = f64x2.splat(0.0);
  let q01 = f64x2.splat(0.0);
  let q23 = f64x2.splat(0.0);
  const end = t + line;
  while (t < end) {
    const a = v128.load(t);
    const b = v128.load(t + line);
    const c = v128.load(t + 2 * line);
    const d = v128.load(t + 3 * line);
    y01 = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), f64x2.mul(q01, y01));
    y23 = f64x2.add(v128.shuffle<f64>(c, d, 0, 2), f64x2.mul(q23, y23));
    v128.store(y, y01);
    v128.store(y, y23, 16);
    y01 = f64x2.add(v128.shuffle<f64>(a, b, 1, 3), f64x2.mul(v128.load(q), y01));
    y23 = f64x2.add(v128.shuffle<f64>(c, d, 1, 3), f64x2.mul(v128.load(q, 16), y23));
    v128.store(y, y01, 32);
    v128.store(y, y23, 48);
    q01 = v128.load(q, 32);
    q23 = v128.load(q, 48);
    t += 16;
    y += 64;
    q += 64;
  }
  const begin = end - line;
  let x01 = f64x2.splat(0.0);
  let x23 = f64x2.splat(0.0);
  while (t > begin) {
    t -= 16;
    y -= 64;
    q -= 64;
    const odd01 = f64x2.mul(v128.load(q, 32), f64x2.add(v128.load(y, 32), x01));
    const odd23 = f64x2.mul(v128.load(q, 48), f64x2.add(v128.load(y, 48), x23));
    x01 = f64x2.mul(v128.load(q), f64x2.add(v128.load(y), odd01));
    x23 = f64x2.mul(v128.load(q, 16), f64x2.add(v128.load(y, 16), odd23));
    v128.store(t, v128.shuffle<f64>(x01, odd01, 0, 2));
    v128.store(t + line, v128.shuffle<f64>(x01, odd01, 1, 3));
    v128.store(t + 2 * line, v128.shuffle<f64>(x23, odd23, 0, 2));
    v128.store(t + 3 * line, v128.shuffle<f64>(x23, odd23, 1, 3));
  }
}

/** Residual of one row of column nodes: G (w - x) + sources + wire (up - x) + wire (down - x); returns its product with x. */
function balance(
  columns: u32,
  out: usize,
  g: usize,
  w: usize,
  x: usize,
  up: usize,
  down: usize,
  sources: usize,
  wire: f64,
): f64 {
  const segment = f64x2.splat(wire);
  let sum = f64x2.splat(0.0);
  let j: u32 = 0;
  for (; j + 1 < columns; j += 2) {
    const at = usize(j) << 3;
    const here = v128.load(x + at);
    // Each flux is rounded the same way at both of its ends: along a column they cancel but for the last digit.
    const wires = f64x2.add(
      f64x2.mul(segment, f64x2.sub(v128.load(up + at), here)),
      f64x2.mul(segment, f64x2.sub(v128.load(down + at), here)),
    );
    let cell = f64x2.mul(v128.load(g + at), f64x2.sub(v128.load(w + at), here));
    if (sources) cell = f64x2.add(cell, v128.load(sources + at));
    const value = f64x2.add(cell, wires);
    v128.store(out + at, value);
    sum = f64x2.add(sum, f64x2.mul(value, here));
  }
  let total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (j < columns) {
    const at = usize(j) << 3;
    const here = load<f64>(x + at);
    const wires = wire * (load<f64>(up + at) - here) + wire * (load<f64>(down + at) - here);
    let cell = load<f64>(g + at) * (load<f64>(w + at) - here);
    if (sources) cell += load<f64>(sources + at);
    store<f64>(out + at, cell + wires);
    total += (cell + wires) * here;
  }
  return total;
}

/**
 * `out` = current into each column node that Kirchhoff leaves over at column voltages `x`, with row voltages that follow
 * from them; column ends aside (`crossbarColumnEnd`). Returns its product with x.
 *
 * `first` and `last`: currents that the ends of rows drive in, [rows] A, or 0 for none (the homogeneous system).
 * `sources`: current from row to column beside each cell, [rows, columns] A, or 0. `direction`: where not 0, x becomes
 * direction + beta x on the way. `nodes`: where not 0, takes the row voltages. `scratch`: 8 (columns + columns % 2) f64.
 */
export function crossbarResidual(
  rows: u32,
  columns: u32,
  g: usize,
  q: usize,
  rowWire: f64,
  columnWire: f64,
  x: usize,
  out: usize,
  first: usize,
  last: usize,
  sources: usize,
  direction: usize,
  beta: f64,
  nodes: usize,
  scratch: usize,
): f64 {
  const line = usize(columns) << 3;
  const even = columns + (columns & 1);
  const padded = usize(even) << 3;
  const group = padded << 2;
  const resistance = 1.0 / rowWire;
  let renewed: usize = 0;
  let sum: f64 = 0.0;
  for (let i: u32 = 0; i < rows; i += 4) {
    // One row ahead: the last row of the group looks at the node below.
    if (direction) {
      for (const ahead: usize = min<u32>(rows, i + 5); renewed < ahead; renewed++)
        renew(columns, x + renewed * line, direction + renewed * line, beta);
    }
    for (let k: u32 = 0; k < 4; k++) {
      const offset = rowOf(0, i + k, rows, line);
      const t = scratch + usize(k) * padded;
      driven(columns, t, g + offset, x + offset, sources ? sources + offset : 0, resistance);
      if (first) store<f64>(t, load<f64>(t) + load<f64>(rowOf(first, i + k, rows, 8)) * resistance);
      if (last) {
        const end = t + line - 8;
        store<f64>(end, load<f64>(end) + load<f64>(rowOf(last, i + k, rows, 8)) * resistance);
      }
    }
    sweep(even, scratch, scratch + group, q + (usize(i) >> 2) * group);
    for (let k = i; k < rows && k < i + 4; k++) {
      const offset = usize(k) * line;
      const t = scratch + usize(k - i) * padded;
      if (nodes) memory.copy(nodes + offset, t, line);
      const up = k > 0 ? x + offset - line : x + offset;
      const down = k + 1 < rows ? x + offset + line : x + offset;
      sum += balance(
        columns,
        out + offset,
        g + offset,
        t,
        x + offset,
        up,
        down,
        sources ? sources + offset : 0,
        columnWire,
      );
    }
  }
  return sum;
}

/** Adds what column ends of conductance `ends` drive in (`currents` = ends times voltages, or 0 for none); returns the change of the product with x. */
export function crossbarColumnEnd(columns: u32, x: usize, out: usize, ends: usize, currents: usize): f64 {
  let sum: f64 = 0.0;
  for (let at: usize = 0; at < usize(columns) << 3; at += 8) {
    const here = load<f64>(x + at);
    let flow = -load<f64>(ends + at) * here;
    if (currents) flow += load<f64>(currents + at);
    store<f64>(out + at, load<f64>(out + at) + flow);
    sum += flow * here;
  }
  return sum;
}

/**
 * Moves along the search direction and applies the preconditioner: x += alpha p, r += alpha change, z = inverse of the columns times r.
 * Writes r.r and r.z to `products`.
 */
export function crossbarPrecondition(
  rows: u32,
  columns: u32,
  q: usize,
  wire: f64,
  x: usize,
  p: usize,
  r: usize,
  change: usize,
  alpha: f64,
  z: usize,
  products: usize,
): void {
  const line = usize(columns) << 3;
  const paired = usize(columns & ~1) << 3;
  const step = f64x2.splat(alpha);
  const resistance = 1.0 / wire;
  const factor = f64x2.splat(resistance);
  let rr = f64x2.splat(0.0);
  let rz = f64x2.splat(0.0);
  let rrOdd: f64 = 0.0;
  let rzOdd: f64 = 0.0;
  for (let i: u32 = 0; i < rows; i++) {
    const row = usize(i) * line;
    for (let at = row; at < row + paired; at += 16) {
      v128.store(x + at, f64x2.add(v128.load(x + at), f64x2.mul(step, v128.load(p + at))));
      const rest = f64x2.add(v128.load(r + at), f64x2.mul(step, v128.load(change + at)));
      v128.store(r + at, rest);
      rr = f64x2.add(rr, f64x2.mul(rest, rest));
      let y = f64x2.mul(rest, factor);
      if (i > 0) y = f64x2.add(y, f64x2.mul(v128.load(q + at - line), v128.load(z + at - line)));
      v128.store(z + at, y);
    }
    if (paired < line) {
      const at = row + paired;
      store<f64>(x + at, load<f64>(x + at) + alpha * load<f64>(p + at));
      const rest = load<f64>(r + at) + alpha * load<f64>(change + at);
      store<f64>(r + at, rest);
      rrOdd += rest * rest;
      let y = rest * resistance;
      if (i > 0) y += load<f64>(q + at - line) * load<f64>(z + at - line);
      store<f64>(z + at, y);
    }
  }
  for (let i = rows; i-- > 0; ) {
    const row = usize(i) * line;
    const bottom = i + 1 === rows;
    for (let at = row; at < row + paired; at += 16) {
      let value = v128.load(z + at);
      if (!bottom) value = f64x2.add(value, v128.load(z + at + line));
      value = f64x2.mul(v128.load(q + at), value);
      v128.store(z + at, value);
      rz = f64x2.add(rz, f64x2.mul(value, v128.load(r + at)));
    }
    if (paired < line) {
      const at = row + paired;
      let value = load<f64>(z + at);
      if (!bottom) value += load<f64>(z + at + line);
      value *= load<f64>(q + at);
      store<f64>(z + at, value);
      rzOdd += value * load<f64>(r + at);
    }
  }
  store<f64>(products, rrOdd + (f64x2.extract_lane(rr, 0) + f64x2.extract_lane(rr, 1)));
  store<f64>(products + 8, rzOdd + (f64x2.extract_lane(rz, 0) + f64x2.extract_lane(rz, 1)));
}

/** Sum of squares of n numbers. */
export function crossbarSquares(n: u32, a: usize): f64 {
  let sum: f64 = 0.0;
  for (const end = a + (usize(n) << 3); a < end; a += 8) sum += load<f64>(a) * load<f64>(a);
  return sum;
}

/** Current through each cell, G (w - b) + sources, and its sums over rows and columns. */
export function crossbarCurrents(
  rows: u32,
  columns: u32,
  g: usize,
  w: usize,
  b: usize,
  sources: usize,
  current: usize,
  rowSums: usize,
  columnSums: usize,
): void {
  const line = usize(columns) << 3;
  memory.fill(columnSums, 0, line);
  for (let i: u32 = 0; i < rows; i++) {
    let total: f64 = 0.0;
    for (let at: usize = 0; at < line; at += 8) {
      let flow = load<f64>(g + at) * (load<f64>(w + at) - load<f64>(b + at));
      if (sources) flow += load<f64>(sources + at);
      store<f64>(current + at, flow);
      total += flow;
      store<f64>(columnSums + at, load<f64>(columnSums + at) + flow);
    }
    store<f64>(rowSums + (usize(i) << 3), total);
    g += line;
    w += line;
    b += line;
    current += line;
    if (sources) sources += line;
  }
}
