import { ConnectionSlots } from "../math/slots";
import { Arena, type Block } from "../memory/arena";
import { createKernel, type Kernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";
import { placeRandom } from "./_start";
import type { BoundTrainingRule, TrainedLayer, TrainingMoment, TrainingRule } from "./_structural";

/** A network in training without a network: layers whose gradients the test makes up. */

export interface BenchLayer extends TrainedLayer {
  /** [sources, targets] dE/dw of every pair. */
  readonly dense: Block<"f32">;
}

export interface BenchShape {
  readonly sources: number;
  readonly targets: number;
  readonly quota: number;
  readonly capacity?: number;
}

export interface Bench {
  readonly kernel: Kernel;
  readonly arena: Arena;
  readonly layers: readonly BenchLayer[];
  readonly rules: Readonly<Record<string, BoundTrainingRule>>;
  rule(id: string): BoundTrainingRule;
  restore(bytes: ArrayBuffer): void;
}

export const SEED = 7;

/** Layers with their quotas placed at random, and all rules bound to them with the parameters given. */
export function bench(
  shapes: readonly BenchShape[],
  rules: readonly (readonly [TrainingRule<ParamSchema, never>, unknown])[],
  seed = SEED,
): Bench {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const layers = shapes.map(({ sources, targets, quota, capacity }, k): BenchLayer => {
    const slots = new ConnectionSlots(arena, { sources, targets, capacity: capacity ?? sources * targets });
    const gradient = arena.alloc("scratch", "f32", slots.capacity);
    const dense = arena.alloc("scratch", "f32", sources * targets);
    return { slots, gradient, dense, quota, label: `layer ${k}` };
  });
  const bound = Object.fromEntries(rules.map(([rule]) => [rule.id, rule.bind(arena, layers)]));
  arena.commit();
  for (const { slots, quota, label } of layers) {
    slots.init();
    placeRandom(kernel, slots, quota, { seed, label });
  }
  for (const [{ id }, params] of rules) bound[id]?.init(params as never, seed);
  return {
    kernel,
    arena,
    layers,
    rules: bound as Record<string, BoundTrainingRule>,
    rule: (id) => bound[id] as BoundTrainingRule,
    restore(bytes) {
      arena.restore(bytes);
      for (const { slots } of layers) slots.restore();
    },
  };
}

/** dE/dw of a pair of a layer at a step. */
export type Gradient = (layer: number, pre: number, post: number, weight: number, step: number) => number;

/** One step of training by plain gradient descent, in the order that the contract sets. */
export function train({ layers }: Bench, rule: BoundTrainingRule, gradient: Gradient, moment: TrainingMoment): void {
  for (const [k, { slots, gradient: own, dense }] of layers.entries()) {
    if (rule.wantsDense(moment)) {
      for (let i = 0; i < slots.sources; i++)
        for (let j = 0; j < slots.targets; j++) {
          const slot = slots.slotOf(i, j);
          const weight = slot < 0 ? 0 : (slots.weight.view[slot] as number);
          dense.view[i * slots.targets + j] = gradient(k, i, j, weight, moment.step);
        }
    }
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (!slots.isLive(slot)) continue;
      const [pre, post] = [slots.pre.view[slot] as number, slots.post.view[slot] as number];
      const weight = slots.weight.view[slot] as number;
      const g = gradient(k, pre, post, weight, moment.step);
      own.view[slot] = g;
      if (rule.optimises(moment)) slots.weight.view[slot] = weight - moment.rate * g;
    }
  }
  rule.apply(moment, rule.wantsDense(moment) ? layers.map(({ dense }) => dense) : null);
}

/** Connections of a layer, "pre,post", with weight and age. */
export function connections({ slots }: TrainedLayer): Map<string, { weight: number; born: number; slot: number }> {
  const found = new Map<string, { weight: number; born: number; slot: number }>();
  for (let slot = 0; slot < slots.capacity; slot++) {
    if (!slots.isLive(slot)) continue;
    found.set(`${slots.pre.view[slot]},${slots.post.view[slot]}`, {
      weight: slots.weight.view[slot] as number,
      born: slots.born.view[slot] as number,
      slot,
    });
  }
  return found;
}
