import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CELLS } from "../../../workers/catalogCells";
import { parseTree } from "../../../workers/params/validate";
import type { ParamTree } from "../../../workers/protocol";
import { fromDrag, nudge } from "../params";
import { amplitudes, areaRatio, HANDLES, handlePlace, movedValue, readRule, windowDomains } from "./rule";

function params(input: unknown): ParamTree {
  const parsed = parseTree(CELLS.stdp.schema, input);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const pairRule = (rule: object) => readRule(params({ rule }));

describe("the rule of the window", () => {
  it("holds the pair parameters by their handles", () => {
    const rule = pairRule({ aPlus: 0.01, aMinus: 0.02, tauPlus: 16.8, tauMinus: 33.7 });
    expect(HANDLES.map((id) => [rule.handles[id].path, rule.handles[id].value])).toEqual([
      ["rule.aPlus", 0.01],
      ["rule.aMinus", 0.02],
      ["rule.tauPlus", 16.8],
      ["rule.tauMinus", 33.7],
    ]);
    expect(areaRatio(rule)).toBeCloseTo((0.02 * 33.7) / (0.01 * 16.8), 12);
  });

  it("holds the pair amplitudes of a triplet rule, which no weight dependence scales", () => {
    const rule = readRule(
      params({ rule: { family: "triplet", dependence: "guetig" }, triplet: { a2Plus: 5e-10, a2Minus: 7e-3 } }),
    );
    expect(rule.handles.aPlus).toMatchObject({ path: "triplet.a2Plus", value: 5e-10 });
    expect(rule.handles.aMinus.path).toBe("triplet.a2Minus");
    expect(rule.weightDependent).toBe(false);
    expect(amplitudes(rule)).toEqual({ plus: 5e-10, minus: 7e-3 });
  });

  it("places time constants where the curve has fallen to 1/e", () => {
    const rule = pairRule({ aPlus: 0.01, tauPlus: 20, dependence: "guetig", mu: 0.4 });
    const { interval, change } = handlePlace(rule, "tauPlus");
    expect(interval).toBe(20);
    expect(change).toBeCloseTo(amplitudes(rule).plus / Math.E, 12);
  });
});

describe("dragging", () => {
  it("brings a handle to where it was dragged, under every weight dependence", () => {
    const dependence = fc.constantFrom("additive", "van-rossum", "guetig", "power-law");
    const amplitude = fc.double({ min: 0.001, max: 0.05, noNaN: true });
    fc.assert(
      fc.property(dependence, amplitude, amplitude, fc.constantFrom(...HANDLES), (kind, a, target, id) => {
        const before = pairRule({ aPlus: a, aMinus: a, tauPlus: 20, tauMinus: 30, dependence: kind });
        const wanted = id.startsWith("a") ? target : 1000 * target;
        const after = pairRule({ aPlus: a, aMinus: a, tauPlus: 20, tauMinus: 30, dependence: kind, [id]: wanted });
        const [from, to] = [handlePlace(before, id), handlePlace(after, id)];
        const move = { interval: to.interval - from.interval, change: to.change - from.change };
        expect(movedValue(before, id, before.handles[id].value, move)).toBeCloseTo(wanted, 9);
      }),
    );
  });

  it("stays inside the range of the schema", () => {
    const { spec } = pairRule({}).handles.aPlus;
    expect(fromDrag(spec, -1)).toBe(spec.min);
    expect(fromDrag(spec, 9)).toBe(spec.max);
    expect(fromDrag(spec, 0.0123456)).toBe(0.0123);
  });

  it("moves by keys along the step or the logarithm, and never out of range", () => {
    const { aPlus, tauPlus } = pairRule({}).handles;
    expect(nudge(aPlus.spec, 0.005, 1)).toBe(0.005 + (aPlus.spec.step as number));
    expect(nudge(tauPlus.spec, 20, 1)).toBeGreaterThan(20);
    expect(nudge(tauPlus.spec, tauPlus.spec.max, 5)).toBe(tauPlus.spec.max);
    expect(nudge(tauPlus.spec, tauPlus.spec.min, -5)).toBe(tauPlus.spec.min);
  });
});

describe("domains", () => {
  it("never change under a pointer", () => {
    const domains = windowDomains(null, pairRule({ aPlus: 0.005 }), false);
    expect(windowDomains(domains, pairRule({ aPlus: 0.1, tauPlus: 200 }), true)).toBe(domains);
  });

  it("keep all handles in view afterwards, and ignore small changes", () => {
    const value = fc.double({ min: 0, max: 0.1, noNaN: true });
    const tau = fc.double({ min: 1, max: 200, noNaN: true });
    fc.assert(
      fc.property(value, value, tau, tau, (aPlus, aMinus, tauPlus, tauMinus) => {
        const start = windowDomains(null, pairRule({}), false);
        const rule = pairRule({ aPlus, aMinus, tauPlus, tauMinus });
        const { x, y } = windowDomains(start, rule, false);
        for (const id of HANDLES) {
          const { interval, change } = handlePlace(rule, id);
          expect(interval).toBeGreaterThan(x[0]);
          expect(interval).toBeLessThan(x[1]);
          expect(change).toBeGreaterThan(y[0]);
          expect(change).toBeLessThan(y[1]);
        }
      }),
    );
    const start = windowDomains(null, pairRule({ aPlus: 0.005 }), false);
    expect(windowDomains(start, pairRule({ aPlus: 0.0055 }), false)).toEqual(start);
  });
});
