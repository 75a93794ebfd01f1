import {
  type Applied,
  type Checkpoint,
  type Frame,
  type Opened,
  ok,
  type Result,
  type SessionRecord,
  type SimError,
} from "../../workers/protocol";
import type { Client, ClientEvents, CreateClient } from "./_client";

/** A client without a worker, for tests of the page: answers as told, and lets the test speak for the worker. */
export interface FakeClient {
  readonly create: CreateClient;
  /** Commands in the order in which they came. */
  readonly calls: readonly { readonly command: keyof Client; readonly args: readonly unknown[] }[];
  /** Sends a frame; what is left out is that of an idle session. */
  frame(frame?: Partial<Frame>): void;
  checkpoint(record: SessionRecord, checkpoint?: Checkpoint): void;
  error(error: SimError): void;
  recovered(step: number, reason: string): void;
}

/** @param opened answer to `open` @param answers commands that answer otherwise than with success */
export function fakeClient(opened: Opened, answers: Partial<Client> = {}): FakeClient {
  const calls: { command: keyof Client; args: unknown[] }[] = [];
  let listener: ClientEvents | null = null;
  const applied: Applied = { step: opened.step, version: 1, params: opened.params, kept: 0, logged: [] };
  const record: SessionRecord = {
    format: 1,
    experiment: opened.experiment,
    params: opened.params,
    seed: opened.seed,
    log: [],
    step: opened.step,
  };
  const answer =
    <T>(value: T) =>
    async (): Promise<Result<T>> =>
      ok(value);
  const client: Client = {
    open: answer(opened),
    run: answer(undefined),
    pause: answer(undefined),
    step: answer(opened.step),
    seek: answer(opened.step),
    find: answer({ event: null, looked: opened.step }),
    loop: answer(undefined),
    forget: answer(applied),
    cancel: answer(undefined),
    set: answer(applied),
    setAll: answer(applied),
    act: answer(applied),
    load: answer(applied),
    lacking: answer([]),
    attach: answer(""),
    inspect: answer({
      kind: "images",
      count: 0,
      side: 0,
      classes: [],
      pictures: new Uint8Array(),
      labels: new Uint8Array(),
    }),
    fork: answer({
      record,
      checkpoint: { step: opened.step, commands: 0, block: new ArrayBuffer(0), plain: "", build: "" },
    }),
    digest: answer("0".repeat(64)),
    export: answer({ graph: { nodes: {}, edges: [], metadata: {} }, step: 0 }),
    hold: async () => {},
    ping: async () => {},
    close: async () => {},
    dispose: () => {},
    ...answers,
  };
  const noted = new Proxy(client, {
    get: (target, command: keyof Client) => {
      const method = target[command] as ((...args: unknown[]) => unknown) | undefined;
      return typeof method !== "function"
        ? method
        : (...args: unknown[]) => {
            calls.push({ command, args });
            return method(...args);
          };
    },
  });
  return {
    create: (events) => {
      listener = events;
      return noted;
    },
    calls,
    frame: (frame) =>
      listener?.onFrame({
        step: opened.step,
        time: opened.step * opened.stepMs,
        epoch: opened.epoch,
        version: 0,
        state: "paused",
        asked: 1,
        achieved: 0,
        commands: 0,
        channels: {},
        buffer: new ArrayBuffer(0),
        ...frame,
      }),
    checkpoint: (saved, checkpoint) => listener?.onCheckpoint?.(saved, checkpoint),
    error: (error) => listener?.onError(error),
    recovered: (step, reason) => listener?.onRecovered(step, reason),
  };
}
