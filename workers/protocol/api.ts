import type { ChannelData, ChannelSpecs } from "./channels";
import type { DataSummary } from "./data";
import type { Result, SimError } from "./errors";
import type { NirGraph } from "./nir";

/** What a form field may hold. */
export type ParamValue = number | boolean | string | readonly number[];

/** A full, validated set of parameters, nested as in the schema. */
export type ParamTree = { readonly [key: string]: ParamValue | ParamTree };

/** A command that changed the state, stamped with the step it took effect at. */
export type Command =
  | {
      readonly type: "set";
      readonly step: number;
      readonly path: string;
      readonly value: ParamValue;
      /** Takes effect together with the entry before, as one edit. */
      readonly joins?: true;
    }
  | { readonly type: "act"; readonly step: number; readonly name: string; readonly args: ParamTree };

/** Everything that reproduces a run bit by bit: seed, opening parameters and the log of what was done since. */
export interface SessionRecord {
  readonly format: 1;
  readonly experiment: string;
  /** Parameters at step 0; the log leads from them to the present ones. */
  readonly params: ParamTree;
  readonly seed: number;
  readonly log: readonly Command[];
  readonly step: number;
}

/** A copy of the state block, from which a crashed worker or a reloaded page goes on without replaying. */
export interface Checkpoint {
  readonly step: number;
  /** Number of log entries whose effect the block holds. */
  readonly commands: number;
  readonly block: ArrayBuffer;
  readonly plain: string;
  /** Names the code that made it. Other code may lay its state out otherwise: it replays the log instead. */
  readonly build: string;
}

export interface OpenRequest {
  readonly experiment: string;
  /** Any subset of the parameters, nested; the rest takes its default. */
  readonly params?: unknown;
  readonly seed?: number;
  readonly log?: readonly Command[];
  /** Step to arrive at before the first frame; the log is replayed on the way. */
  readonly step?: number;
  readonly checkpoint?: Checkpoint;
}

/** How a run is counted whose steps are no spans of time: each of them trains one batch. */
export interface RunClock {
  readonly counts: "batches";
  /** Steps in which the whole training set is seen once. */
  readonly epoch: number;
}

export interface Opened {
  readonly experiment: string;
  readonly params: ParamTree;
  readonly seed: number;
  /** Length of one step in ms. */
  readonly stepMs: number;
  /** Absent where steps are spans of biological time. */
  readonly clock?: RunClock;
  /** Last step of an experiment that ends by itself, e.g. a stimulation protocol. */
  readonly endStep: number | null;
  readonly channels: ChannelSpecs;
  readonly step: number;
  readonly epoch: number;
  /** Bytes of the state block and of the parts that never change. */
  readonly bytes: { readonly state: number; readonly fixed: number };
}

export type Speed = number | "max";
export type RunState = "paused" | "running" | "seeking" | "ended";

/** Answer to `set`: either it took effect at `step`, or the session was rebuilt from its seed (`opened`). */
export interface Applied {
  readonly step: number;
  readonly version: number;
  readonly params: ParamTree;
  /** The log keeps its first `kept` entries and then `logged`; by this the page mirrors the log. */
  readonly kept: number;
  readonly logged: readonly Command[];
  /** Present when the edit changed what the channels are. */
  readonly channels?: ChannelSpecs;
  readonly opened?: Opened;
}

/** Asks for the nearest event of a channel strictly before or after the present step. */
export interface EventQuery {
  /** A channel that carries events: spikes, or births of connections of a wiring. */
  readonly channel: string;
  /** Rows [first, end) whose events count, of a connection either end; null for all. */
  readonly rows: readonly [first: number, end: number] | null;
  readonly direction: "back" | "ahead";
}

export interface FoundEvent {
  /** The first step at which the event is there. */
  readonly step: number;
  readonly row: number;
  /** Of the birth of a connection: its target, where `row` is its source. */
  readonly other?: number;
}

/** Answer to `find`. */
export interface Found {
  /** The event, at whose step the run now stands; null when there was none, and the run is where it was. */
  readonly event: FoundEvent | null;
  /** The furthest step from the present one that was looked at. */
  readonly looked: number;
}

/** A section of the run in steps: it plays from `from` until `to` is reached. */
export interface LoopRange {
  readonly from: number;
  readonly to: number;
}

/** The commands of a session; every one answers, and none throws across the boundary. */
export interface SimApi {
  /** Takes the port on which frames leave and credits come back. */
  connect(port: MessagePort): Promise<void>;
  open(request: OpenRequest): Promise<Result<Opened>>;
  run(speed: Speed): Promise<Result<void>>;
  pause(): Promise<Result<void>>;
  /** Advances by `n` steps and pauses. */
  step(n: number): Promise<Result<number>>;
  /** Goes to any step of the run, back or ahead, by snapshot and replay; a later call or `cancel` ends an earlier one. */
  seek(step: number): Promise<Result<number>>;
  /**
   * Looks for an event and leaves the run there, paused; nothing is logged. Back it looks to the beginning of the run,
   * ahead for a bounded time. A later seek ends it; `cancel` ends it and goes back to where the run was.
   */
  find(query: EventQuery): Promise<Result<Found>>;
  /**
   * From now on a run that reaches `to` goes back to `from` and on; null ends that. Nothing is logged: what was logged
   * on the way is replayed on the next lap. Counted steps and seeks do not heed it, and beyond `to` the run is free.
   */
  loop(range: LoopRange | null): Promise<Result<void>>;
  /**
   * Drops the log entries from number `kept` on, and goes back to the step of the first of them where the run is further:
   * there it stands, paused, as if they had never been.
   */
  forget(kept: number): Promise<Result<Applied>>;
  /** Ends a seek where it got to, a search where it began, and a run of counted steps. */
  cancel(): Promise<Result<void>>;
  set(path: string, value: unknown): Promise<Result<Applied>>;
  /** Several parameters as one edit (a preset, an undo); all are valid or none is applied. */
  setAll(edits: readonly { readonly path: string; readonly value: unknown }[]): Promise<Result<Applied>>;
  act(name: string, args: unknown): Promise<Result<Applied>>;
  /** Those of these values of parameters that name a data file which is not here. */
  lacking(assets: readonly string[]): Promise<Result<readonly string[]>>;
  /**
   * Takes a data file over, unfolded where it is gzip.
   *
   * @returns the value of a parameter that names it
   */
  attach(fileName: string, bytes: Uint8Array): Promise<Result<string>>;
  /** What a data file that is here holds, as the open experiment reads it. */
  inspect(asset: string): Promise<Result<DataSummary>>;
  /** Reads a file into the parameters it stands for. */
  load(name: string, fileName: string, bytes: Uint8Array): Promise<Result<Applied>>;
  fork(): Promise<Result<{ record: SessionRecord; checkpoint: Checkpoint }>>;
  /** SHA-256 of the state block, hexadecimal. */
  digest(): Promise<Result<string>>;
  /** The network as it is now, for other simulators, and the step of that moment; its arrays are transferred. */
  export(kind: "nir"): Promise<Result<{ graph: NirGraph; step: number }>>;
  /** Stops frames and steps while the page is hidden; not part of the log. */
  hold(held: boolean): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Worker to page, on the frame port. */
export type FromWorker =
  | { readonly type: "frame"; readonly frame: Frame }
  /** The checkpoint is left out where the state is too large to be sent around. */
  | {
      readonly type: "checkpoint";
      readonly epoch: number;
      readonly record: SessionRecord;
      readonly checkpoint?: Checkpoint;
    }
  | { readonly type: "error"; readonly error: SimError };

/** Page to worker, on the frame port: a credit gives a frame's buffer back for the next one. */
export interface Credit {
  readonly type: "credit";
  readonly buffer: ArrayBuffer;
}

export interface Frame {
  readonly step: number;
  /** Biological time in ms. */
  readonly time: number;
  /** Rises when history breaks: seek, rebuild, restore. Views start a new line. */
  readonly epoch: number;
  /** Rises with every parameter edit that took effect. */
  readonly version: number;
  readonly state: RunState;
  readonly asked: Speed;
  /** Biological time per wall time over the last second; 0 when nothing ran. */
  readonly achieved: number;
  /** Share of a seek done, 0..1, while seeking. */
  readonly progress?: number;
  /** Number of log entries, those ahead of the present step included. */
  readonly commands: number;
  readonly channels: Readonly<Record<string, ChannelData>>;
  /** Present when the parameters changed otherwise than by an answered edit: by a seek or a replayed log entry. */
  readonly changed?: { readonly params: ParamTree; readonly channels: ChannelSpecs };
  /** Backing store of every array of the frame, transferred; give it back as a credit. */
  readonly buffer: ArrayBuffer;
}

/** At most this many frames are under way; the next is made only when one came back. */
export const FRAME_CREDITS = 2;
