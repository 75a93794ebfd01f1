import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pacer, Portions, SpeedMeter } from "./pacing";

describe("Pacer", () => {
  it("carries the remainder, so that the mean speed is exact", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 90, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.001, 0.1, 1, 7, 100),
        (gaps, speed) => {
          const pacer = new Pacer();
          let now = 0;
          let taken = pacer.due(now, speed, 0.1);
          for (const gap of gaps) {
            now += gap;
            const due = pacer.due(now, speed, 0.1);
            pacer.took(due);
            taken += due;
          }
          expect(Math.abs(taken - (speed * now) / 0.1)).toBeLessThanOrEqual(1 + 1e-6 * now);
        },
      ),
    );
  });

  it("makes up for a tenth of a second after a stall, not for all of it", () => {
    const pacer = new Pacer();
    pacer.due(0, 1, 1);
    expect(pacer.due(60_000, 1, 1)).toBe(101);
  });

  it("is not held at full speed, and says when the next step is due", () => {
    const pacer = new Pacer();
    expect(pacer.due(0, "max", 1)).toBe(Number.POSITIVE_INFINITY);
    expect(pacer.wait("max", 1)).toBe(0);
    expect(pacer.due(0, 0.01, 1)).toBe(0);
    expect(pacer.wait(0.01, 1)).toBe(100);
    expect(pacer.due(40, 0.01, 1)).toBe(0);
    expect(pacer.wait(0.01, 1)).toBeCloseTo(60);
  });
});

describe("SpeedMeter", () => {
  it("measures over the last second", () => {
    const meter = new SpeedMeter();
    expect(meter.value).toBe(0);
    for (let now = 0; now <= 2000; now += 10) meter.add(now, now < 1000 ? 0 : 3 * (now - 1000));
    expect(meter.value).toBeCloseTo(3, 1);
  });
});

describe("Portions", () => {
  it("grow while they are cheap, shrink when they are not, and know the rate", () => {
    const portions = new Portions();
    expect(portions.rate).toBe(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 8; i++) portions.took(portions.size, portions.size / 1000);
    expect(portions.size).toBe(256);
    expect(portions.rate).toBeCloseTo(1000);
    for (let i = 0; i < 20; i++) portions.took(portions.size, 50);
    expect(portions.size).toBe(1);
  });
});
