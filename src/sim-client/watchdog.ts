/** Notices that a worker is gone, even while nobody asks anything of it. */

export interface WatchOptions {
  /** Settles when the worker answers. */
  readonly ping: () => Promise<void>;
  /** True while the worker may be busy with a long command and must not be taken for dead. */
  readonly busy: () => boolean;
  /** Name of the lock that the worker holds while it lives. */
  readonly lock: string;
  readonly onDead: (reason: string) => void;
  readonly everyMs?: number;
}

const EVERY_MS = 1000;
/** Pings in a row without an answer, each waited for longer than a slice of work takes. */
const MISSES = 2;
const MISSES_BUSY = 30;

/** True when `promise` settles within `ms`. */
function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const answered = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(answered, answered);
  });
}

/**
 * Watches a worker until it is dead or the answer is called. Where there are Web Locks (https and localhost) the lock
 * falls to us the moment the worker ends; pings notice one that hangs, and are all there is elsewhere.
 */
export function watchWorker({ ping, busy, lock, onDead, everyMs = EVERY_MS }: WatchOptions): () => void {
  const stop = new AbortController();
  const stopped = () => stop.signal.aborted;
  const dead = (reason: string) => {
    if (stopped()) return;
    stop.abort();
    onDead(reason);
  };

  const waitForLock = async () => {
    await ping();
    if (stopped() || !("locks" in navigator)) return;
    const isDead = async (): Promise<boolean> => {
      const answers = await within(ping(), everyMs);
      // A worker that asked for its lock after us waits behind us: busy, on a slow device for seconds, but not gone.
      const { pending = [] } = await navigator.locks.query();
      if (pending.some(({ name }) => name === lock)) return false;
      // It lives and is yet to ask.
      if (answers) await new Promise((resolve) => setTimeout(resolve, everyMs));
      return !answers;
    };
    while (!(await navigator.locks.request(lock, { signal: stop.signal }, isDead)));
    dead("it has ended");
  };
  // Aborted when the watch stops; without the lock the pings remain.
  waitForLock().catch(() => {});

  let misses = 0;
  const beat = async () => {
    const answered = await within(ping(), everyMs);
    misses = answered ? 0 : misses + 1;
    if (misses >= (busy() ? MISSES_BUSY : MISSES)) dead("it does not answer");
    else if (!stopped()) timer = setTimeout(beat, everyMs);
  };
  let timer = setTimeout(beat, everyMs);
  stop.signal.addEventListener("abort", () => clearTimeout(timer));
  return () => stop.abort();
}
