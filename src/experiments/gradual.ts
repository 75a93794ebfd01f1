import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENT_IDS } from "../../workers/outlines";

/** Something for each experiment, of which a part comes later. */
export interface Gradual<T> {
  /** Reading what has not come yet is an error of the page. */
  readonly all: Readonly<Record<ExperimentId, T>>;
  has(id: ExperimentId): boolean;
  add(more: Readonly<Partial<Record<ExperimentId, T>>>): void;
}

export function gradual<T>(what: string, first: Readonly<Partial<Record<ExperimentId, T>>>): Gradual<T> {
  const here = new Map<string, T>(Object.entries(first) as [string, T][]);
  const get = (id: ExperimentId): T => {
    const one = here.get(id);
    if (one === undefined) throw new Error(`the ${what} of ${id} is not loaded yet`);
    return one;
  };
  return {
    all: Object.defineProperties(
      {} as Record<ExperimentId, T>,
      Object.fromEntries(EXPERIMENT_IDS.map((id) => [id, { enumerable: true, get: () => get(id) }])),
    ),
    has: (id) => here.has(id),
    add: (more) => {
      for (const [id, one] of Object.entries(more)) here.set(id, one as T);
    },
  };
}
