import { afterEach, describe, expect, it, vi } from "vitest";
import { watchWorker } from "./watchdog";

const LOCK = "worker";
const never = new Promise<never>(() => {});

/** Locks that fall to the page `early` times before the worker, which waits, has its own; after that when it ends. */
function locks(early: number, ended: Promise<unknown>) {
  let granted = 0;
  return {
    request: async (_name: string, _options: unknown, took: () => Promise<boolean>) => {
      if (granted++ >= early) await ended;
      return took();
    },
    query: async () => ({ pending: granted <= early ? [{ name: LOCK }] : [] }),
    count: () => granted,
  };
}

/** A worker that answers its first ping and is busy from then on. */
function busyWorker(): () => Promise<void> {
  let pings = 0;
  return () => (pings++ === 0 ? Promise.resolve() : never);
}

const watch = (onDead: (reason: string) => void) =>
  watchWorker({ ping: busyWorker(), busy: () => true, lock: LOCK, onDead, everyMs: 2 });

describe("a lock that falls to the page", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is no sign of death while the worker waits for it, however busy that is", async () => {
    const manager = locks(2, never);
    vi.stubGlobal("navigator", { locks: manager });
    const onDead = vi.fn();
    const stop = watch(onDead);
    await vi.waitFor(() => expect(manager.count()).toBe(3));
    expect(onDead).not.toHaveBeenCalled();
    stop();
  });

  it("is given to a worker that answers and has yet to ask for it, and watched from then on", async () => {
    let alive = true;
    let granted = 0;
    const request = async (_name: string, _options: unknown, took: () => Promise<boolean>) => {
      if (++granted > 2) alive = false;
      return took();
    };
    vi.stubGlobal("navigator", { locks: { request, query: async () => ({ pending: [] }) } });
    const onDead = vi.fn();
    const ping = () => (alive ? Promise.resolve() : never);
    const stop = watchWorker({ ping, busy: () => true, lock: LOCK, onDead, everyMs: 2 });
    await vi.waitFor(() => expect(onDead).toHaveBeenCalledWith("it has ended"));
    expect(granted).toBe(3);
    stop();
  });

  it("is one when nobody waits for it and nobody answers", async () => {
    vi.stubGlobal("navigator", { locks: locks(0, Promise.resolve()) });
    const onDead = vi.fn();
    const stop = watch(onDead);
    await vi.waitFor(() => expect(onDead).toHaveBeenCalledWith("it has ended"));
    stop();
  });
});
