import type { Endpoint } from "comlink";
import SimWorker from "../../workers/sim.worker?worker&inline";

/** What the client needs of a worker; tests have one without a thread. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

/** Starts a simulation worker. Its name is the lock that it holds while it lives. */
export const createWorker = (name: string): WorkerLike => new SimWorker({ name });
