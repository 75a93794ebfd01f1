import { type Remote, transfer, wrap } from "comlink";
import {
  type Applied,
  type Credit,
  type Frame,
  type FromWorker,
  fail,
  type Opened,
  type OpenRequest,
  type Result,
  type SimApi,
  type Speed,
} from "../../workers/protocol";
import type { Client, ClientEvents, CreateClient } from "./_client";
import { createWorker, type WorkerLike } from "./createWorker";
import { Mirror } from "./mirror";
import { watchWorker } from "./watchdog";

export interface ClientOptions {
  readonly createWorker?: (name: string) => WorkerLike;
  /** Where hidden tabs announce themselves; null where there is no document. */
  readonly visibility?: (Pick<Document, "hidden"> & EventTarget) | null;
  /** Time between two pings in ms. */
  readonly pingMs?: number;
}

/** Workers that die so often in a row, each in a short life, are not started again by themselves. */
const MAX_DEATHS = 3;
/** A worker that lived this long did not die of what it was started with. */
const LONG_LIFE_MS = 10_000;

/** One worker and what hangs on it. */
interface Link {
  readonly remote: Remote<SimApi>;
  /** Settles with the reason when the worker is lost. */
  readonly lost: Promise<string>;
  /** The reason once it is lost. */
  lostTo: string | undefined;
  readonly startedAt: number;
  lose(reason: string): void;
  close(): void;
}

let workers = 0;

/**
 * The page's end of a simulation worker. Starts it with the first command, notices its end, starts another one that goes
 * on from the last checkpoint and the mirrored log, and lets a hidden tab cost nothing.
 */
class SimClient implements Client {
  readonly #events: ClientEvents;
  readonly #options: Required<ClientOptions>;
  readonly #mirror = new Mirror();
  #link: Link | null = null;
  #recovery: Promise<void> | null = null;
  #disposed = false;
  #deaths = 0;
  #calls = 0;
  /** Speed of the run while it is meant to go on by itself. */
  #running: Speed | null = null;
  #held = false;
  /** Epochs go on rising when another worker counts anew. */
  #epochBase = 0;
  #highestEpoch = 0;
  /** Epoch of the last frame that was handed on. */
  #epoch = 0;
  /** Commands under way that may begin a new run; its frames wait until their caller knows. */
  #reopening = 0;
  #early: { readonly frame: Frame; readonly giveBack: () => void }[] = [];

  constructor(events: ClientEvents, options: Required<ClientOptions>) {
    this.#events = events;
    this.#options = options;
    options.visibility?.addEventListener("visibilitychange", this.#onVisibility);
  }

  open(request: OpenRequest): Promise<Result<Opened>> {
    return this.#reopen(async () => {
      this.#running = null;
      const result = this.#rebase(await this.#call("open", (remote) => remote.open(request)));
      if (result.ok) this.#mirror.opened(result.value, request);
      return result;
    });
  }

  async run(speed: Speed): Promise<Result<void>> {
    const result = await this.#call("run", (remote) => remote.run(speed));
    if (result.ok) this.#running = speed;
    return result;
  }

  pause(): Promise<Result<void>> {
    this.#running = null;
    return this.#call("pause", (remote) => remote.pause());
  }

  step(n: number): Promise<Result<number>> {
    this.#running = null;
    return this.#call("step", (remote) => remote.step(n));
  }

  seek(step: number): Promise<Result<number>> {
    return this.#call("seek", (remote) => remote.seek(step));
  }

  cancel(): Promise<Result<void>> {
    return this.#call("cancel", (remote) => remote.cancel());
  }

  set(path: string, value: unknown): Promise<Result<Applied>> {
    return this.#edit("set", (remote) => remote.set(path, value));
  }

  setAll(edits: readonly { readonly path: string; readonly value: unknown }[]): Promise<Result<Applied>> {
    return this.#edit("set", (remote) => remote.setAll(edits));
  }

  act(name: string, args: unknown): Promise<Result<Applied>> {
    return this.#edit("act", (remote) => remote.act(name, args));
  }

  load(name: string, fileName: string, bytes: Uint8Array): Promise<Result<Applied>> {
    return this.#edit("load", (remote) => remote.load(name, fileName, bytes));
  }

  fork(): ReturnType<SimApi["fork"]> {
    return this.#call("fork", (remote) => remote.fork());
  }

  digest(): Promise<Result<string>> {
    return this.#call("digest", (remote) => remote.digest());
  }

  async hold(held: boolean): Promise<void> {
    this.#held = held;
    await this.#sendHold();
  }

  async ping(): Promise<void> {
    await this.#link?.remote.ping();
  }

  async close(): Promise<void> {
    this.#running = null;
    this.#drop();
  }

  dispose(): void {
    this.#disposed = true;
    this.#options.visibility?.removeEventListener("visibilitychange", this.#onVisibility);
    this.#drop();
  }

  #drop(): void {
    const link = this.#link;
    this.#link = null;
    this.#early = [];
    link?.close();
    link?.lose("it was closed");
  }

  /** Runs a command; whatever goes wrong becomes a Result. */
  async #call<T>(command: string, invoke: (remote: Remote<SimApi>) => Promise<Result<T>>): Promise<Result<T>> {
    await this.#recovery;
    if (this.#disposed) return fail("state", command, "the lab was closed");
    try {
      this.#link ??= this.#start();
      return await this.#ask(this.#link, command, invoke);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return fail("internal", command, `the simulation worker cannot be reached: ${reason}`, "Reload the page.");
    }
  }

  async #ask<T>(
    link: Link,
    command: string,
    invoke: (remote: Remote<SimApi>) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    this.#calls++;
    try {
      const lost = link.lost.then((reason) =>
        fail(
          "internal",
          command,
          `the simulation worker was lost: ${reason}`,
          "It was started again; repeat what you did.",
        ),
      );
      return await Promise.race([invoke(link.remote), lost]);
    } finally {
      this.#calls--;
    }
  }

  #edit(command: string, invoke: (remote: Remote<SimApi>) => Promise<Result<Applied>>): Promise<Result<Applied>> {
    return this.#reopen(async () => {
      const result = await this.#call(command, invoke);
      if (!result.ok) return result;
      const { opened } = result.value;
      const applied = opened === undefined ? result.value : { ...result.value, opened: this.#based(opened) };
      this.#mirror.applied(applied);
      return { ok: true, value: applied };
    });
  }

  async #reopen<T>(work: () => Promise<T>): Promise<T> {
    this.#reopening++;
    try {
      return await work();
    } finally {
      // After the caller, who learns the outcome in this turn.
      setTimeout(() => {
        this.#reopening--;
        if (this.#reopening === 0)
          for (const { frame, giveBack } of this.#early.splice(0)) this.#deliver(frame, giveBack);
      });
    }
  }

  #based(opened: Opened): Opened {
    const epoch = opened.epoch + this.#epochBase;
    this.#highestEpoch = Math.max(this.#highestEpoch, epoch);
    return { ...opened, epoch };
  }

  #rebase(result: Result<Opened>): Result<Opened> {
    return result.ok ? { ok: true, value: this.#based(result.value) } : result;
  }

  #start(): Link {
    this.#epochBase = this.#highestEpoch;
    const name = `synaptarium-${Date.now().toString(36)}-${++workers}`;
    const worker = this.#options.createWorker(name);
    const remote = wrap<SimApi>(worker);
    const { port1, port2 } = new MessageChannel();
    let settle: (reason: string) => void = () => {};
    const lost = new Promise<string>((resolve) => {
      settle = resolve;
    });
    const onDead = (reason: string) => {
      link.lose(reason);
      if (this.#link !== link || this.#recovery !== null) return;
      this.#recovery = this.#recover(link).finally(() => {
        this.#recovery = null;
      });
    };
    const stopWatching = watchWorker({
      ping: () => remote.ping(),
      busy: () => this.#calls > 0,
      lock: name,
      onDead,
      everyMs: this.#options.pingMs,
    });
    const link: Link = {
      remote,
      lost,
      lostTo: undefined,
      startedAt: performance.now(),
      lose: (reason) => {
        link.lostTo ??= reason;
        settle(reason);
      },
      close: () => {
        stopWatching();
        port1.close();
        worker.terminate();
      },
    };
    worker.addEventListener("error", (event: Event) => {
      onDead("message" in event ? String(event.message) : "it could not be started");
    });
    worker.addEventListener("messageerror", () => onDead("a message could not be read"));
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#onMessage(data, port1);
    remote.connect(transfer(port2, [port2])).catch(() => {});
    if (this.#hidden) remote.hold(true).catch(() => {});
    return link;
  }

  #onMessage(message: FromWorker, port: MessagePort): void {
    if (message.type === "error") {
      this.#running = null;
      this.#events.onError(message.error);
    } else if (message.type === "checkpoint") {
      const { epoch, record, checkpoint } = message;
      if (checkpoint !== undefined) this.#mirror.saved(epoch + this.#epochBase, record, checkpoint);
      this.#events.onCheckpoint?.(record, checkpoint);
    } else {
      const frame = { ...message.frame, epoch: message.frame.epoch + this.#epochBase };
      const giveBack = () =>
        port.postMessage({ type: "credit", buffer: frame.buffer } satisfies Credit, [frame.buffer]);
      if (this.#reopening > 0 && frame.epoch > this.#epoch) this.#early.push({ frame, giveBack });
      else this.#deliver(frame, giveBack);
    }
  }

  #deliver(frame: Frame, giveBack: () => void): void {
    this.#epoch = frame.epoch;
    this.#highestEpoch = Math.max(this.#highestEpoch, frame.epoch);
    if (frame.state !== "seeking") this.#mirror.seen(frame.step);
    if (frame.state === "ended") this.#running = null;
    try {
      this.#events.onFrame(frame);
    } finally {
      giveBack();
    }
  }

  /** Another worker goes on from where the lost one was last seen. */
  async #recover(first: Link): Promise<void> {
    for (let link: Link | null = first; link?.lostTo !== undefined; link = this.#link) {
      const reason: string = link.lostTo;
      this.#link = null;
      this.#early = [];
      link.close();
      const request = this.#mirror.request();
      if (this.#disposed || request === null) return;
      if (performance.now() - link.startedAt > LONG_LIFE_MS) this.#deaths = 0;
      if (++this.#deaths > MAX_DEATHS) {
        this.#running = null;
        this.#report(`the simulation worker keeps stopping: ${reason}`);
        return;
      }
      try {
        await this.#resume(request, reason);
      } catch (error) {
        this.#report(
          `the simulation worker cannot be started: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }

  async #resume(request: OpenRequest, reason: string): Promise<void> {
    const link = this.#start();
    this.#link = link;
    const opened = this.#rebase(await this.#ask(link, "open", (remote) => remote.open(request)));
    if (link.lostTo !== undefined) return;
    if (!opened.ok) {
      this.#events.onError(opened.error);
      return;
    }
    this.#mirror.opened(opened.value, request);
    const running = this.#running;
    if (running !== null) await this.#ask(link, "run", (remote) => remote.run(running));
    if (link.lostTo === undefined) this.#events.onRecovered(request.step ?? 0, reason);
  }

  #report(message: string): void {
    this.#events.onError(fail("internal", "", message, "Reset, or reload the page.").error);
  }

  get #hidden(): boolean {
    return this.#held || (this.#options.visibility?.hidden ?? false);
  }

  readonly #onVisibility = (): void => {
    void this.#sendHold();
  };

  async #sendHold(): Promise<void> {
    // A worker that is being replaced is told when it starts.
    await this.#link?.remote.hold(this.#hidden).catch(() => {});
  }
}

/** A factory of clients with other workers or another document, for tests. */
export const createClientWith =
  (options: ClientOptions): CreateClient =>
  (events) =>
    new SimClient(events, {
      createWorker,
      visibility: typeof document === "undefined" ? null : document,
      pingMs: 1000,
      ...options,
    });

export const createClient: CreateClient = createClientWith({});
