import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PopulationSpec, SpikesData, SpikesSpec } from "../../../workers/protocol";
import type { ChannelHistory, ViewFeed } from "../_view";
import { createHistory } from "../history";
import { differenceFeed, overlayFeed } from "./feeds";
import { spikesDifference, spikesOverlay } from "./spikes";
import { feedOf, frameAt, Pair, TEXTS, type Turn } from "./testing";

const population = (name: string, offset: number, size: number): PopulationSpec => ({
  name,
  label: name,
  role: name === "E" ? "excitatory" : "inhibitory",
  offset,
  size,
});

const spec: SpikesSpec = {
  kind: "spikes",
  label: "Spikes",
  doc: "",
  populations: [population("E", 0, 3), population("I", 3, 2)],
};
const ROWS = 5;

type Spike = readonly [step: number, neuron: number];

const dataOf = (spikes: readonly Spike[]): SpikesData => ({
  kind: "spikes",
  steps: Uint32Array.from(spikes, ([step]) => step),
  neurons: Uint32Array.from(spikes, ([, neuron]) => neuron),
});

const listOf = (data: SpikesData | null | undefined): Spike[] =>
  [...(data?.steps ?? [])].map((step, i) => [step, data?.neurons[i] as number]);

const spikesOf = (feed: ViewFeed): Spike[] => listOf(feed.history("spikes", "spikes")?.read());

/** Takes the spikes of `those` out of `these` one by one. */
function without(these: readonly Spike[], those: readonly Spike[]): Spike[] {
  const rest = [...those];
  return these.filter(([step, neuron]) => {
    const at = rest.findIndex(([s, n]) => s === step && n === neuron);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

const inOrder = (spikes: readonly Spike[]): Spike[] => [...spikes].sort((p, q) => p[0] - q[0] || p[1] - q[1]);

const naiveDifference = (a: readonly Spike[], b: readonly Spike[]): Spike[] =>
  inOrder([...without(a, b), ...without(b, a).map(([step, neuron]): Spike => [step, neuron + ROWS])]);

const turns = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("go" as const), steps: fc.integer({ min: 1, max: 9 }) }) },
    fc.record({ kind: fc.constant("seek" as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  ) satisfies fc.Arbitrary<Turn>,
  { minLength: 1, maxLength: 12 },
);
/** Few enough places that runs share spikes and fire one neuron several times in a step. */
const train = fc.array(fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: ROWS - 1 })), {
  maxLength: 90,
});

/** Spikes of one step stay in the order in which they were drawn: sources do not sort their neurons. */
const pairOf = (trains: Readonly<Record<"a" | "b", readonly Spike[]>>): Pair =>
  new Pair({ a: { spikes: spec }, b: { spikes: spec } }, (run, from, to) => ({
    spikes: dataOf(trains[run].filter(([step]) => step > from && step <= to).sort((p, q) => p[0] - q[0])),
  }));

describe("the difference of spikes", () => {
  it("is the multiset difference, whenever it is looked at and whatever was sought", () => {
    fc.assert(
      fc.property(train, train, turns, fc.boolean(), (a, b, list, eager) => {
        const pair = pairOf({ a, b });
        const feed = differenceFeed(pair.a, pair.b, TEXTS);
        for (const turn of list) {
          pair.take(turn, () => eager && spikesOf(feed));
          if (eager) expect(inOrder(spikesOf(feed))).toEqual(naiveDifference(spikesOf(pair.a), spikesOf(pair.b)));
        }
        const found = spikesOf(feed);
        expect(inOrder(found)).toEqual(naiveDifference(spikesOf(pair.a), spikesOf(pair.b)));
        expect(found.map(([step]) => step)).toEqual(found.map(([step]) => step).sort((p, q) => p - q));
      }),
      { numRuns: 300 },
    );
  });

  it("is empty for a run and itself, and changes sides when the runs do", () => {
    fc.assert(
      fc.property(train, train, turns, (a, b, list) => {
        const [one, other] = [pairOf({ a, b }), pairOf({ a: b, b: a })];
        for (const turn of list) {
          one.take(turn);
          other.take(turn);
        }
        expect(spikesOf(differenceFeed(one.a, one.a, TEXTS))).toEqual([]);
        const mirrored = spikesOf(differenceFeed(other.a, other.b, TEXTS)).map(
          ([step, row]): Spike => [step, (row + ROWS) % (2 * ROWS)],
        );
        expect(inOrder(mirrored)).toEqual(inOrder(spikesOf(differenceFeed(one.a, one.b, TEXTS))));
      }),
      { numRuns: 100 },
    );
  });

  it("begins anew when a run is told of its past later than the other", () => {
    for (const late of [0, 1] as const) {
      const sources = [createHistory(spec), createHistory(spec)] as const;
      const history = spikesDifference(spec, spec, TEXTS, 1)?.history(...sources, () => true);
      sources[1 - late]?.push(dataOf([[20, 1]]));
      expect(history?.read()?.kind).toBe("spikes");
      sources[late]?.push(dataOf([[10, 2]]));
      expect(listOf(history?.read() as SpikesData)).toEqual([
        [10, 2 + ROWS * late],
        [20, 1 + ROWS * (1 - late)],
      ]);
    }
  });

  it("has two blocks of rows that keep the numbers of their neurons", () => {
    const made = spikesDifference(spec, { ...spec, exact: true }, TEXTS, 1)?.spec;
    expect(made).toMatchObject({
      label: "B − A: Spikes",
      difference: true,
      populations: [
        { label: "only in A", role: "first", offset: 0, size: ROWS, first: 0 },
        { label: "only in B", role: "second", offset: ROWS, size: ROWS, first: 0 },
      ],
    });
    expect(made).not.toHaveProperty("exact");
    expect(spikesDifference(spec, { ...spec, populations: [population("E", 0, 4)] }, TEXTS, 1)).toBeNull();
    expect(spikesDifference(spec, spec, TEXTS, 2)).toBeNull();
  });

  it("says nothing of steps that one of the runs was never told of", () => {
    const a = feedOf({ spikes: spec });
    a.push(frameAt(10, { spikes: dataOf([[3, 1]]) }));
    const b = feedOf({ spikes: spec }, { step: 10 });
    const feed = differenceFeed(a, b, TEXTS);
    expect(spikesOf(feed)).toEqual([]);
    a.push(frameAt(20, { spikes: dataOf([[12, 1]]) }));
    b.push(frameAt(20, { spikes: dataOf([[13, 1]]) }));
    const both: Spike[] = [
      [12, 1],
      [13, 1 + ROWS],
    ];
    expect(spikesOf(feed)).toEqual(both);
    // B takes over what A remembers of the time before.
    const told = feedOf({ spikes: spec }, { step: 20 });
    told.adopt(a);
    expect(spikesOf(differenceFeed(a, told, TEXTS))).toEqual([]);
    expect(spikesOf(differenceFeed(told, b, TEXTS))).toEqual(both);
  });
});

describe("spikes laid over each other", () => {
  it("hold all spikes of both in the order of time, those of A in the rows below", () => {
    fc.assert(
      fc.property(train, train, turns, (a, b, list) => {
        const pair = pairOf({ a, b });
        const feed = overlayFeed(pair.a, pair.b, TEXTS);
        for (const turn of list) {
          pair.take(turn);
          const wanted = [...spikesOf(pair.a), ...spikesOf(pair.b).map(([s, n]): Spike => [s, n + ROWS])];
          const found = spikesOf(feed);
          expect(inOrder(found)).toEqual(inOrder(wanted));
          expect(found.map(([step]) => step)).toEqual(found.map(([step]) => step).sort((p, q) => p - q));
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keep the roles and the neurons' numbers of their populations, and their times within a step", () => {
    const derivation = spikesOverlay(spec, { ...spec, exact: true }, TEXTS, 1);
    expect(derivation?.spec).toMatchObject({
      exact: true,
      populations: [
        { name: "a.E", label: "A: E", role: "excitatory", offset: 0, first: 0 },
        { name: "a.I", label: "A: I", role: "inhibitory", offset: 3, first: 3 },
        { name: "b.E", label: "B: E", offset: 5, first: 0 },
        { name: "b.I", label: "B: I", offset: 8, first: 3 },
      ],
    });
    const [a, b] = [createHistory(spec), createHistory({ ...spec, exact: true })];
    a.push(dataOf([[4, 1]]));
    b.push({ ...dataOf([[4, 2]]), late: Float32Array.of(0.25) });
    const read = derivation?.history(a, b, () => true).read() as SpikesData;
    expect([listOf(read), [...(read.late ?? [])]]).toEqual([
      [
        [4, 1],
        [4, 7],
      ],
      [0, 0.25],
    ]);
  });

  it("bring the steps of A to those of B where these are of another length", () => {
    const [a, b] = [createHistory(spec), createHistory(spec)];
    a.push(dataOf([[5, 0]]));
    b.push(dataOf([[7, 0]]));
    expect(
      listOf(
        spikesOverlay(spec, spec, TEXTS, 2)
          ?.history(a, b, () => true)
          .read() as SpikesData,
      ),
    ).toEqual([
      [7, 5],
      [10, 0],
    ]);
  });
});

/** Counts how often an entry of a list is looked at. */
function counted<T extends Uint32Array>(list: T, count: () => void): T {
  return new Proxy(list, {
    get: (target, key) => {
      if (typeof key === "string" && /^\d+$/.test(key)) count();
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("the work of one frame", () => {
  it("grows with what is new, not with what there is", () => {
    for (const make of [spikesOverlay, spikesDifference]) {
      let looked = 0;
      const watched = (source: ReturnType<typeof createHistory>): ChannelHistory => ({
        kind: "spikes",
        get revision() {
          return source.revision;
        },
        read: () => {
          const { steps, neurons } = source.read() as SpikesData;
          const count = (): void => {
            looked++;
          };
          return { kind: "spikes", steps: counted(steps, count), neurons: counted(neurons, count) };
        },
        mark: () => source.mark?.() ?? { taken: 0, rewrites: 0 },
        since: (mark) => source.since?.(mark) ?? null,
      });
      const [a, b] = [createHistory(spec), createHistory(spec)];
      const history = make(spec, spec, TEXTS, 1)?.history(watched(a), watched(b), () => true);
      const perFrame: number[] = [];
      for (let frame = 0; frame < 60; frame++) {
        const spikes = Array.from({ length: 200 }, (_, i): Spike => [frame * 20 + Math.floor(i / 10), i % ROWS]);
        a.push(dataOf(spikes));
        b.push(dataOf(spikes.map(([step, neuron]) => [step, ROWS - 1 - neuron])));
        looked = 0;
        history?.read();
        history?.read();
        perFrame.push(looked);
      }
      expect(perFrame[0]).toBeGreaterThan(400);
      // The search for the first step that both know takes a few looks more.
      expect(Math.max(...perFrame)).toBeLessThan((perFrame[0] as number) + 64);
    }
  });

  it("finds everything although the sources forget, as long as it is read now and then", () => {
    const [a, b] = [createHistory(spec, 64), createHistory(spec, 64)];
    const history = spikesDifference(spec, spec, TEXTS, 1)?.history(a, b, () => true);
    const [ofA, ofB]: [Spike[], Spike[]] = [[], []];
    for (let step = 1; step <= 600; step++) {
      const [here, there]: [Spike[], Spike[]] = [[[step, step % ROWS]], [[step, (step * step) % ROWS]]];
      a.push(dataOf(here));
      b.push(dataOf(there));
      ofA.push(...here);
      ofB.push(...there);
      if (step % 7 === 0) history?.read();
    }
    expect(inOrder(listOf(history?.read() as SpikesData))).toEqual(naiveDifference(ofA, ofB));
  });
});
