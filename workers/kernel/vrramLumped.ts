/**
 * The linear algebra of a block of vertical RRAM whose planes are one node each: pillars are eliminated exactly, and what
 * remains is a star of conductances between the planes and to what holds them. Free of subtractions throughout, so that planes
 * and pillars that nearly float keep their digits.
 *
 * Cells lie layer by layer, [layers, n] with n pillars. Factors of pillars are those of the columns of a crossbar
 * (`crossbarFactorColumns`): from layer 0 upwards, q_l = wire / (wire + s_l), of the top layer wire / s_l.
 */

/** Pillars that go through `vrramCouple` together: a cache line. */
const GROUP: u32 = 8;

/** Eight numbers of each layer from pillar c on, zeros for missing ones. */
function gather(layers: u32, n: u32, c: u32, from: usize, to: usize): void {
  const count = min<u32>(GROUP, n - c);
  let source = from + (usize(c) << 3);
  for (let l: u32 = 0; l < layers; l++) {
    if (count < GROUP) memory.fill(to, 0, 64);
    memory.copy(to, source, usize(count) << 3);
    source += usize(n) << 3;
    to += 64;
  }
}

function lanes(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** Sum of the products of two groups. */
function product(a: usize, b: usize): f64 {
  return lanes(
    f64x2.add(
      f64x2.add(f64x2.mul(v128.load(a), v128.load(b)), f64x2.mul(v128.load(a, 16), v128.load(b, 16))),
      f64x2.add(f64x2.mul(v128.load(a, 32), v128.load(b, 32)), f64x2.mul(v128.load(a, 48), v128.load(b, 48))),
    ),
  );
}

/** h = g times the diagonal of the inverse of each pillar: the part of the voltage across a cell that its pillar follows. */
function follow(layers: u32, g: usize, q: usize, h: usize, resistance: f64): void {
  const own = f64x2.splat(resistance);
  for (let lane: usize = 0; lane < 64; lane += 16) {
    let d = f64x2.splat(0.0);
    for (let l = layers; l-- > 0; ) {
      const at = (usize(l) << 6) + lane;
      const factor = v128.load(q + at);
      // The top factor holds the whole inverse; there is nothing above it.
      d = f64x2.mul(factor, f64x2.add(own, f64x2.mul(factor, d)));
      v128.store(h + at, f64x2.mul(v128.load(g + at), d));
    }
  }
}

/** Adds the conductances between each two layers: g_l q_l ... q_(m-1) h_m, in two lanes at [layers, layers, 2]. */
function pair(layers: u32, g: usize, q: usize, h: usize, sums: usize): void {
  for (let l: u32 = 0; l + 1 < layers; l++) {
    const from = usize(l) << 6;
    let a = v128.load(g + from);
    let b = v128.load(g + from, 16);
    let c = v128.load(g + from, 32);
    let d = v128.load(g + from, 48);
    let factor = q + from;
    let other = h + from + 64;
    let sum = sums + ((usize(l) * usize(layers) + usize(l) + 1) << 4);
    for (let m = l + 1; m < layers; m++) {
      a = f64x2.mul(a, v128.load(factor));
      b = f64x2.mul(b, v128.load(factor, 16));
      c = f64x2.mul(c, v128.load(factor, 32));
      d = f64x2.mul(d, v128.load(factor, 48));
      const low = f64x2.add(f64x2.mul(a, v128.load(other)), f64x2.mul(b, v128.load(other, 16)));
      const high = f64x2.add(f64x2.mul(c, v128.load(other, 32)), f64x2.mul(d, v128.load(other, 48)));
      v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(low, high)));
      factor += 64;
      other += 64;
      sum += 16;
    }
  }
}

/** Scales a group by profiles of the planes, [layers, columns]; pillar c stands at x = c / rows. */
function weigh(layers: u32, columns: u32, rows: u32, c: u32, n: u32, profile: usize, a: usize): void {
  for (let k: u32 = 0; k < min<u32>(GROUP, n - c); k++) {
    const x = (c + k) / rows;
    for (let l: u32 = 0; l < layers; l++) {
      const at = a + (usize(l) << 6) + (usize(k) << 3);
      store<f64>(at, load<f64>(at) * load<f64>(profile + (usize(l * columns + x) << 3)));
    }
  }
}

/**
 * What the pillars are between the planes: `couplings` [layers, layers] S, above the diagonal; `grounds` [layers] S to the bit
 * lines, where `feet` [n] S are the access transistors; `own` [layers] the sums of both: what a plane sees while all else is held.
 *
 * `profile`: where not 0, [layers, columns] voltages of planes along x for 1 V of their nodes; then `own` is the power of the
 * cells at these, and `grounds` is left alone. `scratch`: 24 layers + 2 layers^2 + 8 f64.
 */
export function vrramCouple(
  layers: u32,
  columns: u32,
  rows: u32,
  g: usize,
  q: usize,
  feet: usize,
  wire: f64,
  profile: usize,
  couplings: usize,
  grounds: usize,
  own: usize,
  scratch: usize,
): void {
  const n = columns * rows;
  const group = usize(layers) << 6;
  const gs = scratch;
  const qs = gs + group;
  const hs = qs + group;
  const sums = hs + group;
  const seen = sums + ((usize(layers) * usize(layers)) << 4);
  memory.fill(sums, 0, (usize(layers) * usize(layers)) << 4);
  memory.fill(own, 0, usize(layers) << 3);
  if (!profile) memory.fill(grounds, 0, usize(layers) << 3);
  for (let c: u32 = 0; c < n; c += GROUP) {
    gather(layers, n, c, g, gs);
    gather(layers, n, c, q, qs);
    follow(layers, gs, qs, hs, 1.0 / wire);
    if (profile) {
      for (let l: u32 = 0; l < layers; l++) {
        let power: f64 = 0.0;
        for (let k: u32 = 0; k < min<u32>(GROUP, n - c); k++) {
          const at = (usize(l) << 6) + (usize(k) << 3);
          const volt = load<f64>(profile + (usize(l * columns + (c + k) / rows) << 3));
          power += load<f64>(gs + at) * (1.0 - load<f64>(hs + at)) * volt * volt;
        }
        store<f64>(own + (usize(l) << 3), load<f64>(own + (usize(l) << 3)) + power);
      }
      weigh(layers, columns, rows, c, n, profile, gs);
      weigh(layers, columns, rows, c, n, profile, hs);
    } else {
      gather(1, n, c, feet, seen);
      for (let l: u32 = 0; l < layers; l++) {
        const from = usize(l) << 6;
        const at = grounds + (usize(l) << 3);
        store<f64>(at, load<f64>(at) + product(seen, hs + from));
        for (let lane: usize = 0; lane < 64; lane += 16)
          v128.store(seen + lane, f64x2.mul(v128.load(seen + lane), v128.load(qs + from + lane)));
      }
    }
    pair(layers, gs, qs, hs, sums);
  }
  for (let l: u32 = 0; l < layers; l++) {
    const row = own + (usize(l) << 3);
    if (!profile) store<f64>(row, load<f64>(row) + load<f64>(grounds + (usize(l) << 3)));
    for (let m = l + 1; m < layers; m++) {
      const at = usize(l) * usize(layers) + usize(m);
      const value = lanes(v128.load(sums + (at << 4)));
      store<f64>(couplings + (at << 3), value);
      if (profile) continue;
      const column = own + (usize(m) << 3);
      store<f64>(row, load<f64>(row) + value);
      store<f64>(column, load<f64>(column) + value);
    }
  }
}

/**
 * Eliminates planes one after the other (Grassmann, Taksar & Heyman 1985, doi 10.1287/opre.33.5.1107): `couplings` become
 * factors, `grounds` the conductances they hang on when their turn comes.
 */
export function vrramEliminate(layers: u32, couplings: usize, grounds: usize, pivots: usize): void {
  const line = usize(layers) << 3;
  for (let l: u32 = 0; l < layers; l++) {
    const row = couplings + usize(l) * line;
    const ground = load<f64>(grounds + (usize(l) << 3));
    let pivot = ground;
    for (let m = l + 1; m < layers; m++) pivot += load<f64>(row + (usize(m) << 3));
    store<f64>(pivots + (usize(l) << 3), pivot);
    for (let m = l + 1; m < layers; m++) {
      const factor = load<f64>(row + (usize(m) << 3)) / pivot;
      const other = grounds + (usize(m) << 3);
      store<f64>(other, load<f64>(other) + factor * ground);
      for (let k = m + 1; k < layers; k++) {
        const at = couplings + usize(m) * line + (usize(k) << 3);
        store<f64>(at, load<f64>(at) + factor * load<f64>(row + (usize(k) << 3)));
      }
    }
    for (let m = l + 1; m < layers; m++) {
      const at = row + (usize(m) << 3);
      store<f64>(at, load<f64>(at) / pivot);
    }
  }
}

/** Voltages of planes, in place of the currents driven into them, [layers]. */
export function vrramPlanes(layers: u32, factors: usize, pivots: usize, b: usize): void {
  const line = usize(layers) << 3;
  for (let l: u32 = 0; l < layers; l++) {
    const value = load<f64>(b + (usize(l) << 3));
    for (let m = l + 1; m < layers; m++) {
      const at = b + (usize(m) << 3);
      store<f64>(at, load<f64>(at) + load<f64>(factors + usize(l) * line + (usize(m) << 3)) * value);
    }
  }
  for (let l = layers; l-- > 0; ) {
    const at = b + (usize(l) << 3);
    let value = load<f64>(at) / load<f64>(pivots + (usize(l) << 3));
    for (let m = l + 1; m < layers; m++)
      value += load<f64>(factors + usize(l) * line + (usize(m) << 3)) * load<f64>(b + (usize(m) << 3));
    store<f64>(at, value);
  }
}
