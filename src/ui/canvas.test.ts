import { scaleLinear, scaleLog } from "d3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitText, type LegendItem, layoutLegend, placeTicks, type Scale } from "./canvas";

const measure = (text: string): number => 6 * text.length;

describe("ticks", () => {
  const overlaps = (scale: Scale, gap: number): boolean => {
    const ticks = placeTicks(scale, 10, undefined, measure, gap);
    return ticks.some((tick, i) => {
      const before = ticks[i - 1];
      if (before === undefined) return false;
      const room = Math.abs(tick.position - before.position);
      return room < (measure(tick.label) + measure(before.label)) / 2 + gap - 1e-9;
    });
  };

  it("never collide on a linear axis", () => {
    const any = fc.tuple(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 20, max: 1200 }), ([low, span], width) => {
        expect(overlaps(scaleLinear([low, low + span], [0, width]), 8)).toBe(false);
      }),
    );
  });

  it("never collide on a log axis, however many decades it spans", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -6, max: 2 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 20, max: 1200 }),
        (from, decades, width) => {
          expect(overlaps(scaleLog([10 ** from, 10 ** (from + decades)], [0, width]), 8)).toBe(false);
        },
      ),
    );
  });

  it("name 1, 2, 5 of each decade where there is room", () => {
    const ticks = placeTicks(scaleLog([0.1, 100], [0, 900]), 10, undefined, measure, 8);
    expect(ticks.map((t) => t.label)).toEqual(["0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50", "100"]);
  });
});

describe("text", () => {
  it("is cut to the longest beginning that fits", () => {
    expect(fitText(measure, "Output neuron", 200)).toBe("Output neuron");
    expect(fitText(measure, "Output neuron", 48)).toBe("Output…");
    expect(fitText(measure, "Output neuron", 3)).toBe("");
  });
});

describe("legends", () => {
  const item = (name: string): LegendItem => ({ name, text: name, color: "#000000", swatch: "line" });

  it("wrap, and no box leaves its row or covers another", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 8 }),
        fc.integer({ min: 60, max: 600 }),
        (names, width) => {
          const { boxes, height } = layoutLegend(measure, names.map(item), 4, 2, width);
          for (const [i, box] of boxes.entries()) {
            expect(box.x + box.width).toBeLessThanOrEqual(4 + width);
            expect(box.y + box.height).toBeLessThanOrEqual(2 + height);
            for (const other of boxes.slice(0, i)) {
              expect(other.y !== box.y || other.x + other.width <= box.x).toBe(true);
            }
          }
        },
      ),
    );
  });
});
