import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParamSchema } from "../params/schema";
import { placeRandom, signKey } from "./_start";
import { reachable, type StructuralModel, type TrainingRule } from "./_structural";
import { deepR } from "./deepR";
import { grooming } from "./grooming";
import { rigl } from "./rigl";
import { set } from "./set";
import { softDeepR } from "./softDeepR";
import { staticSparse } from "./staticSparse";
import { type Bench, bench, connections, type Gradient, SEED, train } from "./testing";

const RULES = [deepR, softDeepR, set, rigl, grooming, staticSparse] as unknown as readonly TrainingRule<
  ParamSchema,
  never
>[];
const IDS = RULES.map(({ id }) => id);

/** Rules made quick: they rewire every few steps. */
const QUICK: Readonly<Record<string, object>> = {
  deepR: { alpha: 1e-3, temperature: 1e-4 },
  softDeepR: { alpha: 0.05, temperature: 1e-3, floor: 0.1 },
  set: { interval: 5, grace: 3 },
  rigl: { interval: 10, grace: 3, schedule: "constant" },
  grooming: { interval: 10, grace: 3, floor: 0.5, budget: 90 },
  staticSparse: {},
};

/** Rules that hold no number, that judge by size and spare newborns, and that hold signs. */
const FREE = ["softDeepR", "staticSparse"];
const MAGNITUDE = ["set", "rigl", "grooming"];
const SIGNED = ["deepR", "softDeepR"];

const SHAPES = [
  { sources: 14, targets: 10, quota: 40, capacity: 100 },
  { sources: 10, targets: 5, quota: 20 },
];

const made = (): Bench =>
  bench(
    SHAPES,
    RULES.map((rule) => [rule, { ...rule.schema.parse({}), ...QUICK[rule.id] }]),
  );

const pull: Gradient = (layer, i, j, w, step) => w - Math.sin(3 * i + 5 * j + layer + 0.02 * step);

/** What is wrong with slots and indices, which have to say the same. */
function faults(net: Bench): string[] {
  return net.layers.flatMap(({ slots }, k) => {
    slots.index();
    const wrong: string[] = [];
    const live = new Set<number>();
    for (const { rows, slots: order } of [slots.bySource, slots.byTarget]) {
      const seen = order.view.subarray(0, slots.count);
      if (rows.view[rows.length - 1] !== slots.count) wrong.push(`${k}: rows do not end with the count`);
      if (new Set(seen).size !== slots.count) wrong.push(`${k}: an index lists a slot twice`);
      for (const slot of seen) live.add(slot);
    }
    if (live.size !== slots.count) wrong.push(`${k}: the indices differ`);
    for (const slot of live) {
      const [pre, post] = [slots.pre.view[slot] as number, slots.post.view[slot] as number];
      if (slots.slotOf(pre, post) !== slot) wrong.push(`${k}: ${pre},${post} is not in slot ${slot} alone`);
      if (!Number.isFinite(slots.weight.view[slot])) wrong.push(`${k}: the weight of slot ${slot}`);
    }
    return wrong;
  });
}

describe("the start", () => {
  it("places exactly as many as asked, each pair equally likely, at any density", () => {
    for (const count of [0, 1, 20, 139, 140]) {
      const net = bench([{ sources: 14, targets: 10, quota: count }], []);
      expect(net.layers[0]?.slots.count).toBe(count);
    }
    const tally = new Float64Array(20);
    for (let seed = 0; seed < 300; seed++) {
      const net = bench([{ sources: 5, targets: 4, quota: 6 }], [], seed);
      for (const pair of connections(net.layers[0] as never).keys()) {
        const [i = 0, j = 0] = pair.split(",").map(Number);
        tally[4 * i + j] = (tally[4 * i + j] as number) + 1;
      }
    }
    for (const times of tally) expect(Math.abs(times - 90)).toBeLessThan(4.5 * Math.sqrt(90 * 0.7));
  });

  it("draws weights of variance 2 / fan-in with the fixed signs of their pairs", () => {
    const net = bench([{ sources: 400, targets: 50, quota: 4000 }], []);
    const layer = net.layers[0] as (typeof net.layers)[number];
    const [low, high] = signKey(SEED, layer.label);
    const live = connections(layer);
    const fanIn = new Float64Array(50);
    for (const pair of live.keys())
      fanIn[Number(pair.split(",")[1])] = (fanIn[Number(pair.split(",")[1])] as number) + 1;
    let sum = 0;
    let positive = 0;
    let signed = 0;
    for (const [pair, { weight }] of live) {
      const [i = 0, j = 0] = pair.split(",").map(Number);
      if (Math.sign(weight) === net.kernel.pairSign(low, high, i, j)) signed++;
      sum += 0.5 * weight * weight * (fanIn[j] as number);
      if (weight > 0) positive++;
    }
    expect(signed).toBe(4000);
    expect(Math.abs(sum / 4000 - 1)).toBeLessThan(0.09);
    expect(Math.abs(positive - 2000)).toBeLessThan(4.5 * Math.sqrt(1000));
  });

  it("depends on the seed and the layer alone", () => {
    const [a, b, other] = [SEED, SEED, SEED + 1].map((seed) => bench(SHAPES, [], seed).layers);
    expect(connections(a?.[0] as never)).toEqual(connections(b?.[0] as never));
    expect(connections(a?.[0] as never)).not.toEqual(connections(other?.[0] as never));
    const net = bench([{ ...SHAPES[0], quota: 0 } as never], []);
    placeRandom(net.kernel, net.layers[0]?.slots as never, 40, { seed: SEED, label: "layer 0", gain: 0 });
    expect([...connections(net.layers[0] as never).keys()]).toEqual([...connections(a?.[0] as never).keys()]);
    expect([...connections(net.layers[0] as never).values()].every(({ weight }) => Math.abs(weight) === 0)).toBe(true);
  });
});

describe("rules exchanged in mid-run", () => {
  const stretch = fc.record({ id: fc.constantFrom(...IDS), steps: fc.integer({ min: 1, max: 25 }), cut: fc.nat(8) });

  it("keep every invariant, whatever ruled before and whatever was cut", () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 2, maxLength: 6 }), (stretches) => {
        const net = made();
        let step = 0;
        for (const { id, steps, cut } of stretches) {
          const rule = net.rule(id);
          const moment = () => ({ step, end: Infinity, rate: 0.05 });
          rule.takeOver(moment());
          expect(faults(net)).toEqual([]);
          const first = net.layers[0] as (typeof net.layers)[number];
          for (const { slot } of [...connections(first).values()].slice(0, cut)) first.slots.remove(slot, step + 1);
          for (let k = 0; k < steps; k++) {
            step++;
            const before = net.layers.map(connections);
            train(net, rule, pull, moment());
            const wrong = faults(net);
            for (const [n, layer] of net.layers.entries()) {
              const live = connections(layer);
              const { count } = layer.slots;
              const rewired = id === "deepR" || ((id === "set" || id === "rigl") && step % 10 === 0);
              if (rewired && count !== reachable(layer)) wrong.push(`${n}: ${count} connections`);
              if (!FREE.includes(id) && count > layer.quota) wrong.push(`${n}: too many connections`);
              for (const [pair, { weight, born }] of before[n] ?? []) {
                const now = live.get(pair);
                const young = step - born + 1 < 3;
                if (MAGNITUDE.includes(id) && young && now?.born !== born) wrong.push(`${pair} died young`);
                const lives = now !== undefined && now.born === born && weight !== 0;
                if (SIGNED.includes(id) && lives && now.weight * weight < 0) wrong.push(`${pair} changed its sign`);
              }
            }
            expect(wrong).toEqual([]);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(RULES)("$id", (rule) => {
  const run = (net: Bench, from: number, to: number): void => {
    for (let step = from + 1; step <= to; step++) train(net, net.rule(rule.id), pull, { step, end: 200, rate: 0.05 });
  };
  const bytes = (net: Bench) => Buffer.from(net.arena.snapshot()).toString("base64");

  it("gives the same bits from the same seed, and after a restore", () => {
    const [one, two] = [made(), made()];
    for (const net of [one, two]) net.rule(rule.id).takeOver({ step: 0, end: 200, rate: 0.05 });
    run(one, 0, 33);
    const saved = one.arena.snapshot();
    run(one, 33, 80);
    const wanted = bytes(one);
    const { probes } = one.rule(rule.id);
    run(two, 0, 80);
    expect(bytes(two)).toBe(wanted);
    run(one, 80, 97);
    one.restore(saved);
    run(one, 33, 80);
    expect(bytes(one)).toBe(wanted);
    expect(one.rule(rule.id).probes).toBe(probes);
    expect(probes > 0).toBe(rule.id === "rigl");
    // In another session, with nothing but the saved bytes.
    const third = made();
    third.restore(saved);
    run(third, 33, 80);
    expect(bytes(third)).toBe(wanted);
  });

  it("says what it judges by, cuts, grows and holds, and where that comes from", () => {
    const { score, prune, grow, invariants, sources, validity, equations, integrator, doc } = rule as StructuralModel;
    for (const text of [score, prune, grow, integrator, doc, ...invariants])
      expect(text.trim()).toMatch(/\.$|^none|^exact|^one step|^tags/);
    expect(invariants).not.toEqual([]);
    expect(validity).not.toEqual([]);
    for (const { doi } of sources) expect(doi).toMatch(/^10\.\d{4,}\//);
    for (const { tex, plain } of equations) expect(tex.trim() && plain.trim()).not.toBe("");
  });
});
