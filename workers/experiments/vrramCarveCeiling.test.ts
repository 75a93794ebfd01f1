import { describe, expect, it } from "vitest";
import { carveBench, mean } from "./vrramCarveTesting";

/**
 * Healing of a block as it comes, eight layers: each is two columns of a picture of sixteen, so that what a broken one knew
 * of pictures is gone. What can come back is what a block that never had it learns in as many steps.
 */

const SEEDS = [311, 312, 313];
const TRAIN = 1000;
const HEAL = 2000;
const PASS = 50;

const HOLE = { name: "drill", args: { x: 9, y: 8, radius: 2, kind: "open" } } as const;
const LAYER = { name: "breakLayer", args: { layer: 4, kind: "open" } } as const;

function course(seed: number) {
  const opened = () => carveBench({ carve: { evaluate: PASS } }, seed);
  const bench = opened();
  const { rate, momentum } = bench.carve;
  bench.advance(TRAIN);
  const trained = bench.snapshot();
  const before = bench.accuracy;
  const since = ({ name, args }: typeof HOLE | typeof LAYER, steps: number, healing: boolean): number => {
    bench.edit(healing ? { frozen: false, rate, momentum } : { frozen: true, rate: 0.0001, momentum: 0 });
    bench.restore(trained);
    bench.act(name, args);
    bench.advance(steps);
    return bench.accuracy;
  };
  const hole = { after: since(HOLE, PASS, false), healed: since(HOLE, HEAL, true) };
  const layer = { after: since(LAYER, PASS, false), healed: since(LAYER, HEAL, true) };
  const never = opened();
  never.act(LAYER.name, LAYER.args);
  never.advance(TRAIN + HEAL);
  return { before, hole, layer, never: never.accuracy };
}

describe("a block of eight layers", () => {
  const courses = SEEDS.map(course);
  const before = mean(courses.map((each) => each.before));

  it("regains nine tenths of what a hole cost", () => {
    const after = mean(courses.map(({ hole }) => hole.after));
    const healed = mean(courses.map(({ hole }) => hole.healed));
    expect(before - after).toBeGreaterThan(3);
    expect((healed - after) / (before - after)).toBeGreaterThan(0.9);
  });

  it("comes back nine tenths of the way to a block that never had the layer it lost", () => {
    const after = mean(courses.map(({ layer }) => layer.after));
    const healed = mean(courses.map(({ layer }) => layer.healed));
    const never = mean(courses.map((each) => each.never));
    expect(before - after).toBeGreaterThan(10);
    expect((healed - after) / (never - after)).toBeGreaterThan(0.9);
  });
});
