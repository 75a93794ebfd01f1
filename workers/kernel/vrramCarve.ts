/**
 * A block whose planes are cut into lines along x, one for each y: lines and pillars of the same y are a circuit of their own,
 * and four of them go side by side through the lanes. Cells stand at (layer * columns + x) * rows + y, single precision,
 * conductances in one unit of the caller's. Free of subtractions, as in `vrramLumped.ts`: digits are lost to rounding only.
 */

const BYTES: usize = 16;

/** Stands for nothing to hold on to, beside which no conductance of a cell is lost. */
const TINY: f32 = 1e-20;

/**
 * One pillar of four slices: adds what it is between lines to `couplings` [layers, layers] above the diagonal and to
 * `grounds` [layers], and writes `foot` [layers], what flows into its bit line for 1 V of each line while the others are
 * at 0 V.
 *
 * `g`: cell of layer 0 of the first slice, `stride` bytes to the next layer; `q` and `h`: [layers] of scratch.
 */
function eliminatePillar(
  layers: u32,
  g: usize,
  stride: usize,
  wire: v128,
  access: v128,
  couplings: usize,
  grounds: usize,
  foot: usize,
  q: usize,
  h: usize,
): void {
  const one = f32x4.splat(1.0);
  let below = f32x4.add(access, v128.load(g));
  let cell = g;
  let at: usize = 0;
  // Upwards: q is the part of its voltage that a node passes to the one below; h first 1 / (wire + s).
  for (let l: u32 = 0; l + 1 < layers; l++) {
    const inverse = f32x4.div(one, f32x4.add(wire, below));
    const part = f32x4.mul(wire, inverse);
    v128.store(q + at, part);
    v128.store(h + at, inverse);
    cell += stride;
    below = f32x4.add(v128.load(cell), f32x4.mul(below, part));
    at += BYTES;
  }
  let own = f32x4.div(one, below);
  v128.store(h + at, f32x4.mul(own, v128.load(cell)));
  for (let l = layers - 1; l-- > 0; ) {
    at -= BYTES;
    cell -= stride;
    const part = v128.load(q + at);
    own = f32x4.add(v128.load(h + at), f32x4.mul(f32x4.mul(part, part), own));
    v128.store(h + at, f32x4.mul(own, v128.load(cell)));
  }
  const line = usize(layers) * BYTES;
  let reach = access;
  for (let l: u32 = 0; l < layers; l++) {
    at = usize(l) * BYTES;
    const into = f32x4.mul(reach, v128.load(h + at));
    v128.store(foot + at, into);
    v128.store(grounds + at, f32x4.add(v128.load(grounds + at), into));
    if (l + 1 === layers) break;
    reach = f32x4.mul(reach, v128.load(q + at));
    let run = v128.load(g + usize(l) * stride);
    const row = couplings + usize(l) * line;
    for (; at + BYTES < line; at += BYTES) {
      run = f32x4.mul(run, v128.load(q + at));
      const sum = row + at + BYTES;
      v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(run, v128.load(h + at + BYTES))));
    }
  }
}

/** As `vrramEliminate`, four systems at once; `pivots` become reciprocals. */
function eliminateLines(layers: u32, couplings: usize, grounds: usize, pivots: usize): void {
  const one = f32x4.splat(1.0);
  const line = usize(layers) * BYTES;
  for (let l: usize = 0; l < line; l += BYTES) {
    const row = couplings + l * usize(layers);
    const ground = v128.load(grounds + l);
    let pivot = ground;
    for (let m = l + BYTES; m < line; m += BYTES) pivot = f32x4.add(pivot, v128.load(row + m));
    const inverse = f32x4.div(one, pivot);
    v128.store(pivots + l, inverse);
    for (let m = l + BYTES; m < line; m += BYTES) {
      const factor = f32x4.mul(v128.load(row + m), inverse);
      v128.store(grounds + m, f32x4.add(v128.load(grounds + m), f32x4.mul(factor, ground)));
      const other = couplings + m * usize(layers);
      for (let k = m + BYTES; k < line; k += BYTES) {
        v128.store(other + k, f32x4.add(v128.load(other + k), f32x4.mul(factor, v128.load(row + k))));
      }
    }
    for (let m = l + BYTES; m < line; m += BYTES) v128.store(row + m, f32x4.mul(v128.load(row + m), inverse));
  }
}

/** Voltages of lines, in place of the currents driven into them, [layers]. */
function solveLines(layers: u32, factors: usize, pivots: usize, b: usize): void {
  const line = usize(layers) * BYTES;
  for (let l: usize = 0; l < line; l += BYTES) {
    const value = v128.load(b + l);
    const row = factors + l * usize(layers);
    for (let m = l + BYTES; m < line; m += BYTES) {
      v128.store(b + m, f32x4.add(v128.load(b + m), f32x4.mul(v128.load(row + m), value)));
    }
  }
  for (let l = line; l > 0; ) {
    l -= BYTES;
    const row = factors + l * usize(layers);
    let value = f32x4.mul(v128.load(b + l), v128.load(pivots + l));
    for (let m = l + BYTES; m < line; m += BYTES) {
      value = f32x4.add(value, f32x4.mul(v128.load(row + m), v128.load(b + m)));
    }
    v128.store(b + l, value);
  }
}

/**
 * Conductance that the circuit has between the driver of each line and the bit line of each pillar on it: what takes the
 * place of its cell in the product. All pillars conduct into bit lines at 0 V; a line is one node behind its driver.
 *
 * `g` and `out` [layers, columns, rows], at least four rows. `scratch`: 4 (layers (layers + columns + 4)) f32.
 */
export function vrramCarveTransfer(
  layers: u32,
  columns: u32,
  rows: u32,
  g: usize,
  driver: f32,
  wire: f32,
  access: f32,
  out: usize,
  scratch: usize,
): void {
  const line = usize(layers) * BYTES;
  const couplings = scratch;
  const feet = couplings + line * usize(layers);
  const grounds = feet + line * usize(columns);
  const pivots = grounds + line;
  const q = pivots + line;
  const h = q + line;
  const stride = usize(columns * rows) << 2;
  const drive = f32x4.splat(driver);
  for (let group: u32 = 0; group < rows; group += 4) {
    // The last four slices may have gone before: they come out the same.
    const y = min<u32>(group, rows - 4);
    memory.fill(couplings, 0, line * usize(layers));
    for (let at: usize = 0; at < line; at += BYTES) v128.store(grounds + at, f32x4.add(drive, f32x4.splat(TINY)));
    for (let x: u32 = 0; x < columns; x++) {
      eliminatePillar(
        layers,
        g + (usize(x * rows + y) << 2),
        stride,
        f32x4.splat(wire),
        f32x4.splat(access),
        couplings,
        grounds,
        feet + usize(x) * line,
        q,
        h,
      );
    }
    eliminateLines(layers, couplings, grounds, pivots);
    for (let x: u32 = 0; x < columns; x++) {
      // The circuit is reciprocal: lines answer to a pillar as the pillar does to lines.
      const b = feet + usize(x) * line;
      solveLines(layers, couplings, pivots, b);
      let to = out + (usize(x * rows + y) << 2);
      for (let at: usize = 0; at < line; at += BYTES) {
        v128.store(to, f32x4.mul(drive, v128.load(b + at)));
        to += stride;
      }
    }
  }
}
