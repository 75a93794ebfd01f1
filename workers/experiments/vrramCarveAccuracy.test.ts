import { describe, expect, it } from "vitest";
import { carveBench, mean } from "./vrramCarveTesting";

/** What rewiring is worth: the same block, as many cells, with and without. Six digits in a block of 1152 cells. */

const SEEDS = [21, 22, 23, 24, 25];
const STEPS = 400;

function run(seed: number, carve: object): number {
  const block = { layers: 8, columns: 12, rows: 12 };
  const bench = carveBench(
    { block, carve: { batch: 16, train: 600, test: 400, evaluate: 50, active: 8, ...carve } },
    seed,
  );
  bench.advance(STEPS);
  return bench.accuracy;
}

describe("carved blocks", () => {
  // Seed by seed, so that its pictures are drawn once.
  const runs = SEEDS.map((seed) => ({
    gradient: run(seed, {}),
    correlation: run(seed, { growth: "correlation" }),
    random: run(seed, { growth: "random" }),
    frozen: run(seed, { frozen: true }),
  }));
  const of = (key: keyof (typeof runs)[number]) => mean(runs.map((each) => each[key]));

  it("name more digits than blocks frozen at random, with every seed", () => {
    for (const { gradient, frozen } of runs) expect(gradient).toBeGreaterThan(frozen + 10);
    expect(of("gradient")).toBeGreaterThan(75);
    expect(of("gradient") - of("frozen")).toBeGreaterThan(20);
  });

  it("find places sooner by the gradient or by correlation than by trial and error", () => {
    expect(of("gradient")).toBeGreaterThan(of("random") + 3);
    expect(of("correlation")).toBeGreaterThan(of("random") + 3);
    expect(of("random")).toBeGreaterThan(of("frozen") + 3);
  });
});
