import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { digits } from "../tasks/digits";
import { exactProduct, imageOf, judge, largest, RETRAINING, softmax, TRAINING, train } from "./softmaxClassifier";

const kernel = createKernel();
const CLASSES = 10;
const examples = digits(kernel, 1, "train", 2000, 14);
const test = digits(kernel, 1, "test", 1000, 14);
const classifier = train(kernel, examples, CLASSES);
const accuracy = (weights: Float64Array, bias = classifier.bias): number =>
  judge(test, CLASSES, exactProduct(weights, CLASSES), bias).accuracy;

/** Mean cross-entropy and a hundredth of its gradient, by definition. */
function loss(weights: Float64Array, bias: Float64Array, set: typeof examples): number {
  const scores = new Float64Array(CLASSES);
  let sum = 0;
  for (let k = 0; k < set.count; k++) {
    exactProduct(weights, CLASSES)(imageOf(set, k), scores);
    for (let j = 0; j < CLASSES; j++) scores[j] = (scores[j] as number) + (bias[j] as number);
    softmax(kernel, scores);
    sum -= Math.log(scores[set.labels[k] as number] as number);
  }
  return sum / set.count;
}

describe("softmax", () => {
  it("adds up to one and survives scores that no exponential does", () => {
    const scores = Float64Array.of(1000, 1001, -1000);
    softmax(kernel, scores);
    expect(scores[0]).toBeCloseTo(1 / (1 + Math.E), 14);
    expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 15);
  });

  it("names the first of equal scores and never what is no number", () => {
    expect(largest(Float64Array.of(1, 3, 3))).toBe(1);
    expect(largest(Float64Array.of(Number.NaN, -3, Number.NaN, -2))).toBe(3);
  });
});

describe("the classifier", () => {
  it("reaches the 0.902 of softmax regression on these digits", () => {
    expect(accuracy(classifier.weights)).toBeGreaterThan(0.88);
    expect(accuracy(classifier.weights)).toBeLessThan(0.94);
  });

  it("is the same bits each time", () => {
    const few = digits(kernel, 1, "train", 200, 8);
    expect(train(kernel, few, CLASSES)).toEqual(train(kernel, few, CLASSES));
  });

  it("takes its first step against the gradient: each weight by the rate", () => {
    const few = digits(kernel, 3, "train", 20, 8);
    const options = { epochs: 1, batch: 20, rate: 1e-3, decay: 0 };
    const { weights } = train(kernel, few, CLASSES, options);
    const [zero, bias] = [new Float64Array(weights.length), new Float64Array(CLASSES)];
    for (const i of [300, 335, 412]) {
      const slope = [1e-4, -1e-4].map((by) => loss(zero.with(i, by), bias, few));
      const gradient = ((slope[0] as number) - (slope[1] as number)) / 2e-4;
      // Adam divides the first gradient by its own size.
      expect(weights[i]).toBeCloseTo(-1e-3 * Math.sign(gradient), 6);
    }
  });

  it("counts in its confusion matrix every picture once, in the row of its class", () => {
    const { confusion, accuracy: part } = judge(
      test,
      CLASSES,
      exactProduct(classifier.weights, CLASSES),
      classifier.bias,
    );
    for (let label = 0; label < CLASSES; label++) {
      const row = confusion.subarray(label * CLASSES, (label + 1) * CLASSES);
      expect(row.reduce((a, b) => a + b)).toBe(100);
    }
    const diagonal = Array.from({ length: CLASSES }, (_, j) => confusion[j * CLASSES + j] as number);
    expect(diagonal.reduce((a, b) => a + b) / test.count).toBe(part);
  });

  it("is judged by a product computed elsewhere: halved, it keeps its names; shuffled, it loses them", () => {
    const real = exactProduct(classifier.weights, CLASSES);
    const scaled = judge(test, CLASSES, (image, out) => {
      real(image, out);
      for (let j = 0; j < CLASSES; j++) out[j] = (out[j] as number) / 2 + (classifier.bias[j] as number) / 2;
    });
    const { accuracy: full } = judge(test, CLASSES, real, classifier.bias);
    expect(scaled.accuracy).toBe(full);
    const { accuracy: chance } = judge(test, CLASSES, (image, out) => {
      real(image, out);
      out.set([...out.subarray(1), out[0] as number]);
    });
    expect(chance).toBeLessThan(0.2);
  });
});

describe("retraining", () => {
  // One weight in eleven stuck at the largest, at other pixels for every class.
  const broken = (i: number): boolean => (i * 7) % 11 === 0;
  const most = classifier.weights.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const spoilt = classifier.weights.map((w, i) => (broken(i) ? most : w));
  const lower = spoilt.map((w, i) => (broken(i) ? w : -most));
  const upper = spoilt.map((w, i) => (broken(i) ? w : most));

  it("leaves frozen weights as they are to the bit, keeps the others in bounds and wins accuracy back", () => {
    const before = accuracy(spoilt);
    const again = train(kernel, examples, CLASSES, {
      ...RETRAINING,
      from: { ...classifier, weights: spoilt },
      lower,
      upper,
    });
    for (let i = 0; i < spoilt.length; i++) {
      if (broken(i)) expect(again.weights[i]).toBe(spoilt[i]);
      expect(Math.abs(again.weights[i] as number)).toBeLessThanOrEqual(most);
    }
    expect(before).toBeLessThan(0.82);
    expect(accuracy(again.weights, again.bias)).toBeGreaterThan(before + 0.05);
    expect(spoilt[11]).toBe(most);
  });

  it("starts from what is given: without epochs nothing changes", () => {
    const same = train(kernel, examples, CLASSES, { ...TRAINING, epochs: 0, from: classifier });
    expect(same).toEqual(classifier);
  });
});
