/**
 * Planes of a block of vertical RRAM as nets of resistors, for conjugate gradients on how far their nodes are from the voltage
 * of a plane without resistance. Nodes lie as [layers, columns, rows]; the edge x = 0 hangs on drivers.
 *
 * The preconditioner takes every cell of a plane for the mean of what the plane sees. A plane is then the same at every y, so
 * that cosines along y and one tridiagonal system along x for each of them invert it exactly; modes lie as
 * [layers, columns, padded], the rows padded to whole groups of four. What couples the planes is put right for one voltage of
 * each, its profile under an even load.
 */

/** Cosines along y, orthonormal: `forward` [rows, padded] and `backward` [rows, padded]; `eigen` [padded] of a chain of 1 S. */
export function vrramCosines(rows: u32, padded: u32, forward: usize, backward: usize, eigen: usize): void {
  const step = 3.141592653589793 / f64(rows);
  for (let k: u32 = 0; k < rows; k++) {
    store<f64>(eigen + (usize(k) << 3), 2.0 - 2.0 * NativeMath.cos(step * f64(k)));
    const scale = NativeMath.sqrt((k > 0 ? 2.0 : 1.0) / f64(rows));
    for (let y: u32 = 0; y < rows; y++) {
      // Reduced to one turn, where the cosine is good to its last digit.
      const value = scale * NativeMath.cos(0.5 * step * f64((k * (2 * y + 1)) % (4 * rows)));
      store<f64>(forward + (usize(y * padded + k) << 3), value);
      store<f64>(backward + (usize(k * padded + y) << 3), value);
    }
  }
}

/** Up to four numbers from lane pairs a and b. */
function put(to: usize, a: v128, b: v128, count: u32): void {
  if (count >= 4) {
    v128.store(to, a);
    v128.store(to, b, 16);
    return;
  }
  store<f64>(to, f64x2.extract_lane(a, 0));
  if (count > 1) store<f64>(to + 8, f64x2.extract_lane(a, 1));
  if (count > 2) store<f64>(to + 16, f64x2.extract_lane(b, 0));
}

/** out [lines, width] = a [lines, n] times matrix [n, padded]; `stride` and `outStride` are the lengths of lines of a and out. */
export function vrramTransform(
  lines: u32,
  n: u32,
  a: usize,
  stride: u32,
  matrix: usize,
  padded: u32,
  out: usize,
  outStride: u32,
  width: u32,
): void {
  const line = usize(stride) << 3;
  const outLine = usize(outStride) << 3;
  const step = usize(padded) << 3;
  for (let i: u32 = 0; i < lines; i += 4) {
    // The last line stands in for the missing ones of an incomplete four.
    const second = usize(min<u32>(1, lines - 1 - i));
    const third = usize(min<u32>(2, lines - 1 - i));
    const fourth = usize(min<u32>(3, lines - 1 - i));
    const from = a + usize(i) * line;
    const to = out + usize(i) * outLine;
    for (let k: u32 = 0; k < width; k += 4) {
      let a0 = f64x2.splat(0.0);
      let a1 = a0;
      let b0 = a0;
      let b1 = a0;
      let c0 = a0;
      let c1 = a0;
      let d0 = a0;
      let d1 = a0;
      let column = matrix + (usize(k) << 3);
      let here = from;
      for (const end = from + (usize(n) << 3); here < end; here += 8) {
        const low = v128.load(column);
        const high = v128.load(column, 16);
        const p = v128.load_splat<f64>(here);
        const q = v128.load_splat<f64>(here + second * line);
        const r = v128.load_splat<f64>(here + third * line);
        const s = v128.load_splat<f64>(here + fourth * line);
        a0 = f64x2.add(a0, f64x2.mul(p, low));
        a1 = f64x2.add(a1, f64x2.mul(p, high));
        b0 = f64x2.add(b0, f64x2.mul(q, low));
        b1 = f64x2.add(b1, f64x2.mul(q, high));
        c0 = f64x2.add(c0, f64x2.mul(r, low));
        c1 = f64x2.add(c1, f64x2.mul(r, high));
        d0 = f64x2.add(d0, f64x2.mul(s, low));
        d1 = f64x2.add(d1, f64x2.mul(s, high));
        column += step;
      }
      const at = to + (usize(k) << 3);
      put(at, a0, a1, width - k);
      put(at + second * outLine, b0, b1, width - k);
      put(at + third * outLine, c0, c1, width - k);
      put(at + fourth * outLine, d0, d1, width - k);
    }
  }
}

/** Factors along x of every mode, as of the lines of a crossbar; `own` [layers] S at a node, `drivers` [layers] S at the edge. */
export function vrramFactorLines(
  layers: u32,
  columns: u32,
  padded: u32,
  eigen: usize,
  own: usize,
  drivers: usize,
  wire: f64,
  q: usize,
): void {
  for (let l: u32 = 0; l < layers; l++) {
    const cell = load<f64>(own + (usize(l) << 3));
    const driver = load<f64>(drivers + (usize(l) << 3));
    for (let k: u32 = 0; k < padded; k++) {
      const across = wire * load<f64>(eigen + (usize(k) << 3));
      let seen = driver;
      for (let x: u32 = 0; x < columns; x++) {
        seen += cell + across;
        const factor = wire / (x + 1 < columns ? wire + seen : seen);
        store<f64>(q + (usize((l * columns + x) * padded + k) << 3), factor);
        seen *= factor;
      }
    }
  }
}

/** Solves along x for every mode in place. */
export function vrramLines(layers: u32, columns: u32, padded: u32, q: usize, wire: f64, modes: usize): void {
  const line = usize(padded) << 3;
  const factor = f64x2.splat(1.0 / wire);
  for (let l: u32 = 0; l < layers; l++) {
    for (let x: u32 = 0; x < columns; x++) {
      const row = usize(l * columns + x) * line;
      for (let at = row; at < row + line; at += 16) {
        let y = f64x2.mul(v128.load(modes + at), factor);
        if (x > 0) y = f64x2.add(y, f64x2.mul(v128.load(q + at - line), v128.load(modes + at - line)));
        v128.store(modes + at, y);
      }
    }
    for (let x = columns; x-- > 0; ) {
      const row = usize(l * columns + x) * line;
      for (let at = row; at < row + line; at += 16) {
        let value = v128.load(modes + at);
        if (x + 1 < columns) value = f64x2.add(value, v128.load(modes + at + line));
        v128.store(modes + at, f64x2.mul(v128.load(q + at), value));
      }
    }
  }
}

/**
 * Voltages of each plane along x under an even load, [layers, columns], their largest 1. `held`: W that plane and drivers take
 * at them; `modelled`: with mean cells.
 */
export function vrramProfiles(
  layers: u32,
  columns: u32,
  rows: u32,
  padded: u32,
  q: usize,
  own: usize,
  drivers: usize,
  wire: f64,
  profile: usize,
  held: usize,
  modelled: usize,
): void {
  for (let l: u32 = 0; l < layers; l++) {
    const row = profile + (usize(l * columns) << 3);
    const factors = q + (usize(l * columns * padded) << 3);
    const step = usize(padded) << 3;
    for (let x: u32 = 0; x < columns; x++) {
      const before = x > 0 ? load<f64>(factors + usize(x - 1) * step) * load<f64>(row + (usize(x - 1) << 3)) : 0.0;
      store<f64>(row + (usize(x) << 3), 1.0 / wire + before);
    }
    let largest: f64 = 0.0;
    for (let x = columns; x-- > 0; ) {
      const at = row + (usize(x) << 3);
      const value =
        load<f64>(factors + usize(x) * step) * (load<f64>(at) + (x + 1 < columns ? load<f64>(at + 8) : 0.0));
      store<f64>(at, value);
      if (value > largest) largest = value;
    }
    let power: f64 = 0.0;
    let squares: f64 = 0.0;
    for (let x: u32 = 0; x < columns; x++) {
      const at = row + (usize(x) << 3);
      const value = load<f64>(at) / largest;
      store<f64>(at, value);
      squares += value * value;
      if (x > 0) {
        const rise = value - load<f64>(at - 8);
        power += wire * rise * rise;
      } else {
        power += load<f64>(drivers + (usize(l) << 3)) * value * value;
      }
    }
    store<f64>(held + (usize(l) << 3), f64(rows) * power);
    store<f64>(modelled + (usize(l) << 3), f64(rows) * (power + load<f64>(own + (usize(l) << 3)) * squares));
  }
}

/**
 * Factors the powers of all profiles together, of which the diagonal is `held` plus `own`: `couplings` become factors, `pivots`
 * their pivots. A combination that hangs on nothing is left to itself: nothing drives it.
 */
export function vrramJoin(layers: u32, couplings: usize, held: usize, own: usize, pivots: usize): void {
  const line = usize(layers) << 3;
  for (let l: u32 = 0; l < layers; l++) {
    const at = usize(l) << 3;
    store<f64>(pivots + at, load<f64>(held + at) + load<f64>(own + at));
  }
  for (let l: u32 = 0; l < layers; l++) {
    const row = couplings + usize(l) * line;
    const whole = load<f64>(held + (usize(l) << 3)) + load<f64>(own + (usize(l) << 3));
    let pivot = load<f64>(pivots + (usize(l) << 3));
    if (!(pivot > 1e-12 * whole)) {
      pivot = whole;
      store<f64>(pivots + (usize(l) << 3), pivot);
    }
    for (let m = l + 1; m < layers; m++) {
      const factor = load<f64>(row + (usize(m) << 3)) / pivot;
      const other = pivots + (usize(m) << 3);
      store<f64>(other, load<f64>(other) - factor * load<f64>(row + (usize(m) << 3)));
      for (let k = m + 1; k < layers; k++) {
        const entry = couplings + usize(m) * line + (usize(k) << 3);
        store<f64>(entry, load<f64>(entry) + factor * load<f64>(row + (usize(k) << 3)));
      }
    }
    for (let m = l + 1; m < layers; m++) {
      const entry = row + (usize(m) << 3);
      store<f64>(entry, load<f64>(entry) / pivot);
    }
  }
}

/** Parts of the even mode along the profiles, [layers]. */
export function vrramProject(
  layers: u32,
  columns: u32,
  rows: u32,
  padded: u32,
  profile: usize,
  modes: usize,
  out: usize,
): void {
  const scale = NativeMath.sqrt(f64(rows));
  for (let l: u32 = 0; l < layers; l++) {
    let sum: f64 = 0.0;
    for (let i = l * columns; i < (l + 1) * columns; i++)
      sum += load<f64>(profile + (usize(i) << 3)) * load<f64>(modes + (usize(i * padded) << 3));
    store<f64>(out + (usize(l) << 3), scale * sum);
  }
}

/** Adds profiles of `share` [layers] V to the modes, and takes away what each plane by itself made of `parts` [layers]. */
export function vrramSpread(
  layers: u32,
  columns: u32,
  rows: u32,
  padded: u32,
  profile: usize,
  share: usize,
  parts: usize,
  modelled: usize,
  modes: usize,
): void {
  const scale = NativeMath.sqrt(f64(rows));
  for (let l: u32 = 0; l < layers; l++) {
    const at = usize(l) << 3;
    const part = scale * (load<f64>(share + at) - load<f64>(parts + at) / load<f64>(modelled + at));
    for (let i = l * columns; i < (l + 1) * columns; i++) {
      const mode = modes + (usize(i * padded) << 3);
      store<f64>(mode, load<f64>(mode) + part * load<f64>(profile + (usize(i) << 3)));
    }
  }
}
