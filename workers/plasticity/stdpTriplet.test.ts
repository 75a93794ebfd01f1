import { describe, expect, it } from "vitest";
import { TRIPLET_PAIRS, TRIPLETS } from "../fixtures/stdp";
import { bcmThreshold, StdpTripletRule, TRIPLET_SETS, type TripletSet, tripletDrift } from "./stdpTriplet";
import { pairing } from "./testing";

/** All times here are whole ms: smaller steps would lead to the same traces. */
const H = 1;

function change(
  set: TripletSet,
  pre: readonly number[],
  post: readonly number[],
  precision: "f32" | "f64" = "f64",
): number {
  const steps = (times: readonly number[]) => times.map((t) => Math.round(t / H));
  const initial = 0;
  return (
    pairing(steps(pre), steps(post), {
      h: H,
      precision,
      initial,
      constants: set,
      rule: (arena) => {
        const rule = new StdpTripletRule(arena);
        return (traces, weights) => {
          rule.update(set, { low: -Infinity, high: Infinity });
          return rule.bind(traces, weights);
        };
      },
    }) - initial
  );
}

/** Sixty pairs at `rate` Hz, post after pre by `interval` ms. */
function pairs(set: TripletSet, rate: number, interval: number, precision: "f32" | "f64" = "f64"): number {
  const start = Array.from({ length: 60 }, (_, k) => 20 + (k * 1000) / rate);
  const shift = Math.max(0, -interval);
  return change(
    set,
    start.map((t) => t + shift),
    start.map((t) => t + shift + interval),
    precision,
  );
}

describe("triplet STDP, sixty periodic pairs", () => {
  it.each(TRIPLET_PAIRS)("%s at %d Hz gives %d and %d at ±10 ms", (name, rate, before, after) => {
    expect(pairs(TRIPLET_SETS[name], rate, 10)).toBeCloseTo(before, 4);
    expect(pairs(TRIPLET_SETS[name], rate, -10)).toBeCloseTo(after, 4);
  });

  it("agrees between single and double precision", () => {
    const set = TRIPLET_SETS.visualFull;
    expect(Math.abs(pairs(set, 20, 10, "f32") - pairs(set, 20, 10))).toBeLessThan(5e-5);
  });
});

describe("triplets", () => {
  const set = TRIPLET_SETS.hippocampusFull;
  const start = Array.from({ length: 60 }, (_, k) => 20 + k * 1000);
  it("tell pre-post-pre from post-pre-post", () => {
    expect(
      change(
        set,
        start.flatMap((t) => [t, t + 10]),
        start.map((t) => t + 5),
      ),
    ).toBeCloseTo(TRIPLETS.prePostPre, 4);
    expect(
      change(
        set,
        start.map((t) => t + 5),
        start.flatMap((t) => [t, t + 10]),
      ),
    ).toBeCloseTo(TRIPLETS.postPrePost, 4);
  });
});

describe("drift between Poisson trains", () => {
  it("changes sign at the threshold of the minimal visual-cortex set", () => {
    const set = TRIPLET_SETS.visualMinimal;
    const threshold = bcmThreshold(set);
    expect(threshold).toBeCloseTo(19.2203, 4);
    expect(tripletDrift(set, 10, threshold - 1)).toBeLessThan(0);
    expect(tripletDrift(set, 10, threshold + 1)).toBeGreaterThan(0);
    expect(Math.abs(tripletDrift(set, 10, threshold))).toBeLessThan(1e-12);
  });
});
