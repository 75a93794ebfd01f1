import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type Domain, StickyDomain, withoutSettling } from "../scale";
import { LinkedDomain, ScaleLink } from "./link";

function linked(): { readonly link: ScaleLink; readonly a: LinkedDomain; readonly b: LinkedDomain } {
  const link = new ScaleLink();
  const shared = link.domain("trace v/potential");
  return { link, a: new LinkedDomain(link, shared, {}), b: new LinkedDomain(link, shared, {}) };
}

const extent = fc
  .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }))
  .map(([low, size]): Domain => [low, low + size]);

describe("a domain shared by two pictures", () => {
  it("holds the last extents of both, and is one and the same once both were drawn again", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(extent, extent), { minLength: 1, maxLength: 20 }), (frames) => {
        const { a, b } = linked();
        for (const [ofA, ofB] of frames) {
          for (let again = 0; again < 2; again++) {
            const [one, other] = [a.update(...ofA), b.update(...ofB)];
            expect(other[0]).toBeLessThanOrEqual(Math.min(ofA[0], ofB[0]));
            expect(other[1]).toBeGreaterThanOrEqual(Math.max(ofA[1], ofB[1]));
            if (again === 1) expect(one).toEqual(other);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("does not shrink to what one of them shows, however long", () => {
    const { a, b } = linked();
    a.update(0, 100);
    const wide = b.update(0, 1);
    for (let i = 0; i < 300; i++) {
      expect(b.update(0, 1)).toEqual(wide);
      expect(a.update(0, 100)).toEqual(wide);
    }
  });

  it("shrinks after as many pictures as one alone would", () => {
    const [{ a, b }, alone] = [linked(), new StickyDomain()];
    for (const one of [a, b, alone]) one.update(0, 100, { patience: 10 });
    let [shared, single] = [0, 0];
    for (let i = 1; i <= 40; i++) {
      a.update(0, 5, { patience: 10 });
      if (b.update(0, 5, { patience: 10 })[1] > 50) shared = i;
      if (alone.update(0, 5, { patience: 10 })[1] > 50) single = i;
    }
    expect(single).toBe(10);
    expect(Math.abs(shared - single)).toBeLessThanOrEqual(1);
  });

  it("keeps a floor that both have, and gives it up when one of them goes below", () => {
    const { a, b } = linked();
    a.update(2, 9, { floor: 0 });
    expect(b.update(1, 5, { floor: 0 })[0]).toBe(0);
    expect(b.update(-5, 5)[0]).toBeLessThanOrEqual(-5);
    expect(a.update(2, 9, { floor: 0 })[0]).toBeLessThanOrEqual(-5);
    const other = linked();
    other.a.update(2, 9, { include: [40] });
    expect(other.b.update(1, 5)[1]).toBeGreaterThanOrEqual(40);
    expect(linked().a.update(Number.NaN, Number.NaN, { floor: 3 })).toEqual([3, 4]);
  });

  it("has the other picture drawn again when it changes, and only then", () => {
    const { link, a, b } = linked();
    const repaint = vi.fn();
    const stop = link.subscribe(repaint);
    a.update(0, 10);
    expect(repaint).toHaveBeenCalledTimes(0);
    b.update(0, 30);
    expect(repaint).toHaveBeenCalledTimes(1);
    a.update(0, 10);
    b.update(0, 30);
    expect(repaint).toHaveBeenCalledTimes(1);
    stop();
    b.update(0, 300);
    expect(repaint).toHaveBeenCalledTimes(1);
  });

  it("forgets nothing and learns nothing from a picture aside", () => {
    const { link, a, b } = linked();
    a.update(0, 10);
    const before = b.update(0, 10);
    const repaint = vi.fn();
    link.subscribe(repaint);
    expect(withoutSettling(() => b.update(0, 500))[1]).toBeGreaterThanOrEqual(500);
    expect(repaint).not.toHaveBeenCalled();
    expect(a.update(0, 10)).toEqual(before);
  });

  it("is free of what a picture needed that is gone", () => {
    const link = new ScaleLink();
    const [here, there] = [{}, {}];
    const shared = link.domain("k");
    const [a, b] = [new LinkedDomain(link, shared, here), new LinkedDomain(link, shared, there)];
    a.update(0, 1000);
    b.update(0, 1);
    expect(shared.together(link, here, [0, 9])).toEqual([0, 9]);
    expect(shared.together(link, there, [-1, 3])).toEqual([-1, 9]);
    link.leave(here);
    expect(shared.together(link, there, [0, 3])).toEqual([0, 3]);
    for (let i = 0; i < 100; i++) b.update(0, 1);
    expect(b.update(0, 1)[1]).toBeLessThan(10);
    b.reset();
    expect(a.update(5, 6)[0]).toBeGreaterThan(1);
  });
});

it("shares a state by its name and tells of its changes", () => {
  const link = new ScaleLink();
  const listener = vi.fn();
  link.subscribe(listener);
  expect(link.state("zoom", 1)).toBe(1);
  link.setState("zoom", 4);
  link.setState("zoom", 4);
  expect([link.state("zoom", 1), link.state("pan", 7), listener.mock.calls.length]).toEqual([4, 7, 1]);
});
