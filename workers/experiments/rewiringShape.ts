import { quotas } from "../structural/_density";
import { DIGIT_CLASSES } from "../tasks/digits";
import type { RewiringParams } from "./rewiringParams";

/** Sizes of the layers, and how many connections each is to have. */

export const LAYER_IDS = ["input", "middle", "output"] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export interface LayerSize {
  readonly id: LayerId;
  readonly label: string;
  readonly sources: number;
  readonly targets: number;
  readonly quota: number;
}

/** Densities of the three layers in the published code of DEEP R, relative to the first. */
const BELLEC = [1, 3, 30] as const;

/** Connections of each layer in proportion to weighted sizes, none beyond dense; the sum is as asked for. */
function proportional(potential: readonly number[], weights: readonly number[], connections: number): number[] {
  const dense = potential.map(() => false);
  const share = (): number => {
    const left = potential.reduce((sum, size, k) => sum - (dense[k] ? size : 0), connections);
    return left / potential.reduce((sum, size, k) => sum + (dense[k] ? 0 : size * (weights[k] as number)), 0);
  };
  for (let full = -1; ; ) {
    const factor = share();
    full = potential.findIndex((_, k) => !dense[k] && factor * (weights[k] as number) > 1);
    if (full >= 0) dense[full] = true;
    else {
      const exact = potential.map((size, k) => (dense[k] ? size : size * factor * (weights[k] as number)));
      const counts = exact.map(Math.floor);
      // What rounding left goes to the layers that lost most by it.
      const byLoss = exact.map((value, k) => [value - (counts[k] as number), k] as const).sort(([a], [b]) => b - a);
      const missing = connections - counts.reduce((sum, count) => sum + count, 0);
      for (let i = 0; i < missing; i++) {
        const [, k] = byLoss[i % byLoss.length] as readonly [number, number];
        counts[k] = Math.min(potential[k] as number, (counts[k] as number) + 1);
      }
      return counts;
    }
  }
}

/** The layers, first one first, each with at least one connection. */
export function layersOf({ network, connectivity, distribution }: RewiringParams): readonly LayerSize[] {
  const sizes = [network.side * network.side, network.hidden1, network.hidden2, DIGIT_CLASSES];
  const labels = ["Input to first hidden layer", "First to second hidden layer", "Second hidden layer to output"];
  const shapes = LAYER_IDS.map((_, k) => ({ sources: sizes[k] as number, targets: sizes[k + 1] as number }));
  const potential = shapes.map(({ sources, targets }) => sources * targets);
  const total = Math.max(LAYER_IDS.length, Math.round((connectivity / 100) * potential.reduce((a, b) => a + b, 0)));
  const counts =
    distribution === "paper" ? proportional(potential, BELLEC, total) : quotas(shapes, total, distribution);
  return LAYER_IDS.map((id, k) => ({
    id,
    label: labels[k] as string,
    ...(shapes[k] as (typeof shapes)[number]),
    quota: Math.max(1, counts[k] as number),
  }));
}

/** The layer whose matrices are shown. */
export const shownLayer = (params: RewiringParams): LayerSize =>
  layersOf(params).find(({ id }) => id === params.view.layer) as LayerSize;

/** Steps in which the training set is seen once. */
export const stepsPerEpoch = ({ task, batch }: RewiringParams, count = task.train): number => Math.ceil(count / batch);
