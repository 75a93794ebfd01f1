import { describe, expect, it } from "vitest";
import { ConnectionSlots } from "../math/slots";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import {
  idealShare,
  type RowParams,
  RowRewiring,
  type RowsShape,
  roundLength,
  rowRewiring,
  sourcesOf,
} from "./rowRewiring";

function searching(shape: Partial<RowsShape>, changes: Partial<RowParams> = {}, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const whole: RowsShape = { rows: 8, neurons: 4, labels: 16, shared: 2, delay: 1, ...shape };
  const { rows, neurons } = whole;
  const slots = new ConnectionSlots(arena, { sources: sourcesOf(whole), targets: neurons, capacity: rows * neurons });
  const rule = new RowRewiring(arena, whole, slots);
  arena.commit();
  const params: RowParams = { ...rowRewiring.schema.parse({}), ...changes };
  rule.update(params, 1);
  rule.init(seed);
  const slotOf = (row: number, neuron: number) => rule.slotAt.view[row * neurons + neuron] as number;
  const step = (now: number, arrivals: readonly number[] = [], spikes: readonly number[] = [], frozen = false) =>
    rule.step(now, Uint32Array.from(arrivals), Uint32Array.from(spikes), frozen);
  return { kernel, slots, rule, params, slotOf, step, shape: whole };
}

type Searching = ReturnType<typeof searching>;

/** One synapse in each row of every neuron, on a source of that row; all sources of a neuron differ. */
function expectRowsWhole({ slots, slotOf, shape }: Searching): void {
  const { rows, neurons, labels, shared } = shape;
  expect(slots.count).toBe(rows * neurons);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const sources = new Set<number>();
    for (let row = 0; row < rows; row++) {
      const slot = slotOf(row, neuron);
      const source = slots.pre.view[slot] as number;
      expect(slots.post.view[slot]).toBe(neuron);
      expect(Math.floor(source / labels)).toBe(Math.floor(row / shared));
      sources.add(source);
    }
    expect(sources.size).toBe(rows);
  }
}

describe("rows that search", () => {
  it("find informative sources as 1 - (1 - p)^n with sensors that never err", () => {
    expect(idealShare(0.25, 10)).toBeCloseTo(0.94369, 5);
    const [rows, neurons, labels] = [16, 64, 64];
    // Every synapse that is not rewarded dies at the next update: a round is an update.
    const changes = { lambdaH: 0, lambdaC: 0, noise: 0, init: 0.2, prune: 0.1, interval: 100 } as const;
    const { rule, slots, step } = searching({ rows, neurons, labels, shared: 1 }, changes);
    const informative = (source: number) => source % labels < labels / 4;
    const n = rows * neurons;
    const share = () =>
      Array.from(rule.slotAt.view).filter((slot) => informative(slots.pre.view[slot] as number)).length / n;
    for (let round = 1; round <= 10; round++) {
      const wanted = idealShare(0.25, round);
      expect(Math.abs(share() - wanted)).toBeLessThan(4.5 * Math.sqrt((wanted * (1 - wanted)) / n));
      for (const slot of rule.slotAt.view)
        slots.weight.view[slot] = informative(slots.pre.view[slot] as number) ? 1 : 0;
      step(100 * round);
    }
  });

  it.each([1, 2, 4])("keep one synapse in each row on sources that differ (%d rows share theirs)", (shared) => {
    const whole = searching({ shared, labels: 4 }, { noise: 0.2, interval: 100 });
    expectRowsWhole(whole);
    for (let update = 1; update <= 60; update++) {
      whole.step(100 * update, [update % 8], [update % 4]);
      expectRowsWhole(whole);
    }
    expect(whole.rule.draws).toBeGreaterThan(200);
    expect(whole.rule.updates).toBe(60);
  });

  it("measure how closely the neuron follows the latest arrival, through the synapse that holds the label", () => {
    const { rule, slots, params, slotOf, step } = searching({}, { tau: 10, interval: 1000, prune: 0 });
    const source = slots.pre.view[slotOf(3, 1)] as number;
    const reading = () => rule.readings.view[3 * 4 + 1] as number;
    // The second arrival counts, not the first; an arrival at the step of a spike comes too late for it.
    step(100, [source]);
    step(105, [source]);
    step(108, [source], [1]);
    step(110, [], [1, 2]);
    step(1000);
    expect(reading()).toBeCloseTo(Math.exp(-3 / params.tau) + Math.exp(-2 / params.tau), 6);
    step(2000);
    expect(reading()).toBe(0);
  });

  it("do not count what arrived before the synapse took the source", () => {
    const { rule, slots, slotOf, step } = searching({ labels: 4, shared: 1 }, { lambdaH: 0, lambdaC: 0, noise: 0 });
    const slot = slotOf(0, 0);
    // The synapse draws at step 1000, and whatever it takes has spiked just before.
    slots.weight.view[slot] = 0;
    step(999, [0, 1, 2, 3]);
    step(1000, [0, 1, 2, 3]);
    step(1001, [0, 1, 2, 3], [0]);
    step(1002, [], [0]);
    // An arrival at 1001 was emitted at 1000: before the birth at 1001.
    step(2000);
    expect(rule.readings.view[0]).toBe(0);
    expect(rule.readings.view[1]).toBe(0);
    step(2002, [0, 1, 2, 3]);
    step(2003, [], [0]);
    step(3000);
    expect(rule.readings.view[0]).toBeGreaterThan(0.9);
  });

  it("change weights by correlation and by the rate of the neuron, within 0 and 1", () => {
    const changes = { lambdaC: 0.05, lambdaH: 0.2, target: 4, noise: 0, init: 0.5, tau: 10, prune: 0 };
    const { slots, slotOf, step } = searching({ shared: 1 }, changes);
    const source = slots.pre.view[slotOf(0, 0)] as number;
    for (let k = 1; k <= 8; k++) {
      step(100 * k, [source]);
      step(100 * k + 1, [], [0]);
    }
    step(1000);
    const c = 8 * Math.exp(-0.1);
    expect(slots.weight.view[slotOf(0, 0)]).toBeCloseTo(0.5 + 0.05 * c - 0.2 * 2 * 0.5, 6);
    expect(slots.weight.view[slotOf(1, 0)]).toBeCloseTo(0.5 - 0.2 * 2 * 0.5, 6);
    expect(slots.weight.view[slotOf(1, 1)]).toBe(0.5);
  });

  it("draw nothing while they are frozen, however weak they get", () => {
    const { rule, slots, step } = searching({}, { interval: 100, noise: 0.2 });
    const before = [...slots.pre.view];
    for (let update = 1; update <= 30; update++) step(100 * update, [], [0], true);
    expect([...slots.pre.view]).toEqual(before);
    const draws = rule.draws;
    step(3100, [], [0]);
    expect(rule.draws).toBeGreaterThan(draws);
  });

  it("tell how long a life without correlation is", () => {
    const kernel = createKernel();
    const params = rowRewiring.schema.parse({});
    const rounds = roundLength(kernel, params);
    const left = (updates: number) => params.init * (1 - params.lambdaH) ** updates;
    expect(left(rounds)).toBeLessThanOrEqual(params.prune);
    expect(left(rounds - 1)).toBeGreaterThan(params.prune);
    expect(roundLength(kernel, { ...params, lambdaH: 0 })).toBe(Number.POSITIVE_INFINITY);
  });
});
