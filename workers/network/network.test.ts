import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allToAll, type Delay, pairwise } from "../math/connections";
import { WiringStream } from "../math/random";
import type { SpikeTraces } from "../plasticity/_plasticity";
import { type StdpPairParams, StdpPairRule, stdpPair } from "../plasticity/stdpPair";
import { delta } from "../synapses/delta";
import { Projection } from "./projection";
import { cells, fresh, Network, potential, run, SourcePopulation, train } from "./testing";

/** Cells without leak to speak of, driven by pulses: their potential counts what arrived. */
const COUNTER = { tauM: 1e12, threshold: 1e9 };

describe("delays", () => {
  it.each([1, 2, 14, 15])(
    "a spike at step t changes the target first at t + %d, across the wrap of the ring",
    (delay) => {
      const { arena, kernel } = fresh();
      const emitted = [1, 2, 15, 16, 17, 40];
      const source = new SourcePopulation("source", 1, [train(0, emitted)]);
      const target = cells(arena, { h: 1, params: COUNTER, receptor: { model: delta, params: {} } });
      const make = (steps: number) =>
        new Projection(arena, source, target, () => target.arrivals("input"), {
          topology: allToAll(1, 1),
          random: new WiringStream(kernel, 1, "wiring"),
          delay: { steps },
          precision: "f64",
        });
      // A silent projection of the longest delay gives the ring its length.
      const [projection, longest] = [make(delay), make(15)];
      const network = new Network(arena, [source, target], [projection, longest]);
      arena.commit();
      for (const p of [projection, longest]) p.table.fill();
      projection.weights.view.fill(1);
      target.init();
      const changed: number[] = [];
      let before = potential(target);
      for (let k = 1; k <= 80; k++) {
        network.step();
        const now = potential(target);
        if (now - before > 0.5) changed.push(k);
        before = now;
      }
      expect(changed).toEqual(emitted.map((step) => step + delay));
    },
  );

  it("delivers every spike of random networks once, never early and never late, in both precisions", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 40 })), { maxLength: 30 }),
        fc.integer(),
        fc.constantFrom("f64" as const, "f32" as const),
        (n, m, low, span, spikes, seed, precision) => {
          const { arena, kernel } = fresh();
          const trains = Array.from({ length: n }, (_, i) =>
            train(
              i,
              spikes.filter(([s]) => s === i).map(([, t]) => t),
            ),
          );
          const source = new SourcePopulation("source", n, trains);
          const target = cells(arena, {
            h: 1,
            precision,
            size: m,
            params: { ...COUNTER, eL: 0 },
            receptor: { model: delta, params: {} },
          });
          const projection = new Projection(arena, source, target, () => target.arrivals("input"), {
            topology: pairwise(n, m, 0.6),
            random: new WiringStream(kernel, seed, "wiring"),
            delay: { between: [low, low + span] },
            precision,
          });
          const network = new Network(arena, [source, target], [projection]);
          arena.commit();
          projection.table.fill();
          projection.weights.view.fill(1);
          target.init();
          const { rows, targetOffsets, delays } = projection.table;
          const bytes = precision === "f32" ? 4 : 8;
          const expected = Array.from({ length: 60 }, () => new Array<number>(m).fill(0));
          const unique = new Set(spikes.filter(([s]) => s < n).map(([s, t]) => `${s}:${t}`));
          for (const [s, t] of [...unique].map((key) => key.split(":").map(Number) as [number, number])) {
            for (const [c, delay] of delays.entries()) {
              const row = s * delays.length + c;
              for (let e = rows.view[row] as number; e < (rows.view[row + 1] as number); e++) {
                const bin = expected[t + delay] as number[];
                const j = (targetOffsets.view[e] as number) / bytes;
                bin[j] = (bin[j] as number) + 1;
              }
            }
          }
          let before = new Array<number>(m).fill(0);
          for (let k = 1; k < 60; k++) {
            network.step();
            const now = Array.from({ length: m }, (_, j) => potential(target, j));
            expect(now.map((v, j) => Math.round(v - (before[j] as number)) + 0)).toEqual(expected[k]);
            before = now;
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A plastic network of sources onto cells that do spike. */
function plasticNetwork(options: {
  precision: "f32" | "f64";
  on: boolean;
  params?: Partial<StdpPairParams>;
  size?: number;
  delay?: Delay;
}) {
  const { precision, on, params, size = 20, delay = { between: [1, 4] } } = options;
  const { arena, kernel } = fresh();
  const random = new WiringStream(kernel, 9, "trains");
  const trains = Array.from({ length: size }, (_, i) =>
    train(
      i,
      Array.from({ length: 400 }, (_, k) => k + 1).filter(() => random.uniform() < 0.05),
    ),
  );
  const source = new SourcePopulation("source", size, trains);
  const target = cells(arena, {
    h: 1,
    precision,
    size,
    params: { threshold: -68 },
    receptor: { model: delta, params: {} },
  });
  const projection = new Projection(arena, source, target, () => target.arrivals("input"), {
    topology: allToAll(size, size),
    random: new WiringStream(kernel, 1, "wiring"),
    delay,
    precision,
    plastic: true,
  });
  const rule = new StdpPairRule(arena);
  const network = new Network(arena, [source, target], [projection]);
  arena.commit();
  projection.table.fill();
  projection.weights.view.fill(0.5);
  target.init();
  const traces = projection.traces as SpikeTraces;
  const p = { ...stdpPair.schema.parse({}), ...params };
  traces.init(1, []);
  traces.update(p, 1);
  rule.update(p, { low: 0, high: 1 });
  projection.rule = rule.bind(traces, projection.weights);
  projection.plasticityOn = on;
  return { arena, kernel, network, target, projection };
}

describe("a plastic network", () => {
  it.each(["f32", "f64"] as const)(
    "changes its weights with plasticity on and leaves every bit with it off (%s)",
    (precision) => {
      const weights = (on: boolean) => {
        const { kernel, network, target, projection } = plasticNetwork({ precision, on });
        expect(run(network, target, kernel, 400).length).toBeGreaterThan(100);
        return projection.weights.view.slice();
      };
      expect(new Set(weights(false))).toEqual(new Set([0.5]));
      expect(new Set(weights(true)).size).toBeGreaterThan(100);
    },
  );

  it("goes on from a snapshot with the same bits", () => {
    const { arena, network } = plasticNetwork({ precision: "f32", on: true });
    for (let k = 0; k < 150; k++) network.step();
    const snapshot = arena.snapshot();
    for (let k = 0; k < 150; k++) network.step();
    const straight = arena.snapshot();
    arena.restore(snapshot);
    expect(network.now).toBe(150);
    for (let k = 0; k < 150; k++) network.step();
    expect(new Uint8Array(arena.snapshot())).toEqual(new Uint8Array(straight));
  });

  it("keeps the single-precision path with the double-precision one until chaos sets in", () => {
    const sample = (precision: "f32" | "f64") => {
      const { network, projection } = plasticNetwork({ precision, on: true });
      for (let k = 0; k < 60; k++) network.step();
      return projection.weights.view;
    };
    const [single, double] = [sample("f32"), sample("f64")];
    for (const [i, w] of double.entries()) expect(Math.abs((single[i] as number) - w)).toBeLessThan(1e-5);
  });

  it.each([
    ["rows with gaps", { between: [1, 4] }, "van-rossum"],
    ["dense rows", { steps: 1 }, "additive"],
    ["dense rows with multiplicative depression", { steps: 1 }, "van-rossum"],
  ] as const)("learns the same in vectors as synapse by synapse: %s", (_name, delay, dependence) => {
    const learn = (watched: number[]) => {
      const { network, projection } = plasticNetwork({ precision: "f32", on: true, params: { dependence }, delay });
      (projection.traces as SpikeTraces).init(1, watched);
      for (let k = 0; k < 60; k++) network.step();
      return projection.weights.view;
    };
    // Watched sources take the scalar path, which computes in double before it rounds.
    const [vector, scalar] = [learn([]), learn(Array.from({ length: 20 }, (_, i) => i))];
    expect(new Set(scalar).size).toBeGreaterThan(10);
    for (const [i, w] of scalar.entries()) expect(Math.abs((vector[i] as number) - w)).toBeLessThan(1e-5);
  });
});
