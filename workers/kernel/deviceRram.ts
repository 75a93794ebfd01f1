import {
  AMPLITUDE,
  BARRIER,
  CHUNK,
  conduct,
  DRIVE,
  FALL,
  FLOW,
  GAP,
  gapRates,
  RATE,
  SLOT,
  V0,
  VOLTS,
} from "./deviceGap";
import { deviceNormal } from "./deviceNormal";
import { stretch } from "./deviceStreams";
import {
  AT_END,
  AT_MIDDLE,
  advance,
  END,
  FLOW_END,
  FLOW_MIDDLE,
  GOES,
  LEFT,
  LENGTH,
  LONGEST,
  MIDDLE,
  PASSES,
  RATE_END,
  RATE_MIDDLE,
  SIZE,
  STEP,
  STRIDE,
  TOWARD,
  WANING,
  WAY,
  WHOLE,
} from "./deviceWay";
import { expNear, expPair, negated, sinhPair } from "./pairs";
import { exp } from "./transcendental";

/**
 * Filamentary RRAM by the gap between filament and electrode (Guan, Yu & Wong 2012, 10.1109/LED.2012.2210856; Chen & Yu 2015,
 * IEEE Trans. Electron Devices 62:4022; Jiang et al. 2016, 10.1109/TED.2016.2545412); the meaning of a step is told in `devices/rram.ts`.
 *
 * Coefficients (f64 each): 0 I_0, 1 gamma_0, 2 beta / g_1^3, 3 a_0 / L, 4 E_set - E_reset in eV, 5 least gap, 6 largest gap,
 * 7 R_th, 8 T_0, 9 compliance (A, 0: none), 10 1 / L, 11 field threshold (V/m), 12 sd of the largest gap from cycle to cycle
 * (m), 13 jitter (m / sqrt(s)), 14 least gamma, 15 heat of jitter at T_0.
 * `own` holds of each device g_0, V_0, vel_0, E_reset (eV), 1 / V_0, 1 / g_0; `state` its gap, temperature, largest gap, and 1 while
 * the filament is formed: `stretch(n)` bytes from one to the next. `volts` 0: nothing applied.
 *
 * Two devices are worked on side by side: all of them in their order first, then those that are on a longer way, in pairs as
 * they come. No lane knows of the other, so a device keeps its bits wherever it stands and whatever stands beside it.
 */

/** Part of g_0 on which the speed may be taken as constant. */
const SMALL: f64 = 2e-5;
/** Longest way, in parts of g_0, of order two that goes on where the direction is about to turn. */
const REACH: f64 = 0.02;
/** More segments than any gap takes to cross from one end to the other. */
const MOST: i32 = 4000;
/** Jitter of a hot filament sets in around here, over such a width (Stanford model, release 1.0). */
const JITTER_AT: f64 = 450.0;
const JITTER_WIDTH: f64 = 500.0;

/** Numbers of those that are on their way (u32). */
const LIST: usize = 15 * SLOT;
/** Those once more in pairs, and a segment of their way: its middle and its end. */
const PAIRS: usize = 16 * SLOT;
/** One device by itself. */
const ALONE: usize = PAIRS + WAY;

/** Addresses of a chunk's first device, and what holds for all of them. */
let state: usize = 0;
let own: usize = 0;
let volts: usize = 0;
let amps: usize = 0;
let cycles: usize = 0;
let room: usize = 0;
let alone: usize = 0;
let coef: usize = 0;
let bytes: usize = 0;
let time: f64 = 0.0;
/** Exponent of a rate below which no gap moves as much as a millionth of a millionth of g_0 in this step. */
let quiet: f64 = 0.0;

function gather(base: usize, a: u32, b: u32): v128 {
  return f64x2.replace_lane(v128.load_splat<f64>(base + (a << 3)), 1, load<f64>(base + (b << 3)));
}

/** Stores the lanes whose bits are set. */
function scatter(base: usize, a: u32, b: u32, value: v128, lanes: i32): void {
  if (lanes & 1) store<f64>(base + (a << 3), f64x2.extract_lane(value, 0));
  if (lanes & 2) store<f64>(base + (b << 3), f64x2.extract_lane(value, 1));
}

/** A new cycle begins when a filament that was formed is dissolved by a negative voltage. */
function turnCycle(a: u32, b: u32, gap: v128, v: v128, lanes: i32): void {
  const formed = gather(state + 3 * bytes, a, b);
  const half = f64x2.splat(0.5 * load<f64>(coef, 48));
  const none = f64x2.splat(0.0);
  const forms = v128.and(f64x2.eq(formed, none), f64x2.lt(gap, half));
  const dissolves = v128.andnot(v128.and(f64x2.lt(v, none), f64x2.gt(gap, half)), f64x2.eq(formed, none));
  const formBits = i64x2.bitmask(forms) & lanes;
  const dissolveBits = i64x2.bitmask(dissolves) & lanes;
  if (formBits !== 0) scatter(state + 3 * bytes, a, b, f64x2.splat(1.0), formBits);
  if (dissolveBits & 1) dissolve(a);
  if (dissolveBits & 2) dissolve(b);
}

function dissolve(i: u32): void {
  const at = state + (i << 3);
  const most = load<f64>(coef, 48);
  const cycleSd = load<f64>(coef, 96);
  store<f64>(at + 3 * bytes, 0.0);
  const drawn = most + cycleSd * (deviceNormal(cycles + (i << 4)) - 2.0);
  const top = drawn > most ? most : drawn < 0.5 * most ? 0.5 * most : drawn;
  store<f64>(at + 2 * bytes, cycleSd === 0.0 ? most : top);
}

/** What is applied to the devices of a chunk, and what they do with it. */
function flows(count: u32): void {
  for (let a: u32 = 0; a < count; a += 2) {
    const at = a << 3;
    const here = room + at;
    const device = own + at;
    const v = volts === 0 ? f64x2.splat(0.0) : gather(volts, a, a + 1 < count ? a + 1 : a);
    const fall = v128.load(device + 5 * bytes);
    const gap = v128.load(state + at);
    v128.store(here + VOLTS, v);
    v128.store(here + V0, v128.load(device + bytes));
    v128.store(here + BARRIER, v128.load(device + 3 * bytes));
    v128.store(here + FALL, fall);
    v128.store(here + GAP, gap);
    v128.store(here + DRIVE, volts === 0 ? v : sinhPair(f64x2.mul(v, v128.load(device + 4 * bytes))));
    v128.store(here + AMPLITUDE, f64x2.mul(v128.load_splat<f64>(coef), expPair(negated(f64x2.mul(gap, fall)))));
  }
  conduct(room, count, AMPLITUDE, FLOW, coef);
}

/** Goes the short ways of a chunk; returns how many devices are listed for a longer one. */
function begin(count: u32): u32 {
  gapRates(room, count, GAP, FLOW, RATE, quiet, coef);
  const least = v128.load_splat<f64>(coef, 40);
  const dt = f64x2.splat(time);
  const none = f64x2.splat(0.0);
  let listed: u32 = 0;
  let moved = false;
  for (let a: u32 = 0; a < count; a += 2) {
    const b = a + 1 < count ? a + 1 : a;
    const lanes = b > a ? 3 : 1;
    const at = a << 3;
    const here = room + at;
    const gap = v128.load(here + GAP);
    const toward = v128.load(here + TOWARD);
    const top = v128.load(state + at + 2 * bytes);
    const inside = v128.bitselect(f64x2.gt(gap, least), f64x2.lt(gap, top), f64x2.lt(toward, none));
    const moving = v128.andnot(inside, f64x2.eq(toward, none));
    if ((i64x2.bitmask(moving) & lanes) === 0) continue;
    const size = f64x2.mul(v128.load(own + at + 2 * bytes), expPair(v128.load(here + RATE)));
    const way = f64x2.mul(size, dt);
    const g0 = v128.load(own + at);
    const small = v128.and(moving, f64x2.lt(way, f64x2.mul(f64x2.splat(SMALL), g0)));
    const smallBits = i64x2.bitmask(small) & lanes;
    if (smallBits !== 0) {
      moved = true;
      const inward = f64x2.pmax(f64x2.add(gap, f64x2.mul(toward, way)), least);
      const next = v128.bitselect(f64x2.pmin(inward, f64x2.pmax(top, gap)), gap, small);
      // Four terms of e^x are all of it for so small a part of g_0.
      const x = f64x2.mul(f64x2.sub(gap, next), v128.load(here + FALL));
      let e = f64x2.add(f64x2.splat(0.5), f64x2.mul(x, f64x2.splat(1.0 / 6.0)));
      e = f64x2.add(f64x2.splat(1.0), f64x2.mul(x, f64x2.add(f64x2.splat(1.0), f64x2.mul(x, e))));
      v128.store(here + AMPLITUDE, f64x2.mul(v128.load(here + AMPLITUDE), e));
      scatter(state, a, b, next, smallBits);
      turnCycle(a, b, next, v128.load(here + VOLTS), smallBits);
    }
    const longBits = i64x2.bitmask(v128.andnot(moving, small)) & lanes;
    if (longBits === 0) continue;
    v128.store(here + SIZE, size);
    v128.store(here + LEFT, dt);
    v128.store(here + LONGEST, f64x2.mul(f64x2.splat(STRIDE), g0));
    // Which lane goes on is anyone's guess, also the processor's: better no branches.
    store<u32>(room + LIST + (listed << 2), a);
    listed += longBits & 1;
    store<u32>(room + LIST + (listed << 2), b);
    listed += longBits >> 1;
  }
  if (moved) conduct(room, count, AMPLITUDE, FLOW, coef);
  memory.copy(state + bytes, room + FLOW + SLOT, count << 3);
  return listed;
}

/** Middle and end of the next segment of those that are listed. */
function lookAhead(listed: u32): void {
  const half = f64x2.splat(0.5);
  for (let p: u32 = 0; p < listed; p += 2) {
    const pair = room + LIST + (p << 2);
    const a = load<u32>(pair);
    const b = p + 1 < listed ? load<u32>(pair, 4) : a;
    const here = room + PAIRS + (p << 3);
    const gap = gather(state, a, b);
    const toward = gather(room + TOWARD, a, b);
    const size = gather(room + SIZE, a, b);
    const left = gather(room + LEFT, a, b);
    const longest = gather(room + LONGEST, a, b);
    const fall = gather(room + FALL, a, b);
    const amplitude = gather(room + AMPLITUDE, a, b);
    const upper = f64x2.pmax(gather(state + 2 * bytes, a, b), gap);
    v128.store(here + VOLTS, gather(room + VOLTS, a, b));
    v128.store(here + V0, gather(room + V0, a, b));
    v128.store(here + BARRIER, gather(room + BARRIER, a, b));
    v128.store(here + DRIVE, gather(room + DRIVE, a, b));
    v128.store(here + RATE, gather(room + RATE, a, b));
    v128.store(here + FALL, fall);
    v128.store(here + AMPLITUDE, amplitude);
    v128.store(here + GAP, gap);
    v128.store(here + TOWARD, toward);
    v128.store(here + SIZE, size);
    v128.store(here + LEFT, left);
    v128.store(here + LONGEST, longest);
    const goal = v128.bitselect(v128.load_splat<f64>(coef, 40), upper, f64x2.lt(toward, f64x2.splat(0.0)));
    const way = f64x2.abs(f64x2.sub(goal, gap));
    const length = f64x2.pmin(f64x2.mul(f64x2.splat(1.5), f64x2.mul(size, left)), longest);
    const arrives = f64x2.ge(length, way);
    const bounded = f64x2.pmin(length, way);
    const step = f64x2.mul(toward, bounded);
    const e = expNear(f64x2.mul(f64x2.mul(half, step), negated(fall)));
    const between = f64x2.mul(amplitude, e);
    v128.store(here + LENGTH, bounded);
    v128.store(here + STEP, step);
    v128.store(here + MIDDLE, f64x2.add(gap, f64x2.mul(half, step)));
    v128.store(here + END, v128.bitselect(goal, f64x2.add(gap, step), arrives));
    v128.store(here + AT_MIDDLE, between);
    v128.store(here + AT_END, f64x2.mul(between, e));
  }
  const pairs = room + PAIRS;
  conduct(pairs, listed, AT_MIDDLE, FLOW_MIDDLE, coef);
  gapRates(pairs, listed, MIDDLE, FLOW_MIDDLE, RATE_MIDDLE, quiet, coef);
  conduct(pairs, listed, AT_END, FLOW_END, coef);
  gapRates(pairs, listed, END, FLOW_END, RATE_END, quiet, coef);
}

/** Writes down where those that are listed are now; returns how many have still to go on. */
function arrive(listed: u32): u32 {
  let kept: u32 = 0;
  for (let p: u32 = 0; p < listed; p += 2) {
    const pair = room + LIST + (p << 2);
    const a = load<u32>(pair);
    const b = p + 1 < listed ? load<u32>(pair, 4) : a;
    const lanes = b === a ? 1 : 3;
    const here = room + PAIRS + (p << 3);
    const goes = i64x2.bitmask(v128.load(here + GOES)) & lanes;
    if (goes !== 0) {
      const size = v128.load(here + SIZE);
      const spent = f64x2.div(f64x2.mul(v128.load(here + WHOLE), v128.load(here + LENGTH)), size);
      const left = v128.and(f64x2.sub(v128.load(here + LEFT), spent), v128.load(here + PASSES));
      const gap = v128.load(here + END);
      scatter(state, a, b, gap, goes);
      scatter(state + bytes, a, b, v128.load(here + FLOW_END + SLOT), goes);
      scatter(room + FLOW + 2 * SLOT, a, b, v128.load(here + FLOW_END + 2 * SLOT), goes);
      scatter(room + AMPLITUDE, a, b, v128.load(here + AT_END), goes);
      scatter(room + RATE, a, b, v128.load(here + RATE_END), goes);
      scatter(room + SIZE, a, b, f64x2.div(size, v128.load(here + WANING)), goes);
      scatter(room + LEFT, a, b, left, goes);
      turnCycle(a, b, gap, v128.load(here + VOLTS), goes);
    }
    scatter(room + LONGEST, a, b, v128.load(here + LONGEST), lanes);
    if (goes !== lanes) {
      const turns = i64x2.bitmask(f64x2.eq(v128.load(here + TOWARD), f64x2.splat(0.0))) & lanes;
      if (turns & 1) turn(a);
      if (turns & 2) turn(b);
    }
    store<u32>(room + LIST + (kept << 2), a);
    kept += goesOn(a);
    store<u32>(room + LIST + (kept << 2), b);
    kept += lanes === 3 ? goesOn(b) : 0;
  }
  return kept;
}

/** 1 where time is left and the gap has where to go. */
function goesOn(i: u32): u32 {
  const toward = load<f64>(room + TOWARD + (i << 3));
  if (toward === 0.0 || load<f64>(room + LEFT + (i << 3)) <= 0.0) return 0;
  const at = state + (i << 3);
  const gap = load<f64>(at);
  return u32(toward < 0.0 ? gap > load<f64>(coef, 40) : gap < load<f64>(at + 2 * bytes));
}

/** Rate of device `i` alone at `gap`, in the first place of the pairs beside those that wait; leaves behind what flows. */
function rateAt(i: u32, gap: f64): f64 {
  const from = room + (i << 3);
  v128.store(alone + VOLTS, v128.load_splat<f64>(from + VOLTS));
  v128.store(alone + V0, v128.load_splat<f64>(from + V0));
  v128.store(alone + BARRIER, v128.load_splat<f64>(from + BARRIER));
  v128.store(alone + DRIVE, v128.load_splat<f64>(from + DRIVE));
  v128.store(alone + GAP, f64x2.splat(gap));
  const exponent = negated(f64x2.mul(f64x2.splat(gap), v128.load_splat<f64>(from + FALL)));
  v128.store(alone + AMPLITUDE, f64x2.mul(v128.load_splat<f64>(coef), expPair(exponent)));
  conduct(alone, 1, AMPLITUDE, FLOW, coef);
  gapRates(alone, 1, GAP, FLOW, RATE, quiet, coef);
  return load<f64>(alone + RATE);
}

/** A short way of second order where the direction turns ahead. */
function turn(i: u32): void {
  const at = usize(i) << 3;
  const here = room + at;
  const vel = load<f64>(own + at + 2 * bytes);
  const size = load<f64>(here + SIZE);
  const left = load<f64>(here + LEFT);
  const reach = REACH * load<f64>(own + at);
  const h = size * left > reach ? reach / size : left;
  let gap = load<f64>(state + at);
  const top = load<f64>(state + at + 2 * bytes);
  const upper = gap > top ? gap : top;
  const middle = rateAt(i, gap + 0.5 * h * load<f64>(here + TOWARD) * size);
  gap += h * load<f64>(alone + TOWARD) * vel * exp(middle);
  if (gap < load<f64>(coef, 40)) gap = load<f64>(coef, 40);
  if (gap > upper) gap = upper;
  const rate = rateAt(i, gap);
  store<f64>(here + RATE, rate);
  store<f64>(here + SIZE, vel * exp(rate));
  store<f64>(here + TOWARD, load<f64>(alone + TOWARD));
  store<f64>(here + AMPLITUDE, load<f64>(alone + AMPLITUDE));
  store<f64>(here + LEFT, left - h);
  store<f64>(here + FLOW + 2 * SLOT, load<f64>(alone + FLOW + 2 * SLOT));
  store<f64>(state + at, gap);
  store<f64>(state + bytes + at, load<f64>(alone + FLOW + SLOT));
  turnCycle(i, i, f64x2.splat(gap), v128.load(alone + VOLTS), 1);
}

/** Random walk of hot tips. */
function shake(count: u32, jitters: usize): void {
  const jitter = load<f64>(coef, 104) * NativeMath.sqrt(time);
  for (let i: u32 = 0; i < count; i++) {
    const at = usize(i) << 3;
    const hot = load<f64>(state + bytes + at);
    if (hot <= load<f64>(coef, 64) + 1.0) continue;
    const share = 1.0 / (1.0 + NativeMath.exp((JITTER_AT - hot) / JITTER_WIDTH)) - load<f64>(coef, 120);
    let gap = load<f64>(state + at) + jitter * share * deviceNormal(jitters + (i << 4));
    const top = load<f64>(state + at + 2 * bytes);
    if (gap < load<f64>(coef, 40)) gap = load<f64>(coef, 40);
    else if (gap > top) gap = top;
    rateAt(i, gap);
    store<f64>(state + at, gap);
    store<f64>(state + bytes + at, load<f64>(alone + FLOW + SLOT));
    store<f64>(room + FLOW + 2 * SLOT + at, load<f64>(alone + FLOW + 2 * SLOT));
  }
}

/** @param rooms scratch of 2208 numbers (f64) */
export function rramStep(
  n: u32,
  devices: usize,
  owns: usize,
  voltages: usize,
  dt: f64,
  out: usize,
  cycle: usize,
  jitters: usize,
  coefficients: usize,
  rooms: usize,
): void {
  coef = coefficients;
  room = rooms;
  alone = rooms + ALONE;
  bytes = stretch(n);
  time = dt;
  quiet = dt > 0.0 ? NativeMath.log((1e-12 * load<f64>(owns)) / (load<f64>(owns + 2 * bytes) * dt)) - 1.0 : 0.0;
  const shakes = dt > 0.0 && load<f64>(coef, 104) > 0.0;
  for (let first: u32 = 0; first < n; first += CHUNK) {
    const at = usize(first) << 3;
    const count = n - first < CHUNK ? n - first : CHUNK;
    state = devices + at;
    own = owns + at;
    volts = voltages === 0 ? 0 : voltages + at;
    amps = out === 0 ? 0 : out + at;
    cycles = cycle + 2 * at;
    flows(count);
    if (dt > 0.0) {
      let listed = begin(count);
      for (let k = 0; k < MOST && listed > 0; k++) {
        lookAhead(listed);
        advance(room + PAIRS, listed, coef);
        listed = arrive(listed);
      }
      if (shakes) shake(count, jitters + 2 * at);
    }
    if (amps !== 0) memory.copy(amps, room + FLOW + 2 * SLOT, count << 3);
  }
}
