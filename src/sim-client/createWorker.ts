import type { Endpoint } from "comlink";
import { type Part, partOf } from "../../workers/outlines";
import SimWorker from "../../workers/sim.worker?worker&inline";

/** What the client needs of a worker; tests have one without a thread. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

type WorkerClass = new (options: { readonly name: string }) => WorkerLike;

const LOADERS: Readonly<Record<Part, () => Promise<WorkerClass>>> = {
  cells: async () => SimWorker,
  structure: async () => (await import("./structureWorker")).StructureWorker,
  matter: async () => (await import("./matterWorker")).MatterWorker,
};

const classes = new Map<Part, WorkerClass>([["cells", SimWorker]]);

/** Loads the worker that runs an experiment. Rejects when its code cannot be fetched. */
export async function loadWorker(experiment: string): Promise<void> {
  const part = partOf(experiment);
  if (!classes.has(part)) classes.set(part, await LOADERS[part]());
}

/** Starts the worker that runs an experiment, loaded before. Its name is the lock that it holds while it lives. */
export function createWorker(name: string, experiment: string): WorkerLike {
  const Worker = classes.get(partOf(experiment));
  if (Worker === undefined) throw new Error(`the worker of ${experiment} is not loaded yet`);
  return new Worker({ name });
}
