import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConnectionSlots } from "../math/slots";
import { delta } from "../synapses/delta";
import { LiveProjection } from "./liveProjection";
import { cells, fresh, Network, SourcePopulation, train } from "./testing";

/** Cells without leak to speak of, driven by pulses: their potential counts what arrived. */
const COUNTER = { tauM: 1e12, threshold: 1e9, eL: 0, reset: 0 };

interface Change {
  /** The change happens after this step. */
  readonly after: number;
  readonly pre: number;
  readonly post: number;
}

/** Runs sources over connections that toggle, and tells what each target got at each step, here and by the rule's words. */
function toggled(options: {
  readonly sources: number;
  readonly targets: number;
  readonly delay: number;
  readonly steps: number;
  readonly spikes: readonly (readonly [source: number, step: number])[];
  readonly changes: readonly Change[];
}) {
  const { sources, targets, delay, steps, spikes, changes } = options;
  const { arena } = fresh();
  const trains = Array.from({ length: sources }, (_, i) =>
    train(
      i,
      spikes.filter(([source]) => source === i).map(([, step]) => step),
    ),
  );
  const source = new SourcePopulation("source", sources, trains);
  const target = cells(arena, {
    h: 1,
    precision: "f32",
    size: targets,
    params: COUNTER,
    receptor: { model: delta, params: {} },
  });
  const slots = new ConnectionSlots(arena, { sources, targets, capacity: sources * targets });
  const projection = new LiveProjection(arena, source, target, target.arrivals("input"), slots, delay);
  const network = new Network(arena, [source, target], [projection]);
  arena.commit();
  slots.init();
  target.init();

  const lives = new Map<string, { born: number; died: number }[]>();
  const got: number[][] = [];
  const wanted: number[][] = [];
  const v = () => Array.from(target.state.variables.v?.view as Float32Array);
  let before = v();
  for (let step = 1; step <= steps; step++) {
    network.step();
    const now = v();
    got.push(now.map((x, i) => x - (before[i] as number)));
    before = now;
    const sum = new Array<number>(targets).fill(0);
    for (const [pre, emitted] of spikes) {
      if (emitted + delay !== step) continue;
      for (let post = 0; post < targets; post++) {
        // Alive from the emission to the arrival, the same connection all the way.
        const life = lives.get(`${pre} ${post}`)?.at(-1);
        if (life !== undefined && life.born <= emitted && life.died > step)
          sum[post] = (sum[post] as number) + 1 + pre + 10 * post;
      }
    }
    wanted.push(sum);
    for (const { pre, post } of changes.filter(({ after }) => after === step)) {
      const key = `${pre} ${post}`;
      const slot = slots.slotOf(pre, post);
      if (slot < 0) {
        slots.add(pre, post, 1 + pre + 10 * post, step + 1);
        lives.set(key, [...(lives.get(key) ?? []), { born: step + 1, died: Number.POSITIVE_INFINITY }]);
      } else {
        slots.remove(slot, step + 1);
        const life = lives.get(key)?.at(-1);
        if (life !== undefined) life.died = step + 1;
      }
    }
  }
  return { got, wanted };
}

describe("live connections", () => {
  it("carry no spike that was emitted before they were born, nor one under way when they died", () => {
    const one = { sources: 1, targets: 1, delay: 3, steps: 12 };
    const change = (after: number) => ({ after, pre: 0, post: 0 });
    const arrivals = (spike: number, ...changes: number[]) =>
      toggled({ ...one, spikes: [[0, spike]], changes: changes.map(change) }).got.flatMap(([x], i) =>
        x === 0 ? [] : [i + 1],
      );
    expect(arrivals(4, 3)).toEqual([7]);
    // Born after the spike, though before it would arrive.
    expect(arrivals(4, 4)).toEqual([]);
    // Dead when it would arrive.
    expect(arrivals(4, 1, 6)).toEqual([]);
    // Died in between, and another one took its place, in the same slot.
    expect(arrivals(4, 1, 5, 6)).toEqual([]);
    expect(arrivals(4, 1, 7)).toEqual([7]);
  });

  it("deliver what the rule says, whatever comes and goes", () => {
    let delivered = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 25 })), {
          minLength: 10,
          maxLength: 40,
          selector: (spike) => spike.join(),
        }),
        fc.array(
          fc.record({
            after: fc.integer({ min: 1, max: 25 }),
            pre: fc.integer({ min: 0, max: 3 }),
            post: fc.integer({ min: 0, max: 3 }),
          }),
          { minLength: 10, maxLength: 60 },
        ),
        (sources, targets, delay, spikes, changes) => {
          const { got, wanted } = toggled({
            sources,
            targets,
            delay,
            steps: 32,
            spikes: spikes.filter(([source]) => source < sources),
            changes: changes.filter(({ pre, post }) => pre < sources && post < targets),
          });
          expect(got).toEqual(wanted);
          delivered += wanted.flat().filter((x) => x > 0).length;
        },
      ),
      { numRuns: 150, seed: 5 },
    );
    expect(delivered).toBeGreaterThan(200);
  });

  it("refuse populations of other sizes", () => {
    const { arena } = fresh();
    const source = new SourcePopulation("source", 2, []);
    const target = cells(arena, { h: 1, precision: "f32", receptor: { model: delta, params: {} } });
    const slots = new ConnectionSlots(arena, { sources: 3, targets: 1, capacity: 3 });
    const make = () => new LiveProjection(arena, source, target, target.arrivals("input"), slots, 1);
    expect(make).toThrow("cannot join");
  });
});
