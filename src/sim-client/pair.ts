import {
  type Applied,
  type EventQuery,
  type Found,
  type Frame,
  fail,
  type LoopRange,
  type Opened,
  type OpenRequest,
  ok,
  type Result,
  type RunState,
  type SimApi,
  type SimError,
  type Speed,
} from "../../workers/protocol";
import type { Client } from "./_client";

/** Wall time, replaceable in tests. */
export interface PairClock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Where a run stands, and how long its steps are. */
export type Place = Pick<Opened, "step" | "stepMs" | "endStep">;

export interface PairOptions {
  readonly clock?: PairClock;
  /** The runs stopped by themselves, at their ends or because of an error. */
  readonly onStopped?: (error: SimError | null) => void;
}

const systemClock: PairClock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A stride of both runs takes about this much wall time at most, so that commands never wait longer. */
const STRIDE_MS = 30;
const FRAME_MS = 1000 / 60;
/** After a stall at most this much wall time is made up for. */
const MAX_DEBT_MS = 100;
const WINDOW_MS = 1000;

/** The shortest time that is a whole number of steps of both; every step of the lab divides 1 ms. */
export function commonStep(a: number, b: number): number {
  const [short, long] = a < b ? [a, b] : [b, a];
  return Math.abs(long / short - Math.round(long / short)) < 1e-9 ? long : 1;
}

interface Side extends Place {
  readonly client: Client;
}

/**
 * Two runs in lock-step behind the commands of one. The leading run takes every command; the reference only goes along,
 * to the same biological time. Both advance in strides, and a stride begins when both have ended the one before and
 * have sent what it brought: pictures of both always belong to the same time.
 */
export class PairedClient implements Client {
  #lead: Side;
  #reference: Side;
  readonly #clock: PairClock;
  readonly #onStopped: (error: SimError | null) => void;
  /** Commands and strides, one after another. */
  #queue: Promise<unknown> = Promise.resolve();
  #asked: Speed | null = null;
  #striding: Promise<void> | null = null;
  /** Biological ms per wall ms that the slower one reaches. */
  #rate = 0;
  #samples: { readonly wall: number; readonly time: number }[] = [];
  #time: number;
  /** In steps of the leading run. */
  #loop: LoopRange | null = null;

  constructor(
    lead: { readonly client: Client; readonly place: Place },
    reference: { readonly client: Client; readonly place: Place },
    { clock = systemClock, onStopped = () => {} }: PairOptions = {},
  ) {
    this.#lead = { client: lead.client, ...lead.place };
    this.#reference = { client: reference.client, ...reference.place };
    this.#clock = clock;
    this.#onStopped = onStopped;
    this.#time = lead.place.step * lead.place.stepMs;
  }

  /** What a frame of either run says of the state of both: between two strides each of them takes itself for paused. */
  shown(frame: Frame): Frame {
    if (frame.state === "seeking") return frame;
    const state: RunState = this.#asked !== null ? "running" : frame.state;
    return { ...frame, state, asked: this.#asked ?? frame.asked, achieved: this.#achieved };
  }

  /**
   * The first command: stops the leading run wherever it has got to, and brings the reference there. What is asked of the
   * pair meanwhile comes after it.
   *
   * @param lead how long the leading run's steps are, asked when it stands
   */
  meet(lead: () => Omit<Place, "step">): Promise<Result<number>> {
    return this.#alone(() =>
      this.#move(async () => {
        const stopped = await this.#lead.client.step(0);
        this.#lead = { ...this.#lead, ...lead() };
        return stopped;
      }),
    );
  }

  open(request: OpenRequest): Promise<Result<Opened>> {
    this.#asked = null;
    return this.#ahead(
      () => this.#lead.client.open(request),
      (opened) => this.#realign(opened),
    );
  }

  async run(speed: Speed): Promise<Result<void>> {
    if (speed !== "max" && !(speed > 0 && Number.isFinite(speed)))
      return fail("value", "speed", `the speed must be a number above 0 or "max", got ${speed}`);
    this.#asked = speed;
    this.#samples = [];
    this.#striding ??= this.#go().finally(() => {
      this.#striding = null;
    });
    return ok(undefined);
  }

  async pause(): Promise<Result<void>> {
    this.#asked = null;
    return this.#alone(() => this.#both((client) => client.pause()));
  }

  step(n: number): Promise<Result<number>> {
    this.#asked = null;
    return this.#alone(async () => {
      const common = this.#commonStep;
      const error = await this.#stride(Math.ceil((n * this.#lead.stepMs) / common - 1e-9) * common);
      return error === null ? ok(this.#lead.step) : { ok: false, error };
    });
  }

  seek(step: number): Promise<Result<number>> {
    const { stepMs } = this.#lead;
    const common = this.#commonStep;
    // To a time at which both have a step.
    const shared = Math.round((Math.round((step * stepMs) / common) * common) / stepMs);
    return this.#alone(() => this.#move(() => this.#lead.client.seek(shared)));
  }

  find(query: EventQuery): Promise<Result<Found>> {
    this.#asked = null;
    return this.#alone(async () => {
      const found = await this.#lead.client.find(query);
      await this.#move(() => this.#lead.client.step(0));
      return found;
    });
  }

  /** Kept here, because each run alone would turn back at another moment than the other. */
  async loop(range: LoopRange | null): Promise<Result<void>> {
    this.#loop = range;
    return ok(undefined);
  }

  forget(kept: number): Promise<Result<Applied>> {
    this.#asked = null;
    return this.#edit(() => this.#lead.client.forget(kept), true);
  }

  async cancel(): Promise<Result<void>> {
    return this.#both((client) => client.cancel());
  }

  set(path: string, value: unknown): Promise<Result<Applied>> {
    return this.#edit(() => this.#lead.client.set(path, value));
  }

  setAll(edits: readonly { readonly path: string; readonly value: unknown }[]): Promise<Result<Applied>> {
    return this.#edit(() => this.#lead.client.setAll(edits));
  }

  act(name: string, args: unknown): Promise<Result<Applied>> {
    return this.#edit(() => this.#lead.client.act(name, args));
  }

  load(name: string, fileName: string, bytes: Uint8Array): Promise<Result<Applied>> {
    return this.#edit(() => this.#lead.client.load(name, fileName, bytes));
  }

  lacking(assets: readonly string[]): Promise<Result<readonly string[]>> {
    return this.#lead.client.lacking(assets);
  }

  attach(file: File): Promise<Result<string>> {
    return this.#lead.client.attach(file);
  }

  inspect(asset: string): ReturnType<SimApi["inspect"]> {
    return this.#lead.client.inspect(asset);
  }

  fork(): ReturnType<SimApi["fork"]> {
    return this.#alone(() => this.#lead.client.fork());
  }

  /** As `fork`, of the reference. */
  forkReference(): ReturnType<SimApi["fork"]> {
    return this.#alone(() => this.#reference.client.fork());
  }

  digest(): Promise<Result<string>> {
    return this.#alone(() => this.#lead.client.digest());
  }

  export(...request: Parameters<SimApi["export"]>): ReturnType<SimApi["export"]> {
    return this.#alone(() => this.#lead.client.export(...request));
  }

  async hold(held: boolean): Promise<void> {
    await Promise.all([this.#lead.client.hold(held), this.#reference.client.hold(held)]);
  }

  ping(): Promise<void> {
    return this.#lead.client.ping();
  }

  async close(): Promise<void> {
    this.#asked = null;
    await Promise.all([this.#lead.client.close(), this.#reference.client.close()]);
  }

  dispose(): void {
    this.#asked = null;
    this.#lead.client.dispose();
    this.#reference.client.dispose();
  }

  /** Ends the reference; the leading run stays where it is and goes on if it ran, unless it is left as well. */
  async leave(goesOn = true): Promise<void> {
    const asked = goesOn ? this.#asked : null;
    this.#asked = null;
    await this.#alone(async () => this.#reference.client.dispose());
    await this.#lead.client.loop(this.#loop);
    if (asked !== null) await this.#lead.client.run(asked);
  }

  get #commonStep(): number {
    return commonStep(this.#lead.stepMs, this.#reference.stepMs);
  }

  get #achieved(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (this.#asked === null || first === undefined || last === undefined || last.wall <= first.wall) return 0;
    return (last.time - first.time) / (last.wall - first.wall);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work);
    this.#queue = mine.catch(() => {});
    return mine;
  }

  async #both(command: (client: Client) => Promise<Result<void>>): Promise<Result<void>> {
    const [lead, reference] = await Promise.all([command(this.#lead.client), command(this.#reference.client)]);
    return lead.ok ? reference : lead;
  }

  /**
   * Answers with the leading run, and only then brings the reference after it: what the page does with the answer must come
   * before the frames of a run that was rebuilt.
   */
  #ahead<T>(command: () => Promise<Result<T>>, follow: (value: T) => Promise<unknown>): Promise<Result<T>> {
    return new Promise((resolve) => {
      void this.#alone(async () => {
        const result = await command();
        resolve(result);
        if (result.ok) await follow(result.value);
      });
    });
  }

  #edit(command: () => Promise<Result<Applied>>, moves = false): Promise<Result<Applied>> {
    return this.#ahead(command, async ({ opened }) => {
      if (opened !== undefined) await this.#realign(opened);
      else if (moves) await this.#move(() => this.#lead.client.step(0));
    });
  }

  /** Another run leads, or the same one from its beginning: the reference goes to where it is. */
  async #realign(place: Place): Promise<void> {
    this.#lead = { client: this.#lead.client, step: place.step, stepMs: place.stepMs, endStep: place.endStep };
    this.#rate = 0;
    // Its steps were those of the run that is gone.
    this.#loop = null;
    await this.#move(() => this.#lead.client.step(0));
  }

  /** Moves the leading run, and then the reference to the same time. */
  async #move(command: () => Promise<Result<number>>): Promise<Result<number>> {
    const moved = await command();
    const settled = moved.ok ? moved : await this.#lead.client.step(0);
    if (!settled.ok) return settled;
    this.#lead = { ...this.#lead, step: settled.value };
    this.#time = settled.value * this.#lead.stepMs;
    const target = this.#stepAt(this.#reference, this.#time);
    if (target !== this.#reference.step) {
      const followed = await this.#reference.client.seek(target);
      const place = followed.ok ? followed : await this.#reference.client.step(0);
      this.#reference = { ...this.#reference, step: place.ok ? place.value : -1 };
    }
    return moved;
  }

  #stepAt({ stepMs, endStep }: Side, time: number): number {
    return Math.min(Math.round(time / stepMs), endStep ?? Number.MAX_SAFE_INTEGER);
  }

  /** Both go ahead by a time in ms. @returns why they did not */
  async #stride(ms: number): Promise<SimError | null> {
    const { step, stepMs } = this.#lead;
    const end = this.#loop !== null && step < this.#loop.to ? this.#loop.to * stepMs : Number.POSITIVE_INFINITY;
    const common = this.#commonStep;
    // An event may stand between two common steps; the next stride ends on one.
    const time = Math.min(Math.floor(this.#time / common + 1e-9) * common + ms, end);
    const ahead = async (side: Side): Promise<Result<number>> => {
      const steps = this.#stepAt(side, time) - side.step;
      return steps > 0 ? side.client.step(steps) : ok(side.step);
    };
    const [lead, reference] = await Promise.all([ahead(this.#lead), ahead(this.#reference)]);
    if (lead.ok) this.#lead = { ...this.#lead, step: lead.value };
    if (reference.ok) this.#reference = { ...this.#reference, step: reference.value };
    const refused = lead.ok ? reference : lead;
    if (!refused.ok) {
      // A worker that was lost and replaced stands where it was last seen.
      this.#reference = { ...this.#reference, step: -1 };
      await this.#move(() => this.#lead.client.step(0));
      return refused.error;
    }
    this.#time =
      this.#lead.step === this.#stepAt(this.#lead, Number.POSITIVE_INFINITY) ? time : this.#lead.step * stepMs;
    return null;
  }

  /** A stride of a run that goes on by itself. */
  async #lap(ms: number): Promise<SimError | null> {
    if (this.#asked === null) return null;
    return (await this.#turnBack()) ?? (await this.#stride(ms)) ?? this.#turnBack();
  }

  /** From the end of the loop to its beginning. */
  async #turnBack(): Promise<SimError | null> {
    const loop = this.#loop;
    if (loop === null || this.#lead.step !== loop.to) return null;
    const turned = await this.#move(() => this.#lead.client.seek(loop.from));
    return turned.ok ? null : turned.error;
  }

  get #ended(): boolean {
    return [this.#lead, this.#reference].every(({ step, endStep }) => endStep !== null && step >= endStep);
  }

  async #go(): Promise<void> {
    let last = this.#clock.now();
    let debt = 0;
    while (this.#asked !== null) {
      const asked = this.#asked;
      const start = this.#clock.now();
      const common = this.#commonStep;
      const due = asked === "max" ? Number.POSITIVE_INFINITY : debt + asked * (start - last);
      last = start;
      const ms = Math.floor(Math.min(due, Math.max(common, this.#rate * STRIDE_MS)) / common + 1e-9) * common;
      debt = asked === "max" ? 0 : Math.min(due, common + asked * MAX_DEBT_MS);
      if (ms > 0) {
        let begun = start;
        const error = await this.#alone(() => {
          // What other commands took before it says nothing about the pace of the runs.
          begun = this.#clock.now();
          return this.#lap(ms);
        });
        const took = Math.max(0.1, this.#clock.now() - begun);
        debt = Math.max(0, debt - ms);
        this.#rate = this.#rate === 0 ? ms / took : Math.min(4 * this.#rate, (this.#rate + ms / took) / 2);
        this.#sample();
        if (error !== null || this.#ended) {
          this.#asked = null;
          // The last frames said that the runs go on: others follow.
          await this.#alone(() => this.#both((client) => client.pause()));
          this.#onStopped(error);
          return;
        }
      }
      const spent = this.#clock.now() - start;
      const wait = asked === "max" ? 0 : Math.max(FRAME_MS - spent, (common - debt) / asked - spent);
      if (wait > 0) await this.#clock.sleep(Math.min(wait, MAX_DEBT_MS));
    }
  }

  #sample(): void {
    const wall = this.#clock.now();
    this.#samples.push({ wall, time: this.#time });
    while (this.#samples.length > 2 && wall - (this.#samples[1] as { wall: number }).wall >= WINDOW_MS)
      this.#samples.shift();
  }
}
