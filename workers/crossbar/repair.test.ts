import { describe, expect, it } from "vitest";
import { exactProduct, judge, RETRAINING, train } from "../learning/softmaxClassifier";
import { createKernel } from "../memory/kernel";
import { digits } from "../tasks/digits";
import { HEALTHY, inject, SHORT, STUCK_OFF, STUCK_ON, stuckAt } from "./faults";
import { conductancesAround, largestWeight, pairs, weightBounds, weightsOf } from "./mapping";

/** The ladder of repair on a classifier of digits in an array: each rung wins back some of what faults cost. */

const kernel = createKernel();
const CLASSES = 10;
const WINDOW = { low: 1e-6, high: 1e-4 };
const examples = digits(kernel, 2, "train", 1200, 8);
const tests = digits(kernel, 2, "test", 600, 8);
const classifier = train(kernel, examples, CLASSES);
const mapping = pairs(64, CLASSES, WINDOW, largestWeight(classifier.weights));
const targets = mapping.conductances(classifier.weights);

/** Accuracy of the weights that these conductances stand for. */
const accuracy = (cells: Float64Array, bias = classifier.bias): number =>
  judge(tests, CLASSES, exactProduct(weightsOf(mapping, cells), CLASSES), bias).accuracy;

const injection = { on: 0.04, off: 0.08, onKind: STUCK_ON, offKind: STUCK_OFF, seed: 1, round: 0 } as const;
const faults = new Uint8Array(targets.length);
inject(faults, mapping.columns, injection);
const stuckOf = (codes: Uint8Array): Float64Array => Float64Array.from(codes, (code) => stuckAt(code, WINDOW));
const stuck = stuckOf(faults);
const around = (cells: Float64Array, fixed: Float64Array): Float64Array =>
  cells.map((value, k) => (Number.isNaN(fixed[k] as number) ? value : (fixed[k] as number)));
const spoilt = accuracy(around(targets, stuck));
const healthy = accuracy(targets);

describe("a classifier in a spoilt array", () => {
  it("is as good as its numbers while the array is healthy, and loses much to stuck cells", () => {
    expect(healthy).toBe(judge(tests, CLASSES, exactProduct(classifier.weights, CLASSES), classifier.bias).accuracy);
    expect(healthy).toBeGreaterThan(0.85);
    expect(spoilt).toBeLessThan(healthy - 0.1);
  });

  it("is programmed round its faults: the healthy half of a pair makes up for the other", () => {
    const cells = conductancesAround(mapping, classifier.weights, stuck);
    expect(cells).toEqual(around(cells, stuck));
    expect(accuracy(cells)).toBeGreaterThan(spoilt + 0.05);
  });

  it("learns anew with what is left, and can hold what it learnt", () => {
    const near = weightsOf(mapping, conductancesAround(mapping, classifier.weights, stuck));
    const bounds = weightBounds(mapping, stuck);
    const from = { ...classifier, weights: near };
    const learnt = train(kernel, examples, CLASSES, { ...RETRAINING, from, ...bounds });
    const cells = conductancesAround(mapping, learnt.weights, stuck);
    const held = weightsOf(mapping, cells);
    for (const [k, weight] of learnt.weights.entries())
      expect(Math.abs((held[k] as number) - weight)).toBeLessThan(1e-12);
    for (const [k, code] of faults.entries()) if (code !== HEALTHY) expect(cells[k]).toBe(stuck[k]);
    expect(accuracy(cells, learnt.bias)).toBeGreaterThan(accuracy(conductancesAround(mapping, from.weights, stuck)));
    expect(accuracy(cells, learnt.bias)).toBeGreaterThan(healthy - 0.05);
  });

  it("is ruined by a few shorts, and nearly whole once they are cut off", () => {
    const shorts = new Uint8Array(targets.length);
    inject(shorts, mapping.columns, { ...injection, on: 0.01, off: 0, onKind: SHORT });
    const cut = stuckOf(shorts).map((fixed) => (Number.isNaN(fixed) ? fixed : 0));
    expect(accuracy(around(targets, stuckOf(shorts)))).toBeLessThan(0.5);
    expect(accuracy(around(targets, cut))).toBeGreaterThan(healthy - 0.05);
  });
});
