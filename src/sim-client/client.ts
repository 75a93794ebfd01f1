import { type Remote, transfer, wrap } from "comlink";
import { partOf } from "../../workers/outlines";
import { assetDescription, assetsIn, readAsset } from "../../workers/params/assets";
import {
  type Applied,
  type Credit,
  type EventQuery,
  type Found,
  type Frame,
  type FromWorker,
  fail,
  type LoopRange,
  type Opened,
  type OpenRequest,
  ok,
  type Result,
  type SimApi,
  type Speed,
} from "../../workers/protocol";
import type { Client, ClientEvents, CreateClient } from "./_client";
import { type AssetSource, assets } from "./assets";
import { createWorker, loadWorker, type WorkerLike } from "./createWorker";
import { Mirror } from "./mirror";
import { watchWorker } from "./watchdog";

export interface ClientOptions {
  /** Fetches what `createWorker` needs for an experiment. */
  readonly loadWorker?: (experiment: string) => Promise<void>;
  readonly createWorker?: (name: string, experiment: string) => WorkerLike;
  /** Where data files are kept. */
  readonly assets?: AssetSource;
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
  /** What the present worker runs, or the next one will. */
  #experiment = "";
  #deaths = 0;
  #calls = 0;
  /** Speed of the run while it is meant to go on by itself. */
  #running: Speed | null = null;
  /** The section that is played over and over, so that another worker goes on with it. */
  #loop: LoopRange | null = null;
  #held = false;
  /** Epochs go on rising when another worker counts anew. */
  #epochBase = 0;
  #highestEpoch = 0;
  /** So do versions of the parameters. */
  #versionBase = 0;
  #highestVersion = 0;
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
      this.#loop = null;
      const ready = await this.#workerFor(request.experiment);
      if (!ready.ok) return ready;
      const supplied = await this.#supply("open", [request.params]);
      if (!supplied.ok) return supplied;
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

  find(query: EventQuery): Promise<Result<Found>> {
    this.#running = null;
    return this.#call("find", (remote) => remote.find(query));
  }

  async loop(range: LoopRange | null): Promise<Result<void>> {
    const result = await this.#call("loop", (remote) => remote.loop(range));
    if (result.ok) this.#loop = range;
    return result;
  }

  forget(kept: number): Promise<Result<Applied>> {
    return this.#edit("forget", (remote) => remote.forget(kept));
  }

  cancel(): Promise<Result<void>> {
    return this.#call("cancel", (remote) => remote.cancel());
  }

  set(path: string, value: unknown): Promise<Result<Applied>> {
    return this.#edit("set", (remote) => remote.set(path, value), [value]);
  }

  setAll(edits: readonly { readonly path: string; readonly value: unknown }[]): Promise<Result<Applied>> {
    return this.#edit(
      "set",
      (remote) => remote.setAll(edits),
      edits.map(({ value }) => value),
    );
  }

  act(name: string, args: unknown): Promise<Result<Applied>> {
    return this.#edit("act", (remote) => remote.act(name, args));
  }

  load(name: string, fileName: string, bytes: Uint8Array): Promise<Result<Applied>> {
    return this.#edit("load", (remote) => remote.load(name, fileName, bytes));
  }

  /** Those that neither the worker has nor this device. */
  async lacking(values: readonly string[]): Promise<Result<readonly string[]>> {
    const lacking = await this.#call("lacking", (remote) => remote.lacking(values));
    if (!lacking.ok) return lacking;
    const here = await Promise.all(lacking.value.map((asset) => this.#options.assets.has(asset)));
    return ok(lacking.value.filter((_, k) => here[k] !== true));
  }

  async attach(file: File): Promise<Result<string>> {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return fail("file", file.name, `${file.name} cannot be read`);
    const attached = await this.#call("attach", (remote) => sendFile(remote, file.name, new Uint8Array(bytes)));
    if (attached.ok) this.#options.assets.keep(attached.value, file);
    return attached;
  }

  inspect(asset: string): ReturnType<SimApi["inspect"]> {
    return this.#call("inspect", (remote) => remote.inspect(asset));
  }

  fork(): ReturnType<SimApi["fork"]> {
    return this.#call("fork", (remote) => remote.fork());
  }

  digest(): Promise<Result<string>> {
    return this.#call("digest", (remote) => remote.digest());
  }

  export(kind: "nir"): ReturnType<SimApi["export"]> {
    return this.#call("export", (remote) => remote.export(kind));
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

  /** Brings the data files that these values name to the worker. */
  async #supply(command: string, values: readonly unknown[]): Promise<Result<void>> {
    const named = values.flatMap(assetsIn);
    if (named.length === 0) return ok(undefined);
    return this.#call(command, (remote) => this.#bring(remote, named));
  }

  async #bring(remote: Remote<SimApi>, named: readonly string[]): Promise<Result<void>> {
    const lacking = await remote.lacking(named);
    if (!lacking.ok) return lacking;
    for (const value of lacking.value) {
      const asset = readAsset(value);
      const bytes = await this.#options.assets.find(value);
      const sent = asset === null || bytes === null ? null : await sendFile(remote, asset.name, bytes);
      if (asset !== null && !sent?.ok) {
        return fail("missing", "", `this run needs the data file ${assetDescription(asset)}`, "Load it.");
      }
    }
    return ok(undefined);
  }

  /** Parts of the catalog have workers of their own: one that runs another part makes room. */
  async #workerFor(experiment: string): Promise<Result<void>> {
    try {
      await this.#options.loadWorker(experiment);
    } catch {
      const message = "the code that runs this experiment could not be fetched";
      return fail("internal", "open", message, "Check the connection and try again.");
    }
    if (partOf(experiment) !== partOf(this.#experiment)) this.#drop();
    this.#experiment = experiment;
    return ok(undefined);
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

  #edit(
    command: string,
    invoke: (remote: Remote<SimApi>) => Promise<Result<Applied>>,
    values: readonly unknown[] = [],
  ): Promise<Result<Applied>> {
    return this.#reopen(async () => {
      const supplied = await this.#supply(command, values);
      if (!supplied.ok) return supplied;
      const result = await this.#call(command, invoke);
      if (!result.ok) return result;
      const { opened } = result.value;
      if (opened !== undefined) this.#loop = null;
      const version = this.#atVersion(result.value.version);
      const applied = { ...result.value, version, ...(opened === undefined ? {} : { opened: this.#based(opened) }) };
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

  #atVersion(counted: number): number {
    const version = counted + this.#versionBase;
    this.#highestVersion = Math.max(this.#highestVersion, version);
    return version;
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
    this.#versionBase = this.#highestVersion;
    const name = `synaptarium-${Date.now().toString(36)}-${++workers}`;
    const worker = this.#options.createWorker(name, this.#experiment);
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
      const { epoch, version } = message.frame;
      const frame = { ...message.frame, epoch: epoch + this.#epochBase, version: this.#atVersion(version) };
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
    this.#experiment = request.experiment;
    const link = this.#start();
    this.#link = link;
    await this.#ask(link, "open", (remote) => this.#bring(remote, assetsIn(request.params)));
    const opened = this.#rebase(await this.#ask(link, "open", (remote) => remote.open(request)));
    if (link.lostTo !== undefined) return;
    if (!opened.ok) {
      this.#events.onError(opened.error);
      return;
    }
    this.#mirror.opened(opened.value, request);
    const loop = this.#loop;
    if (loop !== null) await this.#ask(link, "loop", (remote) => remote.loop(loop));
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

const sendFile = (remote: Remote<SimApi>, name: string, bytes: Uint8Array): Promise<Result<string>> =>
  remote.attach(name, transfer(bytes, [bytes.buffer as ArrayBuffer]));

/** A factory of clients with other workers or another document, for tests. */
export const createClientWith =
  (options: ClientOptions): CreateClient =>
  (events) =>
    new SimClient(events, {
      loadWorker,
      createWorker,
      assets,
      visibility: typeof document === "undefined" ? null : document,
      pingMs: 1000,
      ...options,
    });

export const createClient: CreateClient = createClientWith({});
