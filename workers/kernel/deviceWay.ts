import { AMPLITUDE, conduct, FALL, GAP, RATE, SLOT } from "./deviceGap";
import { expNear, expPair, logPair, negated } from "./pairs";

/**
 * A segment of the way of gaps: how far devices come on it in the time they have. Two devices are worked on side by side,
 * in loops short enough that a processor has several of them at work at once.
 */

/** Longest segment, in parts of g_0. */
export const STRIDE: f64 = 0.4;
/** Largest bulge of the logarithm of the speed over a segment; a larger one halves it. */
const MOST_BULGE: f64 = 0.04;

/** What is known of each device beside what a gap does: the sign of its speed, the speed (m/s), what is left of the step, its longest segment. */
export const TOWARD: usize = RATE + SLOT;
export const SIZE: usize = 12 * SLOT;
export const LEFT: usize = 13 * SLOT;
export const LONGEST: usize = 14 * SLOT;
/** Of a segment: its length with and without sign, gaps and amplitudes at its middle and its end, and what flows there. */
export const STEP: usize = 16 * SLOT;
export const LENGTH: usize = 17 * SLOT;
export const MIDDLE: usize = 18 * SLOT;
export const END: usize = 19 * SLOT;
export const AT_MIDDLE: usize = 20 * SLOT;
export const AT_END: usize = 21 * SLOT;
export const FLOW_MIDDLE: usize = 22 * SLOT;
export const FLOW_END: usize = 25 * SLOT;
export const RATE_MIDDLE: usize = 28 * SLOT;
export const RATE_END: usize = 30 * SLOT;
export const GROWTH: usize = 32 * SLOT;
export const BULGE: usize = 33 * SLOT;
export const WANING: usize = 34 * SLOT;
export const WHOLE: usize = 35 * SLOT;
export const SHARE: usize = 36 * SLOT;
export const PART: usize = 37 * SLOT;
/** Masks: lanes that move, that pass the whole segment, whose part is not known yet. */
export const GOES: usize = 38 * SLOT;
export const PASSES: usize = 39 * SLOT;
export const OPEN: usize = 40 * SLOT;
/** Bytes of a room with a segment. */
export const WAY: usize = 41 * SLOT;

/**
 * Time over a piece of the way, in times it would take at the speed of its start: the logarithm of the speed grows by
 * `growth` over the piece and lies `bulge` above the straight line in its middle; `fall` is e^-growth. Of first order in the bulge.
 */
function slowness(growth: v128, bulge: v128, fall: v128): v128 {
  const l = growth;
  const four = f64x2.mul(f64x2.splat(4.0), bulge);
  const one = f64x2.splat(1.0);
  const two = f64x2.splat(2.0);
  const inverse = f64x2.div(one, l);
  const arc = f64x2.add(f64x2.sub(l, two), f64x2.mul(f64x2.add(l, two), fall));
  const far = f64x2.mul(
    f64x2.sub(f64x2.sub(one, fall), f64x2.mul(f64x2.mul(f64x2.mul(four, arc), inverse), inverse)),
    inverse,
  );
  const near = f64x2.lt(f64x2.abs(l), f64x2.splat(0.05));
  if (!v128.any_true(near)) return far;
  let straight = f64x2.sub(f64x2.splat(1.0 / 24.0), f64x2.mul(l, f64x2.splat(1.0 / 120.0)));
  straight = f64x2.sub(f64x2.splat(1.0 / 6.0), f64x2.mul(l, straight));
  straight = f64x2.sub(f64x2.splat(0.5), f64x2.mul(l, straight));
  straight = f64x2.sub(one, f64x2.mul(l, straight));
  let bent = f64x2.sub(f64x2.splat(1.0 / 40.0), f64x2.mul(l, f64x2.splat(1.0 / 180.0)));
  bent = f64x2.sub(f64x2.splat(1.0 / 12.0), f64x2.mul(l, bent));
  bent = f64x2.sub(f64x2.splat(1.0 / 6.0), f64x2.mul(l, bent));
  return v128.bitselect(f64x2.sub(straight, f64x2.mul(four, bent)), far, near);
}

/**
 * First guess of the part of such a piece that is done after `share` of the time that the start's speed would take for all of
 * it, where `whole` of it is what it takes.
 */
function guessPart(share: v128, growth: v128, fall: v128, whole: v128): v128 {
  // Without the bulge there is a closed form; this is scaled so that it ends where the piece does.
  const even = f64x2.div(share, whole);
  const bent = f64x2.gt(f64x2.abs(growth), f64x2.splat(1e-6));
  const one = f64x2.splat(1.0);
  const passed = f64x2.sub(one, f64x2.mul(even, f64x2.sub(one, fall)));
  return f64x2.pmin(v128.bitselect(f64x2.div(negated(logPair(passed)), growth), even, bent), one);
}

/** Steps of Newton's method that a part needs at most. */
const CORRECTIONS: i32 = 8;

/** One such step at `part` for the lanes `open`; stores which lanes need another one at `still`. */
function correctPart(part: v128, share: v128, growth: v128, bulge: v128, open: v128, still: usize): v128 {
  const one = f64x2.splat(1.0);
  const rest = f64x2.mul(f64x2.mul(f64x2.mul(f64x2.splat(4.0), bulge), part), f64x2.sub(one, part));
  const own = f64x2.add(f64x2.mul(growth, part), rest);
  const ownFall = expPair(negated(own));
  const time = f64x2.mul(part, slowness(own, f64x2.mul(f64x2.mul(bulge, part), part), ownFall));
  const error = f64x2.sub(time, share);
  const next = f64x2.pmax(f64x2.sub(part, f64x2.div(error, ownFall)), f64x2.splat(0.0));
  // The correction squares a relative error of this size away.
  v128.store(still, v128.and(open, f64x2.ge(f64x2.abs(error), f64x2.mul(f64x2.splat(1e-5), share))));
  return v128.bitselect(f64x2.pmin(next, one), part, open);
}

/**
 * How far `listed` devices in `pairs` come on their segments. Times are added up along the way: the speed changes by orders of
 * magnitude on it, its logarithm hardly.
 */
export function advance(pairs: usize, listed: u32, coef: usize): void {
  const last = pairs + (listed << 3);
  let stopping = false;
  for (let here = pairs; here < last; here += 16) {
    const rate = v128.load(here + RATE);
    const toward = v128.load(here + TOWARD);
    const length = v128.load(here + LENGTH);
    const size = v128.load(here + SIZE);
    const left = v128.load(here + LEFT);
    const growth = f64x2.sub(v128.load(here + RATE_END), rate);
    const rise = f64x2.sub(v128.load(here + RATE_MIDDLE), rate);
    const bulge = f64x2.sub(rise, f64x2.mul(f64x2.splat(0.5), growth));
    const bulges = v128.and(
      f64x2.gt(f64x2.abs(bulge), f64x2.splat(MOST_BULGE)),
      f64x2.gt(length, f64x2.mul(f64x2.splat(1e-3), v128.load(here + LONGEST))),
    );
    const straight = v128.and(
      f64x2.eq(v128.load(here + RATE_MIDDLE + SLOT), toward),
      f64x2.eq(v128.load(here + RATE_END + SLOT), toward),
    );
    const goes = v128.andnot(straight, bulges);
    const waning = expPair(negated(growth));
    const whole = slowness(growth, bulge, waning);
    const share = f64x2.div(f64x2.mul(left, size), length);
    const passes = v128.and(goes, f64x2.le(whole, share));
    const stops = v128.andnot(goes, passes);
    if (v128.any_true(stops)) stopping = true;
    v128.store(here + GROWTH, growth);
    v128.store(here + BULGE, bulge);
    v128.store(here + WANING, waning);
    v128.store(here + WHOLE, whole);
    v128.store(here + SHARE, share);
    v128.store(here + GOES, goes);
    v128.store(here + PASSES, passes);
    v128.store(here + OPEN, stops);
    // Where the logarithm of the speed bends too much, the segment is halved; where it hardly does, the next one is longer.
    const longest = v128.load(here + LONGEST);
    const full = f64x2.div(f64x2.splat(STRIDE), v128.load(here + FALL));
    const easy = v128.and(passes, f64x2.lt(f64x2.abs(bulge), f64x2.splat(0.25 * MOST_BULGE)));
    const kept = v128.bitselect(f64x2.pmin(f64x2.add(longest, longest), full), longest, easy);
    v128.store(here + LONGEST, v128.bitselect(f64x2.mul(f64x2.splat(0.5), length), kept, v128.and(straight, bulges)));
    v128.store(here + TOWARD, v128.and(toward, straight));
  }
  if (!stopping) return;
  for (let here = pairs; here < last; here += 16) {
    if (!v128.any_true(v128.load(here + OPEN))) continue;
    const growth = v128.load(here + GROWTH);
    v128.store(
      here + PART,
      guessPart(v128.load(here + SHARE), growth, v128.load(here + WANING), v128.load(here + WHOLE)),
    );
  }
  for (let k = 0; k < CORRECTIONS && stopping; k++) {
    stopping = false;
    for (let here = pairs; here < last; here += 16) {
      const open = v128.load(here + OPEN);
      if (!v128.any_true(open)) continue;
      stopping = true;
      const part = v128.load(here + PART);
      const share = v128.load(here + SHARE);
      v128.store(
        here + PART,
        correctPart(part, share, v128.load(here + GROWTH), v128.load(here + BULGE), open, here + OPEN),
      );
    }
  }
  for (let here = pairs; here < last; here += 16) {
    const moved = f64x2.mul(v128.load(here + STEP), v128.load(here + PART));
    const passes = v128.load(here + PASSES);
    const e = expNear(f64x2.mul(f64x2.mul(f64x2.splat(0.5), moved), negated(v128.load(here + FALL))));
    const reached = f64x2.mul(f64x2.mul(v128.load(here + AMPLITUDE), e), e);
    v128.store(here + AT_END, v128.bitselect(v128.load(here + AT_END), reached, passes));
    v128.store(here + END, v128.bitselect(v128.load(here + END), f64x2.add(v128.load(here + GAP), moved), passes));
  }
  conduct(pairs, listed, AT_END, FLOW_END, coef);
}
