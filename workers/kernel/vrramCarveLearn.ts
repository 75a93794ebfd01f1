import { sum4 } from "./learnLanes";
import { normal } from "./random";

/**
 * Learning along the cells of a block: products of lines and bit lines, softmax over pairs of bit lines, and conductances that
 * move inside their window. Cells stand at (layer * columns + x) * rows + y; lines at layer * rows + y, at least four rows.
 */

/** Conductance of cells, whatever became of them: `faults` (u8) 0 or the number of one of `broken` (f32, from 1 on). */
export function vrramCarveConductances(
  n: u32,
  active: usize,
  faults: usize,
  parts: usize,
  off: f32,
  window: f32,
  broken: usize,
  out: usize,
): void {
  for (let at: u32 = 0; at < n; at++) {
    const fault = load<u8>(faults + at);
    let value = off;
    if (fault !== 0) value = load<f32>(broken + (usize(fault) << 2));
    else if (load<u8>(active + at) !== 0) value = off + window * load<f32>(parts + (at << 2));
    store<f32>(out + (at << 2), value);
  }
}

/** Sum of the products of `n` numbers, at least four. */
function dot(n: u32, a: usize, b: usize): f32 {
  let sum = f32x4.splat(0);
  const vectors = n & ~3;
  let at: usize = 0;
  for (; at < usize(vectors) << 2; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  let rest = sum4(sum);
  for (; at < usize(n) << 2; at += 4) rest += load<f32>(a + at) * load<f32>(b + at);
  return rest;
}

/** `out` [count, columns]: sums over lines of `x` [count, layers, rows] times `g` [layers, columns, rows]. */
export function vrramCarveForward(
  count: u32,
  layers: u32,
  columns: u32,
  rows: u32,
  x: usize,
  g: usize,
  out: usize,
): void {
  const lines = usize(layers * rows) << 2;
  const row = usize(rows) << 2;
  for (let k: u32 = 0; k < count; k++) {
    for (let c: u32 = 0; c < columns; c++) {
      let sum: f32 = 0.0;
      if (rows & 3) {
        for (let l: u32 = 0; l < layers; l++) {
          sum += dot(rows, x + usize(l) * row, g + usize(l * columns + c) * row);
        }
      } else {
        let a = f32x4.splat(0);
        let from = g + usize(c) * row;
        for (let at: usize = 0; at < lines; from += usize(columns) * row) {
          const end = at + row;
          for (let cell = from; at < end; at += 16, cell += 16) {
            a = f32x4.add(a, f32x4.mul(v128.load(x + at), v128.load(cell)));
          }
        }
        sum = sum4(a);
      }
      store<f32>(out + (usize(c) << 2), sum);
    }
    x += lines;
    out += usize(columns) << 2;
  }
}

/** `out` [layers, columns, rows]: sums over `count` examples of `x` [layers, rows] times `d` [columns] each. */
export function vrramCarveGradient(
  count: u32,
  layers: u32,
  columns: u32,
  rows: u32,
  x: usize,
  d: usize,
  out: usize,
): void {
  const lines = usize(layers * rows) << 2;
  const row = usize(rows) << 2;
  const errors = usize(columns) << 2;
  for (let l: u32 = 0; l < layers; l++) {
    for (let y: u32 = 0; y < rows; y += 4) {
      // The last four lines may have gone before: they come out the same.
      const at = usize(min<u32>(y, rows - 4)) << 2;
      const from = x + usize(l) * row + at;
      let to = out + usize(l * columns) * row + at;
      let c: u32 = 0;
      for (; c + 4 <= columns; c += 4) {
        let s0 = f32x4.splat(0);
        let s1 = s0;
        let s2 = s0;
        let s3 = s0;
        let input = from;
        let error = d + (usize(c) << 2);
        for (let k: u32 = 0; k < count; k++) {
          const ink = v128.load(input);
          s0 = f32x4.add(s0, f32x4.mul(ink, v128.load_splat<f32>(error)));
          s1 = f32x4.add(s1, f32x4.mul(ink, v128.load_splat<f32>(error, 4)));
          s2 = f32x4.add(s2, f32x4.mul(ink, v128.load_splat<f32>(error, 8)));
          s3 = f32x4.add(s3, f32x4.mul(ink, v128.load_splat<f32>(error, 12)));
          input += lines;
          error += errors;
        }
        v128.store(to, s0);
        v128.store(to + row, s1);
        v128.store(to + 2 * row, s2);
        v128.store(to + 3 * row, s3);
        to += row << 2;
      }
      for (; c < columns; c++) {
        let s = f32x4.splat(0);
        for (let k: u32 = 0; k < count; k++) {
          s = f32x4.add(
            s,
            f32x4.mul(
              v128.load(from + usize(k) * lines),
              v128.load_splat<f32>(d + usize(k) * errors + (usize(c) << 2)),
            ),
          );
        }
        v128.store(to, s);
        to += row;
      }
    }
  }
}

/**
 * Names of examples from the sums [count, columns] of their bit lines: columns 2p and 2p + 1 pull for and against class
 * p mod classes. `scores` [count, classes] become probabilities, `names` (u8) the likeliest class.
 */
export function vrramCarveNames(
  count: u32,
  columns: u32,
  classes: u32,
  sums: usize,
  scale: f32,
  scores: usize,
  names: usize,
): void {
  const pairs = columns >> 1;
  for (let k: u32 = 0; k < count; k++) {
    memory.fill(scores, 0, usize(classes) << 2);
    for (let p: u32 = 0; p < pairs; p++) {
      const pair = sums + (usize(p) << 3);
      const at = scores + (usize(p % classes) << 2);
      store<f32>(at, load<f32>(at) + scale * (load<f32>(pair) - load<f32>(pair, 4)));
    }
    let best: u32 = 0;
    let most = load<f32>(scores);
    for (let c: u32 = 1; c < classes; c++) {
      const score = load<f32>(scores + (usize(c) << 2));
      if (score <= most) continue;
      most = score;
      best = c;
    }
    let sum: f64 = 0.0;
    for (let c: u32 = 0; c < classes; c++) {
      const at = scores + (usize(c) << 2);
      const e = NativeMath.exp(f64(load<f32>(at)) - f64(most));
      store<f32>(at, f32(e));
      sum += e;
    }
    for (let c: u32 = 0; c < classes; c++) {
      const at = scores + (usize(c) << 2);
      store<f32>(at, f32(f64(load<f32>(at)) / sum));
    }
    store<u8>(names + k, best);
    scores += usize(classes) << 2;
    sums += usize(columns) << 2;
  }
}

/** Least probability that a logarithm is taken of. */
const FLOOR: f64 = 1e-30;

/**
 * Errors `d` [count, columns]: derivative of the mean cross-entropy by the sum of each bit line, times `scale`; 0 for a last
 * column without a partner.
 *
 * @returns sum of the cross-entropies
 */
export function vrramCarveErrors(
  count: u32,
  columns: u32,
  classes: u32,
  probabilities: usize,
  labels: usize,
  scale: f32,
  d: usize,
): f64 {
  let loss: f64 = 0.0;
  const part = scale / f32(count);
  for (let k: u32 = 0; k < count; k++) {
    const label = u32(load<u8>(labels + k));
    const p = f64(load<f32>(probabilities + (usize(label) << 2)));
    loss -= NativeMath.log(p > FLOOR ? p : FLOOR);
    memory.fill(d, 0, usize(columns) << 2);
    for (let pair: u32 = 0; pair < columns >> 1; pair++) {
      const c = pair % classes;
      const wanted: f32 = c === label ? 1.0 : 0.0;
      const error = part * (load<f32>(probabilities + (usize(c) << 2)) - wanted);
      store<f32>(d + (usize(pair) << 3), error);
      store<f32>(d + (usize(pair) << 3), -error, 4);
    }
    probabilities += usize(classes) << 2;
    d += usize(columns) << 2;
  }
  return loss;
}

/** Means over the examples of each of `n` numbers and of its square go into running means [n, 2]. */
export function vrramCarveMoments(count: u32, n: u32, values: usize, scale: f32, share: f32, means: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    let sum: f32 = 0.0;
    let squares: f32 = 0.0;
    let at = values + (usize(i) << 2);
    for (let k: u32 = 0; k < count; k++) {
      const value = scale * load<f32>(at);
      sum += value;
      squares += value * value;
      at += usize(n) << 2;
    }
    const to = means + (usize(i) << 3);
    store<f32>(to, load<f32>(to) + share * (sum / f32(count) - load<f32>(to)));
    store<f32>(to, load<f32>(to, 4) + share * (squares / f32(count) - load<f32>(to, 4)), 4);
  }
}

/** mean += share (value - mean) of `n` numbers, rounded up to four. */
export function vrramCarveMean(n: u32, mean: usize, value: usize, share: f32): void {
  const part = f32x4.splat(share);
  for (let at: usize = 0; at < usize(n) << 2; at += 16) {
    const m = v128.load(mean + at);
    v128.store(mean + at, f32x4.add(m, f32x4.mul(part, f32x4.sub(v128.load(value + at), m))));
  }
}

/** One step of gradient descent with momentum for active cells; what is wanted of a cell stays in its window, 0 to 1. */
export function vrramCarveDescend(
  n: u32,
  active: usize,
  gradient: usize,
  rate: f32,
  momentum: f32,
  velocity: usize,
  wanted: usize,
): void {
  for (let at: u32 = 0; at < n; at++) {
    if (load<u8>(active + at) === 0) continue;
    const word = at << 2;
    let speed = momentum * load<f32>(velocity + word) - rate * load<f32>(gradient + word);
    let value = load<f32>(wanted + word) + speed;
    // At an end of the window nothing moves on.
    if (value < 0.0 || value > 1.0) {
      value = value < 0.0 ? 0.0 : 1.0;
      speed = 0.0;
    }
    store<f32>(velocity + word, speed);
    store<f32>(wanted + word, value);
  }
}

/**
 * Writes what is wanted of active cells into them. `levels` > 1: only as the nearest of as many even levels, and only when
 * that is another one than was last `told`; what a write leaves behind differs by a normal number of standard deviation
 * `spread`, cut off at the ends of the window. `levels` 0: as it is wanted, always.
 *
 * @returns how many cells were written
 */
export function vrramCarveWrite(
  n: u32,
  active: usize,
  wanted: usize,
  levels: u32,
  spread: f64,
  random: usize,
  told: usize,
  parts: usize,
): u32 {
  let writes: u32 = 0;
  const steps = f64(levels - 1);
  for (let at: u32 = 0; at < n; at++) {
    if (load<u8>(active + at) === 0) continue;
    const word = at << 2;
    let value = load<f32>(wanted + word);
    if (levels > 1) value = f32(NativeMath.floor(f64(value) * steps + 0.5) / steps);
    if (value === load<f32>(told + word)) continue;
    writes++;
    store<f32>(told + word, value);
    if (spread > 0.0) {
      const noisy = f64(value) + spread * normal(random);
      value = f32(noisy < 0.0 ? 0.0 : noisy > 1.0 ? 1.0 : noisy);
    }
    store<f32>(parts + word, value);
  }
  return writes;
}
