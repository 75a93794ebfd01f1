import { transfer } from "comlink";
import { arraysOf } from "../nir/primitives";
import { shown } from "../params/json";
import { parseStep } from "../params/record";
import {
  type Applied,
  type Checkpoint,
  type DataSummary,
  type EventQuery,
  type Found,
  fail,
  type LoopRange,
  type NirGraph,
  type Opened,
  type OpenRequest,
  ok,
  type Result,
  type SessionRecord,
  type SimApi,
  SimFault,
  type Speed,
} from "../protocol";
import { Assets } from "./assets";
import { Engine } from "./engine";
import { describeFault } from "./faults";
import { inspect, loadFile } from "./files";
import { type Clock, systemClock } from "./pacing";
import { type Edit, Session, type SessionOptions } from "./session";

export interface HostOptions extends Omit<SessionOptions, "epoch"> {
  readonly clock?: Clock;
  /** Bytes of streams that may wait for the page before the run waits too. */
  readonly gatherBytes?: number;
}

/** An edit that rebuilds is answered when the run is back at its place, or after this time at the latest. */
const REBUILD_ANSWER_MS = 100;

/**
 * The worker's side of the protocol: checks what comes in, keeps commands in order, and turns every exception into a
 * plain error. Runs without a worker too, in Node and in tests.
 */
export class SimHost implements SimApi {
  readonly #options: HostOptions;
  readonly #clock: Clock;
  readonly #engine: Engine;
  readonly #assets = new Assets();

  constructor(options: HostOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock();
    this.#engine = new Engine({ clock: this.#clock, gatherBytes: options.gatherBytes });
  }

  async connect(port: MessagePort): Promise<void> {
    this.#engine.connect(port);
  }

  open(request: OpenRequest): Promise<Result<Opened>> {
    return this.#answer("open", async () => {
      const opened = Session.open(request, { assets: this.#assets, ...this.#options, epoch: this.#engine.epoch + 1 });
      if (!opened.ok) return opened;
      const session = opened.value;
      this.#engine.use(session);
      await this.#placed();
      return this.#engine.session === session ? ok(this.#describe(session)) : replaced("open");
    });
  }

  run(speed: Speed): Promise<Result<void>> {
    return this.#answer("run", () => {
      this.#session("run");
      if (speed !== "max" && !(typeof speed === "number" && speed > 0 && Number.isFinite(speed))) {
        return fail("value", "speed", `the speed must be a number above 0 or "max", got ${shown(speed)}`);
      }
      this.#engine.run(speed);
      return ok(undefined);
    });
  }

  pause(): Promise<Result<void>> {
    return this.#answer("pause", () => {
      this.#session("pause");
      this.#engine.pause();
      return ok(undefined);
    });
  }

  step(n: number): Promise<Result<number>> {
    return this.#answer("step", async () => {
      const steps = parseStep("step", n);
      if (!steps.ok) return steps;
      await this.#ready("step");
      return this.#engine.step(steps.value);
    });
  }

  seek(step: number): Promise<Result<number>> {
    return this.#answer("seek", () => {
      const target = parseStep("seek", step);
      if (!target.ok) return target;
      this.#session("seek");
      return this.#engine.seek(target.value);
    });
  }

  find(query: EventQuery): Promise<Result<Found>> {
    return this.#answer("find", async () => {
      // Looked at again right before: another command may have waited for the same seek.
      while (this.#session("find").seeking) await this.#engine.settled();
      return this.#engine.find(query);
    });
  }

  loop(range: LoopRange | null): Promise<Result<void>> {
    return this.#answer("loop", () => {
      const session = this.#session("loop");
      const checked = range === null ? ok(null) : parseRange(range, session.endStep);
      if (!checked.ok) return checked;
      this.#engine.loop(checked.value);
      return ok(undefined);
    });
  }

  forget(kept: number): Promise<Result<Applied>> {
    return this.#answer("forget", async () => {
      while (this.#session("forget").seeking) await this.#engine.settled();
      return this.#engine.forget(kept);
    });
  }

  cancel(): Promise<Result<void>> {
    return this.#answer("cancel", () => {
      this.#engine.cancel();
      return ok(undefined);
    });
  }

  set(path: string, value: unknown): Promise<Result<Applied>> {
    return this.setAll([{ path, value }]);
  }

  setAll(edits: readonly Edit[]): Promise<Result<Applied>> {
    return this.#answer("set", () => this.#edit(edits));
  }

  act(name: string, args: unknown): Promise<Result<Applied>> {
    return this.#answer("act", async () => {
      const session = await this.#ready("act");
      return this.#took(session, session.act(name, args));
    });
  }

  load(name: string, fileName: string, bytes: Uint8Array): Promise<Result<Applied>> {
    return this.#answer("load", async () => {
      const edits = await loadFile(this.#session("load").experiment, this.#assets, name, fileName, bytes);
      return edits.ok ? this.#edit(edits.value) : edits;
    });
  }

  lacking(assets: readonly string[]): Promise<Result<readonly string[]>> {
    return this.#answer("lacking", () => ok(this.#assets.lacking(assets)));
  }

  attach(fileName: string, bytes: Uint8Array): Promise<Result<string>> {
    return this.#answer("attach", () => this.#assets.add(fileName, bytes));
  }

  inspect(asset: string): Promise<Result<DataSummary>> {
    return this.#answer("inspect", () => {
      const { experiment } = this.#session("inspect");
      return inspect(experiment, this.#assets, asset);
    });
  }

  fork(): Promise<Result<{ record: SessionRecord; checkpoint: Checkpoint }>> {
    return this.#answer("fork", async () => {
      const session = await this.#ready("fork");
      const checkpoint = session.checkpoint();
      return transfer(ok({ record: session.record(), checkpoint }), [checkpoint.block]);
    });
  }

  digest(): Promise<Result<string>> {
    return this.#answer("digest", async () => (await this.#ready("digest")).digest());
  }

  export(_kind: "nir"): Promise<Result<{ graph: NirGraph; step: number }>> {
    return this.#answer("export", async () => {
      const session = await this.#ready("export");
      const graph = session.nir();
      return transfer(
        ok({ graph, step: session.step }),
        arraysOf(graph).map(({ buffer }) => buffer),
      );
    });
  }

  async hold(held: boolean): Promise<void> {
    this.#engine.hold(held);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.#engine.close();
  }

  async #edit(edits: readonly Edit[]): Promise<Result<Applied>> {
    let session = this.#session("set");
    if (session.mustWait(edits)) session = await this.#ready("set");
    const applied = session.setAll(edits);
    if (!applied.ok || applied.value.opened === undefined) return this.#took(session, applied);
    this.#engine.renewed();
    await this.#placed();
    if (this.#engine.session !== session) return replaced("set");
    const { step, version, params } = session;
    return ok({ ...applied.value, step, version, params, opened: this.#describe(session) });
  }

  #took(session: Session, applied: Result<Applied>): Result<Applied> {
    if (this.#engine.session !== session) return applied;
    // A command that failed half-way may have left a seek back to where it was.
    if (applied.ok) this.#engine.acknowledge();
    else this.#engine.changed();
    return applied;
  }

  #describe(session: Session): Opened {
    this.#engine.acknowledge();
    return session.opened();
  }

  /** Waits until a run that was opened or rebuilt is at its place, but not for long. */
  async #placed(): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#clock.after(REBUILD_ANSWER_MS, resolve);
    });
    await Promise.race([this.#engine.settled(), late]);
    cancel();
  }

  /** The open session once no seek is under way. */
  async #ready(command: string): Promise<Session> {
    while (this.#session(command).seeking) await this.#engine.settled();
    return this.#session(command);
  }

  #session(command: string): Session {
    const { session } = this.#engine;
    if (session === null) throw new SimFault(fail("state", command, "no experiment is open").error);
    return session;
  }

  async #answer<T>(command: string, work: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await work();
    } catch (error) {
      return { ok: false, error: describeFault(error, command) };
    }
  }
}

/** A section of at least one step that the run can reach. */
function parseRange(range: LoopRange, endStep: number | null): Result<LoopRange> {
  const from = parseStep("loop", range?.from);
  if (!from.ok) return from;
  const to = parseStep("loop", range.to);
  if (!to.ok) return to;
  if (from.value >= to.value) {
    return fail("value", "loop", `a loop must end after it begins, got ${from.value} to ${to.value}`);
  }
  if (endStep !== null && to.value > endStep) {
    return fail("value", "loop", `the run ends at step ${endStep}, the loop must too, got ${to.value}`);
  }
  return ok({ from: from.value, to: to.value });
}

const replaced = (command: string) => fail("state", command, "a newer command took its place");
