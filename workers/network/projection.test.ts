import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declareTable, listed, pairwise, stacked, unconnected } from "../math/connections";
import { WiringStream } from "../math/random";
import type { Precision } from "../neurons/_neuron";
import { delta } from "../synapses/delta";
import { expCurrent } from "../synapses/expCurrent";
import { Projection } from "./projection";
import { cells, fresh, lifDefaults, Network, potential, run, SourcePopulation, train } from "./testing";

const H = 0.5;
const TAU = 4;

/** Two sources through one exponential current onto five cells, wired and timed by chance. */
function currents(
  precision: Precision,
  spikes: readonly (readonly [number, number])[],
  delay: [number, number],
  seed: number,
) {
  const { arena, kernel } = fresh();
  const trains = [0, 1].map((i) =>
    train(
      i,
      spikes.filter(([source]) => source === i).map(([, step]) => step),
    ),
  );
  const source = new SourcePopulation("source", 2, trains);
  const target = cells(arena, { h: H, precision, size: 5, receptor: { model: expCurrent, params: { tau: TAU } } });
  const projection = new Projection(arena, source, target, () => target.arrivals("input"), {
    topology: pairwise(2, 5, 0.7),
    random: new WiringStream(kernel, seed, "wiring"),
    delay: { between: delay },
    precision,
  });
  const network = new Network(arena, [source, target], [projection]);
  arena.commit();
  projection.table.fill();
  const random = new WiringStream(kernel, seed, "weights");
  const { view } = projection.weights;
  for (let e = 0; e < view.length; e++) view[e] = -20 + 60 * random.uniform();
  target.init();
  return { network, target, projection };
}

describe("arrivals in a current", () => {
  it("are what an array of arrivals would give that is added behind the decay of their step", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 30 })), { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer(),
        fc.constantFrom("f64" as const, "f32" as const),
        (spikes, low, span, seed, precision) => {
          const { network, target, projection } = currents(precision, spikes, [low, low + span], seed);
          const { rows, targetOffsets, delays } = projection.table;
          const bytes = precision === "f32" ? 4 : 8;
          const { tauM, capacitance, eL } = lifDefaults();
          const [decay, leak] = [Math.exp(-H / TAU), Math.exp(-H / tauM)];
          const gain = ((TAU * tauM) / (capacitance * (TAU - tauM))) * (decay - leak);
          const current = new Float64Array(5);
          const v = new Float64Array(5).fill(eL);
          const fired = new Set(spikes.map(([source, step]) => `${source}:${step}`));
          for (let step = 1; step <= 45; step++) {
            network.step();
            const arrivals = new Float64Array(5);
            for (const source of [0, 1]) {
              for (const [c, delay] of delays.entries()) {
                if (!fired.has(`${source}:${step - delay}`)) continue;
                const row = source * delays.length + c;
                for (let e = rows.view[row] as number; e < (rows.view[row + 1] as number); e++) {
                  const j = (targetOffsets.view[e] as number) / bytes;
                  arrivals[j] = (arrivals[j] as number) + (projection.weights.view[e] as number);
                }
              }
            }
            for (let j = 0; j < 5; j++) {
              v[j] = eL + ((v[j] as number) - eL) * leak + gain * (current[j] as number);
              current[j] = (current[j] as number) * decay + (arrivals[j] as number);
              const precise = precision === "f64" ? 1e-10 : 1e-3;
              expect(Math.abs((target.arrivals("input").view[j] as number) - (current[j] as number))).toBeLessThan(
                precise,
              );
              expect(Math.abs(potential(target, j) - (v[j] as number))).toBeLessThan(precise);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("one weight for all synapses of a source", () => {
  it.each(["f32", "f64"] as const)("acts as the same weight in each of them (%s)", (precision) => {
    const potentials = (weight: "each" | "bySource") => {
      const { arena, kernel } = fresh();
      const steps = Array.from({ length: 200 }, (_, k) => k + 1);
      const random = new WiringStream(kernel, 2, "trains");
      const trains = Array.from({ length: 30 }, (_, i) =>
        train(
          i,
          steps.filter(() => random.uniform() < 0.05),
        ),
      );
      const source = new SourcePopulation("source", 30, trains);
      const target = cells(arena, {
        h: 1,
        precision,
        size: 41,
        params: { threshold: -69 },
        receptor: { model: delta, params: {} },
      });
      const projection = new Projection(arena, source, target, () => target.arrivals("input"), {
        topology: stacked(pairwise(20, 41, 0.5), unconnected(4, 41), pairwise(6, 41, 1)),
        random: new WiringStream(kernel, 1, "wiring"),
        delay: { between: [1, 3] },
        precision,
        weight,
      });
      const network = new Network(arena, [source, target], [projection]);
      arena.commit();
      projection.table.fill();
      projection.scale = 0.5;
      const { rows, delays } = projection.table;
      for (let i = 0; i < 30; i++) {
        // Quarters add up without rounding, so that the order of addition does not matter.
        const w = i < 20 ? 0.25 * (1 + (i % 4)) : -0.5;
        if (weight === "bySource") projection.weights.view[i] = w;
        else {
          const [from, to] = [i, i + 1].map((s) => rows.view[s * delays.length] as number);
          projection.weights.view.fill(w, from, to);
        }
      }
      target.init();
      const spikes = run(network, target, kernel, 210);
      return { spikes, v: [...(target.state.variables.v?.view ?? [])], length: projection.weights.length };
    };
    const [each, one] = [potentials("each"), potentials("bySource")];
    expect(one.length).toBe(30);
    expect(each.length).toBeGreaterThan(300);
    expect(each.spikes.length).toBeGreaterThan(50);
    expect(one.spikes).toEqual(each.spikes);
    expect(one.v).toEqual(each.v);
  });

  it("cannot learn", () => {
    const { arena, kernel } = fresh();
    const source = new SourcePopulation("source", 1, []);
    const target = cells(arena, { h: 1, receptor: { model: delta, params: {} } });
    const make = () =>
      new Projection(arena, source, target, () => target.arrivals("input"), {
        topology: pairwise(1, 1, 1),
        random: new WiringStream(kernel, 1, "wiring"),
        delay: { steps: 1 },
        precision: "f64",
        plastic: true,
        weight: "bySource",
      });
    expect(make).toThrow("each of its synapses");
  });
});

describe("a table from outside", () => {
  it("may change between two steps", () => {
    const { arena, kernel } = fresh();
    const source = new SourcePopulation("source", 1, [train(0, [1, 3])]);
    const target = cells(arena, {
      h: 1,
      size: 3,
      precision: "f32",
      params: { tauM: 1e12, eL: 0, threshold: 1e9 },
      receptor: { model: delta, params: {} },
    });
    const random = new WiringStream(kernel, 1, "wiring");
    const table = declareTable(arena, listed(1, 3, [[0, 1]]), {
      random,
      delay: { steps: 2 },
      bytes: 4,
      plastic: false,
    });
    const projection = new Projection(arena, source, target, () => target.arrivals("input"), {
      table,
      precision: "f32",
      weight: "bySource",
    });
    const network = new Network(arena, [source, target], [projection]);
    arena.commit();
    table.fill();
    projection.weights.view.fill(1);
    target.init();
    const all = () => [0, 1, 2].map((i) => Math.round(potential(target, i)));
    const seen = [];
    for (let step = 1; step <= 6; step++) {
      if (step === 4) table.targetOffsets.view[0] = 8;
      network.step();
      seen.push(all().join());
    }
    expect(seen).toEqual(["0,0,0", "0,0,0", "0,1,0", "0,1,0", "0,1,1", "0,1,1"]);
  });
});
