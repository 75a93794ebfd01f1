import { describe, expect, it } from "vitest";
import { Welch } from "../math/spectrum";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { FlickerNoise, TelegraphNoise, type Trap } from "./_noise";

const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, v) => sum + v, 0) / x.length;
const variance = (x: ArrayLike<number>): number => {
  const m = mean(x);
  return mean(Array.from(x, (v) => (v - m) ** 2));
};

function flicker(columns: number, processes: number, ratio: number, fastest: number, seed = 1) {
  const arena = new Arena(createKernel());
  const shape = { rows: 1, columns };
  const noise = new FlickerNoise(arena, shape, "test", { processes, ratio });
  const values = arena.alloc("scratch", "f64", columns);
  arena.commit();
  noise.adjust(fastest);
  noise.init(seed);
  /** Sum of the processes of each device. */
  const sums = (): Float64Array => {
    values.view.fill(1000);
    noise.apply(values, 1e-3 * Math.sqrt(processes));
    return values.view.map((v) => v - 1000);
  };
  return { noise, sums, arena };
}

describe("1/f noise", () => {
  it("has a slope of -1 over three decades, and the density of its sum", () => {
    // One device, 2^18 samples; time constants from half a sample to far beyond a segment.
    for (const [ratio, processes] of [
      [4, 10],
      [10, 8],
    ] as const) {
      const { noise } = flicker(1, processes, ratio, 0.5e-3);
      const samples = new Float64Array(2 ** 18);
      for (let k = 0; k < samples.length; k++) {
        noise.advance(1e-3);
        let sum = 0;
        for (let i = 0; i < noise.values.length; i += 4) sum += noise.values.view[i] as number;
        samples[k] = sum;
      }
      const welch = new Welch(createKernel(), 2 ** 15, 1);
      const density = welch.density(samples);
      // Thirty bins to the decade, 0.06 to 60 Hz.
      const points: [number, number][] = [];
      for (let bin = 0; bin < 90; bin++) {
        const [from, to] = [0.06 * 10 ** (bin / 30), 0.06 * 10 ** ((bin + 1) / 30)];
        const inside = Array.from(welch.frequencies.keys()).filter(
          (i) => (welch.frequencies[i] as number) >= from && (welch.frequencies[i] as number) < to,
        );
        if (inside.length === 0) continue;
        points.push([Math.log(Math.sqrt(from * to)), Math.log(mean(inside.map((i) => density[i] as number)))]);
      }
      const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
      const slope =
        points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
        points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
      expect(Math.abs(slope + 1)).toBeLessThan(0.05);
      const level = mean(points.map(([x, y]) => Math.exp(x + y)));
      expect(level / (1 / (2 * Math.log(ratio)))).toBeGreaterThan(0.9);
      expect(level / (1 / (2 * Math.log(ratio)))).toBeLessThan(1.1);
    }
  }, 20_000);

  it("is stationary from the start and after any time, with a variance of one for each process", () => {
    const n = 40_000;
    const { noise, sums } = flicker(n, 8, 10, 1e-6);
    const right = () => {
      const values = sums();
      expect(Math.abs(mean(values))).toBeLessThan(3 * Math.sqrt(8 / n));
      expect(Math.abs(variance(values) / 8 - 1)).toBeLessThan(3 * Math.sqrt(2 / n));
    };
    right();
    for (const dt of [1e-9, 1e-4, 3, 1e9]) {
      noise.advance(dt);
      right();
    }
  });

  it("has the same correlation over a time that is cut into ten", () => {
    const n = 40_000;
    const kept = (parts: number): number => {
      const { noise, sums } = flicker(n, 8, 10, 1e-6, 7 + parts);
      const before = sums();
      for (let k = 0; k < parts; k++) noise.advance(1e-3 / parts);
      const after = sums();
      return mean(before.map((x, i) => x * (after[i] as number))) / 8;
    };
    let exact = 0;
    for (let k = 0; k < 8; k++) exact += Math.exp(-1e-3 / (1e-6 * 10 ** k)) / 8;
    for (const parts of [1, 10, 100]) expect(Math.abs(kept(parts) - exact)).toBeLessThan(3 * Math.sqrt(2 / n));
  });

  it("gives a device the same noise whatever stands beside it", () => {
    const [small, large] = [flicker(5, 8, 10, 1e-6), flicker(333, 8, 10, 1e-6)];
    for (const { noise } of [small, large]) for (let k = 0; k < 5; k++) noise.advance(1e-5);
    expect([...small.sums()]).toEqual([...large.sums().subarray(0, 5)]);
    expect(new Set(large.sums()).size).toBe(333);
  });
});

describe("normal numbers of devices", () => {
  it("invert the distribution function", () => {
    const kernel = createKernel();
    for (const [p, x] of [
      [0.5, 0],
      [0.6, 0.2533471031357997],
      [0.925, 1.4395314709384563],
      [0.975, 1.959963984540054],
      [0.001, -3.090232306167813],
      [1e-9, -5.997807015008182],
      [1e-15, -7.941345326170998],
    ] as const)
      expect(Math.abs(kernel.normalQuantile(p) - x)).toBeLessThanOrEqual(2e-7 * Math.abs(x));
  });
});

describe("telegraph noise", () => {
  const n = 40_000;
  function traps(trap: Trap, seed = 1) {
    const arena = new Arena(createKernel());
    const noise = new TelegraphNoise(arena, { rows: 1, columns: n }, "test");
    arena.commit();
    noise.adjust(trap);
    noise.init(seed);
    return noise;
  }
  const near = (share: number, p: number) => expect(Math.abs(share - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / n));

  it("is full for its share of the time", () => {
    const noise = traps({ empty: 3e-3, full: 1e-3, decades: 0 });
    near(mean(noise.full.view), 0.25);
    for (let k = 0; k < 5; k++) noise.advance(1e-3);
    near(mean(noise.full.view), 0.25);
  });

  it("changes as a two-state process does, whatever the step", () => {
    for (const parts of [1, 10]) {
      const noise = traps({ empty: 3e-3, full: 1e-3, decades: 0 });
      noise.full.view.fill(1);
      for (let k = 0; k < parts; k++) noise.advance(1e-3 / parts);
      near(mean(noise.full.view), 0.25 + 0.75 * Math.exp(-4 / 3));
      noise.full.view.fill(0);
      for (let k = 0; k < parts; k++) noise.advance(1e-3 / parts);
      near(mean(noise.full.view), 0.25 - 0.25 * Math.exp(-4 / 3));
    }
  });

  it("spreads its time scales evenly over decades", () => {
    const noise = traps({ empty: 1e-3, full: 1e-3, decades: 6 });
    noise.full.view.fill(1);
    noise.advance(1e-3);
    // Mean over tau = 1e-6 ... 1 s of the share that is still full.
    let exact = 0;
    for (let k = 0; k < 6000; k++) exact += (0.5 + 0.5 * Math.exp(-2e-3 / 10 ** (-6 + (k + 0.5) / 1000))) / 6000;
    near(mean(noise.full.view), exact);
  });
});
