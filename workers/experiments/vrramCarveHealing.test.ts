import { describe, expect, it } from "vitest";
import type { CarveParams } from "./vrramCarveParams";
import { carveBench, mean } from "./vrramCarveTesting";

/** Healing: how much of what a fault costs comes back, with cells that may grow elsewhere and with a frozen topology. */

const SEEDS = [301, 302, 303];
const TRAIN = 1000;
const HEAL = 1000;
const PASS = 50;

const FAULTS = {
  hole: { name: "drill", args: { x: 9, y: 8, radius: 2, kind: "open" } },
  layer: { name: "breakLayer", args: { layer: 8, kind: "open" } },
} as const;

/** As in the presets: ten digits, one cell in twenty-five. */
const BLOCK = { layers: 16, columns: 20, rows: 16 };
const CARVE = { evaluate: PASS, active: 4, interval: 10, rate: 0.05, momentum: 0.8 };

/** Percent before a fault, just after it, after healing, and after as many steps with a frozen topology. */
function course(seed: number) {
  const bench = carveBench({ block: BLOCK, carve: CARVE }, seed);
  bench.advance(TRAIN);
  const trained = bench.snapshot();
  const before = bench.accuracy;
  const since = ({ name, args }: (typeof FAULTS)[keyof typeof FAULTS]) => {
    const run = (steps: number, changes: Partial<CarveParams["carve"]>): number => {
      bench.edit({ frozen: false, rate: CARVE.rate, momentum: CARVE.momentum, ...changes });
      bench.restore(trained);
      bench.act(name, args);
      bench.advance(steps);
      return bench.accuracy;
    };
    return {
      before,
      // Nothing to speak of is learnt while the block that just broke is tested.
      after: run(PASS, { frozen: true, rate: 0.0001, momentum: 0 }),
      healed: run(HEAL, {}),
      control: run(HEAL, { frozen: true }),
    };
  };
  return { hole: since(FAULTS.hole), layer: since(FAULTS.layer) };
}

describe("a block that lost cells", () => {
  const courses = SEEDS.map(course);

  it.each(["hole", "layer"] as const)("regains nine tenths of what a %s cost, its frozen control less", (fault) => {
    const of = (key: "before" | "after" | "healed" | "control") => mean(courses.map((each) => each[fault][key]));
    const lost = of("before") - of("after");
    expect(lost).toBeGreaterThan(3);
    const regained = (of("healed") - of("after")) / lost;
    const control = (of("control") - of("after")) / lost;
    expect(regained).toBeGreaterThan(0.9);
    expect(regained - control).toBeGreaterThan(0.1);
  });
});
