import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SnapshotRing } from "./snapshots";

const at = (step: number, commands = 0, bytes = 100) => ({
  step,
  commands,
  params: {},
  block: new ArrayBuffer(bytes),
  plain: "",
});

describe("SnapshotRing", () => {
  it("never exceeds its budget and always finds the nearest entry before a step", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 200 }), fc.integer({ min: 0, max: 5000 }), (steps, budget) => {
        const ring = new SnapshotRing(budget);
        for (const step of steps) {
          ring.add(at(step));
          expect(ring.bytes).toBeLessThanOrEqual(budget);
          expect(ring.bytes).toBe(100 * ring.count);
        }
        const held = ring.steps;
        expect([...held].sort((a, b) => a - b)).toEqual(held);
        for (const step of [0, 77, 5000]) expect(ring.before(step)?.step).toBe(held.findLast((s) => s <= step));
      }),
    );
  });

  it("keeps the first entry and is denser near the present", () => {
    const ring = new SnapshotRing(2000);
    for (let step = 0; step <= 10_000; step += 10) ring.add(at(step));
    const { steps } = ring;
    expect(steps).toHaveLength(20);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(10_000);
    expect(steps.filter((step) => step >= 9000).length).toBeGreaterThan(steps.filter((step) => step < 5000).length);
    expect(steps.filter((step) => step < 9000).length).toBeGreaterThanOrEqual(3);
  });

  it("does not keep what is larger than the budget", () => {
    const ring = new SnapshotRing(50);
    ring.add(at(0));
    expect(ring.count).toBe(0);
  });

  it("forgets a future that was rewritten", () => {
    const ring = new SnapshotRing(1e6);
    for (const [step, commands] of [
      [0, 0],
      [10, 1],
      [20, 2],
      [30, 3],
    ] as const)
      ring.add(at(step, commands));
    ring.truncate(20, 1);
    expect(ring.steps).toEqual([0, 10]);
    expect(ring.bytes).toBe(200);
  });
});
