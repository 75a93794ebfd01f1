import { describe, expect, it } from "vitest";
import { RandomStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { type BurstParams, BurstSources } from "./bursts";

const SIZE = 40;
const CHOSEN = 10;

/** Spikes of each source, and counts of the chosen sources by step. */
function run(params: BurstParams, steps: number, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const random = new RandomStream(kernel, arena, "bursts");
  const sources = new BurstSources(arena, SIZE, random);
  const list = arena.alloc("scratch", "u32", SIZE);
  arena.commit();
  random.seed(seed);
  sources.chosen.view.fill(1, 0, CHOSEN);
  sources.update(params, 1);
  const spikes = new Float64Array(SIZE);
  const chosen = new Uint32Array(steps);
  const others = new Uint32Array(steps);
  for (let step = 1; step <= steps; step++) {
    const count = sources.generate(list.ptr, 0, step);
    for (const source of list.view.subarray(0, count)) {
      spikes[source] = (spikes[source] as number) + 1;
      const at = source < CHOSEN ? chosen : others;
      at[step - 1] = (at[step - 1] as number) + 1;
    }
  }
  return { spikes, chosen, others };
}

/** Variance over mean of the counts in windows of 20 ms: 1 for sources that know nothing of each other. */
function fano(counts: Uint32Array): number {
  const windows = Array.from({ length: counts.length / 20 }, (_, k) =>
    counts.subarray(20 * k, 20 * k + 20).reduce((a, b) => a + b, 0),
  );
  const mean = windows.reduce((a, b) => a + b, 0) / windows.length;
  return windows.reduce((sum, x) => sum + (x - mean) ** 2, 0) / windows.length / mean;
}

describe("sources that fire in bursts", () => {
  const params: BurstParams = { rate: 5, burstRate: 3, burst: 10, share: 0.8 };
  const STEPS = 400_000;

  it("fire at the mean rate of all others", () => {
    const { spikes } = run(params, STEPS);
    const mean = (from: number, to: number) => spikes.subarray(from, to).reduce((a, b) => a + b, 0) / (to - from);
    const wanted = (params.rate * STEPS) / 1000;
    // Of independent spikes 1 %; common bursts make the mean of the chosen waver by 3 %.
    expect(mean(CHOSEN, SIZE) / wanted).toBeCloseTo(1, 1);
    expect(Math.abs(mean(0, CHOSEN) / wanted - 1)).toBeLessThan(0.12);
  });

  it("fire together, and the others each on their own", () => {
    const { chosen, others } = run(params, STEPS);
    expect(fano(chosen)).toBeGreaterThan(5);
    expect(fano(others)).toBeCloseTo(1, 1);
    expect(fano(run({ ...params, share: 0 }, STEPS).chosen)).toBeLessThan(1.3);
  });

  it("fire as much as they should when bursts cannot hold their spikes", () => {
    const { spikes } = run({ rate: 50, burstRate: 0.2, burst: 1, share: 1 }, 100_000);
    const mean = spikes.subarray(0, CHOSEN).reduce((a, b) => a + b, 0) / CHOSEN;
    expect(mean / 5000).toBeCloseTo(1, 1);
  });
});
