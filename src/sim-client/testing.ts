import { expose } from "comlink";
import { type HostOptions, SimHost } from "../../workers/host/host";
import type { Result } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import type { CreateClient } from "./_client";
import { createClientWith } from "./client";
import type { WorkerLike } from "./createWorker";

/** A worker without a thread: a host behind a message channel that can be killed like one. */
export interface Threadless {
  readonly worker: WorkerLike;
  /** Ends it silently, as `terminate` from elsewhere does. */
  kill(): void;
  /** Ends it with an error event, as an uncaught exception does. */
  crash(message: string): void;
}

export function threadlessWorker(experiments: HostOptions["experiments"]): Threadless {
  const { port1, port2 } = new MessageChannel();
  const host = new SimHost({ experiments });
  expose(host, port2);
  const kill = () => {
    void host.close();
    port2.close();
  };
  const crash = (message: string) => {
    kill();
    port1.dispatchEvent(Object.assign(new Event("error"), { message }));
  };
  return { worker: Object.assign(port1, { terminate: kill }), kill, crash };
}

/** A factory of clients with such workers, for tests. */
export const threadlessClients = (): CreateClient =>
  createClientWith({ createWorker: () => threadlessWorker(RUNNABLE_CELLS).worker, visibility: null });

/** The value of a result. @throws Error with the message of a refusal */
export function valueFrom<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
