import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { RandomStream } from "./random";
import { ConnectionSlots, REMEMBERED, type SlotIndex, type SlotsShape } from "./slots";

function made(shape: SlotsShape) {
  const arena = new Arena(createKernel());
  const slots = new ConnectionSlots(arena, shape);
  const field = slots.field();
  const random = new RandomStream(arena.kernel, arena, "grow");
  const list = arena.alloc("scratch", "u32", shape.capacity);
  arena.commit();
  slots.init();
  random.seed(1);
  return { arena, slots, field, random, list };
}

/** Pairs as an index lists them, end by end. */
function listed(slots: ConnectionSlots, { rows, slots: order }: SlotIndex): [number, number][] {
  const pairs: [number, number][] = [];
  for (let end = 0; end + 1 < rows.length; end++)
    for (let k = rows.view[end] as number; k < (rows.view[end + 1] as number); k++) {
      const slot = order.view[k] as number;
      pairs.push([slots.pre.view[slot] as number, slots.post.view[slot] as number]);
    }
  return pairs;
}

interface Expected {
  /** Weight and step of birth by pair. */
  readonly live: Map<string, { weight: number; born: number }>;
  readonly barred: Set<string>;
}

function expectAgreement(slots: ConnectionSlots, { live, barred }: Expected): void {
  const pairs = [...live.keys()].map((key) => key.split(",").map(Number) as [number, number]);
  expect(slots.count).toBe(live.size);
  slots.index();
  const ascending = ([a, b]: [number, number], [c, d]: [number, number]) => a - c || b - d;
  expect(listed(slots, slots.bySource)).toEqual([...pairs].sort(ascending));
  expect(listed(slots, slots.byTarget)).toEqual([...pairs].sort(([a, b], [c, d]) => b - d || a - c));
  let potential = 0;
  const seen = new Set<number>();
  for (let i = 0; i < slots.sources; i++)
    for (let j = 0; j < slots.targets; j++) {
      const wanted = live.get(`${i},${j}`);
      const slot = slots.slotOf(i, j);
      const closed = barred.has(`pre${i}`) || barred.has(`post${j}`) || (SQUARE && i === j);
      if (!closed) potential++;
      expect(slots.vacant(i, j)).toBe(wanted === undefined && !closed);
      expect(slot === -1).toBe(wanted === undefined);
      if (wanted === undefined) continue;
      expect(seen.has(slot)).toBe(false);
      seen.add(slot);
      expect([slots.pre.view[slot], slots.post.view[slot]]).toEqual([i, j]);
      expect(slots.weight.view[slot]).toBe(Math.fround(wanted.weight));
      expect(slots.born.view[slot]).toBe(wanted.born);
    }
  expect(slots.potential).toBe(potential);
  for (let slot = 0; slot < slots.capacity; slot++) expect(slots.isLive(slot)).toBe(seen.has(slot));
}

const SQUARE = true;
const SHAPE = { sources: 5, targets: 5, capacity: 9, square: SQUARE };

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("toggle"), i: fc.nat(4), j: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("grow"), i: fc.nat(4), j: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("bar"), i: fc.nat(4), j: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("save"), i: fc.constant(0), j: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("load"), i: fc.constant(0), j: fc.constant(0) }) },
);

describe("connections that come and go", () => {
  it("hold the set of connections in both indices after any births, deaths, bars and restores", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const { arena, slots, random, list } = made(SHAPE);
        let expected: Expected = { live: new Map(), barred: new Set() };
        const copy = (of: Expected): Expected => ({ live: new Map(of.live), barred: new Set(of.barred) });
        let saved = { bytes: arena.snapshot(), expected: copy(expected) };
        for (const [step, { kind, i, j }] of operations.entries()) {
          const { live, barred } = expected;
          if (kind === "save") saved = { bytes: arena.snapshot(), expected: copy(expected) };
          else if (kind === "load") {
            arena.restore(saved.bytes);
            slots.restore();
            expected = copy(saved.expected);
          } else if (kind === "bar") {
            const end = j === 0 ? "pre" : "post";
            slots.bar(end, i, step);
            barred.add(`${end}${i}`);
            for (const key of live.keys()) if (Number(key.split(",")[j]) === i) live.delete(key);
          } else if (kind === "grow") {
            const room = Math.min(i, slots.capacity - live.size, slots.potential - live.size);
            expect(slots.grow(i, step, random.ptr, list, j === 1)).toBe(room);
            for (const slot of list.view.subarray(0, room))
              live.set(`${slots.pre.view[slot]},${slots.post.view[slot]}`, { weight: 0, born: step });
          } else if (slots.slotOf(i, j) >= 0) {
            slots.remove(slots.slotOf(i, j), step);
            live.delete(`${i},${j}`);
          } else if (slots.vacant(i, j)) {
            const slot = slots.add(i, j, 0.1 * step, step);
            expect(slot === -1).toBe(live.size === SHAPE.capacity);
            if (slot >= 0) live.set(`${i},${j}`, { weight: 0.1 * step, born: step });
          } else expect(() => slots.add(i, j, 1, step)).toThrow("cannot be connected");
          expectAgreement(slots, expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("number the lives of a slot and start each with empty fields", () => {
    const { slots, field } = made({ sources: 3, targets: 4, capacity: 2 });
    const slot = slots.add(0, 1, 0.5, 7);
    field.view[slot] = 3;
    expect(slots.generation.view[slot]).toBe(1);
    slots.remove(slot, 9);
    expect(slots.add(2, 3, 0.25, 9)).toBe(slot);
    expect(slots.generation.view[slot]).toBe(2);
    expect(field.view[slot]).toBe(0);
    expect(slots.add(0, 0, 1, 9)).not.toBe(slot);
    expect(slots.add(0, 3, 1, 9)).toBe(-1);
  });

  it("refuse duplicates, what lies outside, and to let the dead die", () => {
    const { slots } = made({ sources: 2, targets: 3, capacity: 6 });
    const slot = slots.add(1, 1, 1, 1);
    expect(() => slots.add(1, 1, 1, 2)).toThrow("cannot be connected");
    expect(() => slots.add(0, 3, 1, 2)).toThrow("cannot be connected");
    expect(() => slots.add(2, 0, 1, 2)).toThrow("cannot be connected");
    slots.remove(slot, 2);
    expect(() => slots.remove(slot, 3)).toThrow("no connection");
    expect(() => slots.remove(-1, 3)).toThrow("no connection");
  });

  it("tell births and deaths in their order, with the steps that were lived, as far as they are remembered", () => {
    const { slots } = made({ sources: 2, targets: 2, capacity: 4 });
    slots.remove(slots.add(1, 0, 1, 5), 8);
    // One that is taken away before it ever carried anything.
    slots.remove(slots.add(0, 1, 1, 9), 8);
    expect(slots.events(0)).toEqual([
      { step: 5, pre: 1, post: 0, kind: "birth", age: 0 },
      { step: 8, pre: 1, post: 0, kind: "death", age: 3 },
      { step: 9, pre: 0, post: 1, kind: "birth", age: 0 },
      { step: 8, pre: 0, post: 1, kind: "death", age: 0 },
    ]);
    expect(slots.events(3)).toHaveLength(1);
    for (let k = 0; k < REMEMBERED; k++) slots.remove(slots.add(0, 0, 1, k), k + 1);
    const events = slots.events(0);
    expect(events).toHaveLength(REMEMBERED);
    expect(events.at(-1)).toEqual({ step: REMEMBERED, pre: 0, post: 0, kind: "death", age: 1 });
    expect(slots.births + slots.deaths).toBe(4 + 2 * REMEMBERED);
  });

  it("grow anywhere with equal probability, whether pairs are drawn or passed in order", () => {
    for (const [kept, ordered] of [
      [0, false],
      [9, false],
      [4, true],
    ] as const) {
      const { slots, random, list } = made({ sources: 3, targets: 4, capacity: 12 });
      for (let pair = 0; pair < kept; pair++) slots.add(Math.floor(pair / 4), pair % 4, 1, 0);
      const tally = new Float64Array(12);
      const rounds = 6000;
      for (let k = 0; k < rounds; k++) {
        expect(slots.grow(2, k, random.ptr, list, ordered)).toBe(2);
        for (const slot of list.view.subarray(0, 2)) {
          const pair = (slots.pre.view[slot] as number) * 4 + (slots.post.view[slot] as number);
          tally[pair] = (tally[pair] as number) + 1;
          slots.remove(slot, k + 1);
        }
      }
      const mean = (2 * rounds) / (12 - kept);
      for (let pair = kept; pair < 12; pair++)
        expect(Math.abs((tally[pair] as number) - mean)).toBeLessThan(4.5 * Math.sqrt(mean));
    }
  });

  it("forget everything at a new start", () => {
    const { arena, slots, field } = made(SHAPE);
    slots.init();
    const empty = arena.snapshot();
    field.view[slots.add(0, 1, 1, 1)] = 2;
    slots.bar("pre", 3, 2);
    slots.init();
    expect(new Uint8Array(arena.snapshot())).toEqual(new Uint8Array(empty));
    expect(slots.potential).toBe(20);
  });
});
