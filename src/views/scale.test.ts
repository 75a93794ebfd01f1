import { describe, expect, it } from "vitest";
import { lowerBound, StickyDomain, slidingWindow, timeAxis, withoutSettling } from "./scale";
import { ENGLISH, viewText } from "./strings";
import { VIEW_STRINGS_PT } from "./strings.pt-BR";

describe("StickyDomain", () => {
  it("stays while data move inside it and grows on the side where they leave", () => {
    const sticky = new StickyDomain();
    const [low, high] = sticky.update(0, 10);
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeGreaterThanOrEqual(10);
    expect(sticky.update(2, 9)).toEqual([low, high]);
    const [still, grown] = sticky.update(2, high + 5);
    expect(still).toBe(low);
    expect(grown).toBeGreaterThanOrEqual(high + 5);
  });

  it("shrinks only after the data have stayed small", () => {
    const sticky = new StickyDomain();
    const wide = sticky.update(0, 100);
    for (let i = 0; i < 5; i++) expect(sticky.update(0, 10, { patience: 5 })).toEqual(wide);
    expect(sticky.update(0, 10, { patience: 5 })[1]).toBeLessThan(20);
  });

  it("forgets a picture aside, which never shrinks it", () => {
    const sticky = new StickyDomain();
    const wide = sticky.update(0, 100);
    for (let i = 0; i < 5; i++) sticky.update(0, 10, { patience: 5 });
    expect(withoutSettling(() => sticky.update(0, 10, { patience: 5 }))).toEqual(wide);
    expect(withoutSettling(() => sticky.update(0, 300))[1]).toBeGreaterThanOrEqual(300);
    expect(() =>
      withoutSettling(() => {
        throw new Error("a painter failed");
      }),
    ).toThrow("a painter failed");
    expect(sticky.update(0, 10, { patience: 5 })[1]).toBeLessThan(20);
  });

  it("holds the floor and what must stay in view, and survives missing and constant data", () => {
    const sticky = new StickyDomain();
    expect(sticky.update(Number.NaN, Number.NaN)).toEqual([0, 1]);
    const [low, high] = sticky.update(-60, -60, { include: [-54] });
    expect(low).toBeLessThan(-60);
    expect(high).toBeGreaterThan(-54);
    expect(new StickyDomain().update(3, 20, { floor: 0 })[0]).toBe(0);
    const [a, b] = new StickyDomain().update(5, 5);
    expect(a).toBeLessThan(5);
    expect(b).toBeGreaterThan(5);
  });

  it("takes an extent as it is where it is exact, and grows no further than it", () => {
    const sticky = new StickyDomain();
    expect(sticky.update(-80.6, -40.4, { exact: true })).toEqual([-80.6, -40.4]);
    expect(sticky.update(-83.1, -45, { exact: true })).toEqual([-83.1, -40.4]);
    const [low, high] = new StickyDomain().update(3, 3, { exact: true });
    expect(low).toBeLessThan(high);
  });
});

describe("time", () => {
  it("fills the window before it slides", () => {
    expect(slidingWindow(500, 2000)).toEqual([0, 2000]);
    expect(slidingWindow(5000, 2000)).toEqual([3000, 5000]);
  });

  it("says unit and length of the axis", () => {
    const axis = timeAxis(ENGLISH, [3000, 5000], true);
    expect(axis.title).toBe("Time (s), last 2\u00a0s");
    expect(axis.domain).toEqual([3, 5]);
    expect(timeAxis(viewText(VIEW_STRINGS_PT), [0, 200], false).title).toBe("Tempo (ms)");
  });
});

it("finds the first entry that is not below a value", () => {
  expect([0, 5, 6, 99].map((v) => lowerBound([1, 5, 5, 9], v))).toEqual([0, 1, 3, 4]);
});
