import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoundGrooming, GroomingParams } from "./grooming";
import { grooming } from "./grooming";
import { type BenchShape, bench, connections, type Gradient, train } from "./testing";

const params = (changes: Partial<GroomingParams> = {}): GroomingParams => ({
  ...grooming.schema.parse({}),
  ...changes,
});

function made(shapes: readonly BenchShape[], changes: Partial<GroomingParams> = {}) {
  const net = bench(shapes, [[grooming as never, params(changes)]]);
  const rule = net.rule("grooming") as BoundGrooming;
  rule.takeOver({ step: 0, end: Infinity, rate: 0.1 });
  return { net, rule, layer: net.layers[0] as (typeof net.layers)[number] };
}

/** Lists of a layer: slot and generation of each entry, source by source. */
function listsOf({ net, rule }: ReturnType<typeof made>, k = 0): string[][] {
  const { slots } = net.layers[k] as (typeof net.layers)[number];
  const { rows, entries } = rule.lists(k);
  return Array.from({ length: slots.sources }, (_, source) =>
    [...entries.view.subarray(rows.view[source], rows.view[source + 1])].map(
      (slot) => `${slot}/${slots.generation.view[slot]}`,
    ),
  );
}

const LOT: Gradient = (layer, i, j, w, step) => w - Math.sin(3 * i + 5 * j + layer + 0.01 * step);

describe("list grooming", () => {
  it("keeps within its memory after every pass, also when that shrinks", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 100 }), { minLength: 1, maxLength: 6 }), (budgets) => {
        const { net, rule } = made(
          [
            { sources: 20, targets: 10, quota: 60 },
            { sources: 10, targets: 8, quota: 20 },
          ],
          { interval: 10, grace: 25 },
        );
        let step = 0;
        for (const budget of budgets) {
          rule.update(params({ interval: 10, grace: 25, budget }));
          expect(rule.budget).toBe(4 * (30 + Math.floor(0.01 * budget * 60) + Math.floor(0.01 * budget * 20)));
          for (let k = 0; k < 20; k++) {
            step++;
            train(net, rule, LOT, { step, end: Infinity, rate: 0.1 });
            if (step % 10 === 0) expect(rule.used).toBeLessThanOrEqual(rule.budget);
          }
          expect(rule.used).toBe(4 * (30 + net.layers.reduce((sum, { slots }) => sum + slots.count, 0)));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("packs without changing the order of any list and without losing a connection, whoever cuts or adds", () => {
    const all = made([{ sources: 12, targets: 12, quota: 70 }], { interval: 10, floor: 0.5, grace: 0 });
    const { net, rule, layer } = all;
    const { slots } = layer;
    let changed = 0;
    for (let step = 1; step <= 200; step++) {
      const before = listsOf(all);
      if (step % 10 === 3) slots.remove([...connections(layer).values()][step % slots.count]?.slot ?? -1, step);
      if (step % 20 === 7)
        for (let i = 0; i < 12; i++)
          if (slots.vacant(i, step % 12)) {
            slots.add(i, step % 12, 0.3, step);
            break;
          }
      train(net, rule, LOT, { step, end: Infinity, rate: 0.1 });
      if (step % 10 !== 0) continue;
      const after = listsOf(all);
      const live = [...connections(layer).values()].map(({ slot }) => `${slot}/${slots.generation.view[slot]}`);
      expect(after.flat().sort()).toEqual(live.sort());
      for (const [source, list] of after.entries()) {
        for (const entry of list) expect(slots.pre.view[Number(entry.split("/")[0])]).toBe(source);
        const kept = (before[source] as string[]).filter((entry) => list.includes(entry));
        expect(list.slice(0, kept.length)).toEqual(kept);
        if (kept.length < list.length) changed++;
      }
    }
    expect(changed).toBeGreaterThan(10);
  });

  it("puts a connection at the end of its list also when it lives in the slot of one that died in the middle", () => {
    const all = made([{ sources: 3, targets: 12, quota: 20 }]);
    const { slots } = all.layer;
    const [first] = listsOf(all);
    const middle = Number(first?.[1]?.split("/")[0]);
    slots.remove(middle, 1);
    const target = Array.from({ length: 12 }, (_, j) => j).find((j) => slots.vacant(0, j)) ?? -1;
    expect(slots.add(0, target, 0.3, 1)).toBe(middle);
    all.rule.lists(0).pack();
    expect(listsOf(all)[0]).toEqual([...(first?.filter((_, k) => k !== 1) ?? []), `${middle}/2`]);
  });

  it("serves who asked first", () => {
    const { rule, layer } = made([{ sources: 8, targets: 8, quota: 20 }], { budget: 50 });
    const lists = rule.lists(0);
    expect(layer.slots.count).toBe(10);
    for (const source of [5, 2, 7]) lists.ask(source, 2);
    lists.ask(2, 9);
    const served: number[] = [];
    while (lists.waiting > 0) {
      served.push(lists.first());
      lists.served();
    }
    expect(served).toEqual([5, 5, 2, 2, 7, 7]);
    // By the pass itself: room for three entries goes to the first and half of the second.
    for (const source of [5, 2, 7]) lists.ask(source, 2);
    rule.update(params({ budget: 65, interval: 10, floor: 0.005, grace: 1000, ask: 1 }));
    const degree = () =>
      [5, 2, 7].map((source) => [...connections(layer).keys()].filter((pair) => pair.startsWith(`${source},`)).length);
    const before = degree();
    rule.apply({ step: 10, end: Infinity, rate: 0.1 }, null);
    expect(degree().map((count, k) => count - (before[k] as number))).toEqual([2, 1, 0]);
    expect(lists.first()).toBe(2);
  });

  it("cuts what the error does not depend on, and lists of silent sources run empty only when judged by tags", () => {
    for (const judged of ["tag", "weight"] as const) {
      const { net, rule, layer } = made([{ sources: 20, targets: 20, quota: 120 }], {
        judged,
        interval: 20,
        grace: 20,
        memory: 5,
      });
      // The first ten sources are silent: no gradient.
      for (let step = 1; step <= 400; step++)
        train(net, rule, (k, i, j, w, s) => (i < 10 ? 0 : LOT(k, i, j, w, s)), { step, end: Infinity, rate: 0.05 });
      const silent = [...connections(layer)].filter(([pair]) => Number(pair.split(",")[0]) < 10);
      if (judged === "tag") expect(silent.length).toBeLessThan(30);
      else expect(silent.length).toBeGreaterThan(30);
    }
  });

  it("spares entries within their grace", () => {
    const { net, rule, layer } = made([{ sources: 20, targets: 20, quota: 100 }], {
      interval: 10,
      grace: 25,
      floor: 1,
    });
    for (let step = 1; step <= 100; step++) {
      const young = [...connections(layer)].filter(([, { born }]) => step - born + 1 < 25);
      train(net, rule, LOT, { step, end: Infinity, rate: 0.1 });
      for (const [pair, { born }] of young) expect(connections(layer).get(pair)?.born).toBe(born);
    }
    expect(layer.slots.deaths).toBeGreaterThan(50);
  });
});
