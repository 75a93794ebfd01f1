import { expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { ExampleOrder } from "./exampleOrder";

function orderOf(count: number, seed = 1) {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const order = new ExampleOrder(kernel, arena, count);
  arena.commit();
  order.init(seed);
  const epoch = (batch: number): number[] => {
    const seen: number[] = [];
    while (seen.length < count) {
      const { first, count: size } = order.next(batch);
      seen.push(...order.order.view.subarray(first, first + size));
    }
    return seen;
  };
  return { arena, order, epoch };
}

it("shows every example once in an epoch, each epoch in another order", () => {
  const { epoch, order } = orderOf(100);
  const epochs = [epoch(32), epoch(32), epoch(7)];
  expect(order.epochs).toBe(3);
  for (const seen of epochs) expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => k));
  expect(epochs[1]).not.toEqual(epochs[0]);
  expect(epochs[2]).not.toEqual(epochs[1]);
  expect(orderOf(100, 2).epoch(32)).not.toEqual(epochs[0]);
});

it("goes on from a copy of its state", () => {
  const { arena, epoch, order } = orderOf(50);
  order.next(20);
  const saved = arena.snapshot();
  const rest = [order.next(20), order.next(20), ...epoch(8)];
  arena.restore(saved);
  expect([order.next(20), order.next(20), ...epoch(8)]).toEqual(rest);
});

it("takes every example from any place to any other equally often", () => {
  const { epoch } = orderOf(5);
  const counts = new Float64Array(25);
  const rounds = 4000;
  let before = epoch(5);
  for (let round = 0; round < rounds; round++) {
    const now = epoch(5);
    for (const [place, example] of now.entries()) {
      const at = 5 * place + before.indexOf(example);
      counts[at] = (counts[at] as number) + 1;
    }
    before = now;
  }
  const expected = rounds / 5;
  const deviation = counts.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  // Rows and columns of a permutation add up to one, so cells vary as p (1 - p): 4/5 of the sum is distributed as chi-squared
  // with 16 degrees of freedom, of which 39.3 is exceeded once in a thousand times.
  expect((4 / 5) * deviation).toBeLessThan(39.3);
});
