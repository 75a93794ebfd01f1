import { read } from "./scalar";

/**
 * Delivers a list of spikes through a connection table in compressed rows: for every edge of a spiking source adds
 * `scale` times its weight to the input of its target.
 *
 * A row (source, delay class) spans `rows[source * classes + class]` to the next entry, so that one spike list and one
 * delay class touch exactly the edges whose arrivals fall in this step. `targets` holds byte offsets, ascending within
 * a row. A row whose targets are consecutive (all-to-all) is added four at a time, in strides of sixteen.
 */
export function propagate32(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  input: usize,
  scale: f32,
): void {
  const factor = f32x4.splat(scale);
  for (let s: u32 = 0; s < count; s++) {
    const row = rows + ((load<u32>(list + (s << 2)) * classes + delayClass) << 2);
    let edge = load<u32>(row) << 2;
    const end = load<u32>(row, 4) << 2;
    if (edge === end) continue;
    const first = load<u32>(targets + edge);
    if (load<u32>(targets + end - 4) - first === end - edge - 4) {
      let at = input + first;
      let from = weights + edge;
      for (; edge + 64 <= end; edge += 64, at += 64, from += 64) {
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(factor, v128.load(from))));
        v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(factor, v128.load(from, 16))), 16);
        v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(factor, v128.load(from, 32))), 32);
        v128.store(at, f32x4.add(v128.load(at, 48), f32x4.mul(factor, v128.load(from, 48))), 48);
      }
      for (; edge + 16 <= end; edge += 16, at += 16, from += 16) {
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(factor, v128.load(from))));
      }
    }
    for (; edge < end; edge += 4) {
      const at = input + load<u32>(targets + edge);
      store<f32>(at, load<f32>(at) + scale * load<f32>(weights + edge));
    }
  }
}

/** As `propagate32` on double-precision weights and inputs. */
export function propagate64(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  input: usize,
  scale: f64,
): void {
  for (let s: u32 = 0; s < count; s++) {
    const row = rows + ((load<u32>(list + (s << 2)) * classes + delayClass) << 2);
    const end = load<u32>(row, 4);
    for (let edge = load<u32>(row); edge < end; edge++) {
      const at = input + load<u32>(targets + (edge << 2));
      store<f64>(at, read<f64>(at) + scale * read<f64>(weights + (edge << 3)));
    }
  }
}

/** As `propagate32` where all synapses of a source share one weight: `weights` holds one number per source. */
export function propagateBySource32(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  input: usize,
  scale: f32,
): void {
  for (let s: u32 = 0; s < count; s++) {
    const source = load<u32>(list + (s << 2));
    const row = rows + ((source * classes + delayClass) << 2);
    const weight = scale * load<f32>(weights + (source << 2));
    let edge = targets + (load<u32>(row) << 2);
    const end = targets + (load<u32>(row, 4) << 2);
    // Two targets a load: the number of loads is what limits this loop.
    for (; edge + 16 <= end; edge += 16) {
      const low = load<u64>(edge);
      const high = load<u64>(edge, 8);
      const a = input + u32(low);
      store<f32>(a, load<f32>(a) + weight);
      const b = input + u32(low >> 32);
      store<f32>(b, load<f32>(b) + weight);
      const c = input + u32(high);
      store<f32>(c, load<f32>(c) + weight);
      const d = input + u32(high >> 32);
      store<f32>(d, load<f32>(d) + weight);
    }
    for (; edge < end; edge += 4) {
      const at = input + load<u32>(edge);
      store<f32>(at, load<f32>(at) + weight);
    }
  }
}

/** As `propagateBySource32` on double-precision weights and inputs. */
export function propagateBySource64(
  list: usize,
  count: u32,
  rows: usize,
  classes: u32,
  delayClass: u32,
  targets: usize,
  weights: usize,
  input: usize,
  scale: f64,
): void {
  for (let s: u32 = 0; s < count; s++) {
    const source = load<u32>(list + (s << 2));
    const row = rows + ((source * classes + delayClass) << 2);
    const weight = scale * load<f64>(weights + (source << 3));
    const end = load<u32>(row, 4);
    for (let edge = load<u32>(row); edge < end; edge++) {
      const at = input + load<u32>(targets + (edge << 2));
      store<f64>(at, load<f64>(at) + weight);
    }
  }
}
