import type { z } from "zod";
import type { Arena } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { ModelInfo } from "../params/model";
import type { Badge, ParamSchema } from "../params/schema";
import type {
  ChannelData,
  ChannelSpecs,
  DataKind,
  DataSummary,
  NirGraph,
  ParamTree,
  ParamValue,
  RunClock,
  SimError,
} from "../protocol";

/**
 * The contract of an experiment: one declaration from which page, command line, links and tests are derived, and a
 * builder of its network, which only those need who run it.
 */

export interface Preset {
  readonly label: string;
  /** What regime this is and what to look for. */
  readonly doc: string;
  readonly cite?: string;
  readonly params: unknown;
}

export interface ActionSpec {
  readonly label: string;
  readonly doc: string;
  readonly args: ParamSchema;
}

interface AnyFile {
  readonly label: string;
  readonly doc: string;
  /** Endings of its name. */
  readonly accept: readonly string[];
}

/** A file the user may load; it is translated into parameters, so that the log still reproduces the run. */
export interface ParsedFile extends AnyFile {
  /** @throws SimFault with kind "file" naming line and reason. */
  parse(bytes: Uint8Array, fileName: string): readonly { readonly path: string; readonly value: ParamValue }[];
}

/** A data file, too large for parameters: one parameter names it, and whoever replays the log needs the file as well. */
export interface DataFile extends AnyFile {
  /** Path of the parameter of kind "asset" that names it. */
  readonly asset: string;
  readonly holds: readonly DataKind[];
  readonly set: "train" | "test";
}

export type FileSpec = ParsedFile | DataFile;

export interface Source {
  readonly citation: string;
  readonly doi?: string;
}

export interface Validity {
  readonly note: string;
  readonly badge?: Badge;
}

/** A quantity that the experiment fixes: no parameter, but part of what it simulates. */
export interface Constant {
  readonly label: string;
  readonly symbol: string;
  readonly value: number;
  readonly unit: string;
}

export interface BuildContext {
  readonly kernel: Kernel;
  readonly arena: Arena;
  readonly seed: number;
}

/** What the host gives a builder. */
export interface DataContext extends BuildContext {
  /**
   * A data file that a parameter of kind "asset" names, as `read` understands its content; the same content is read once.
   *
   * @throws SimFault of kind "missing" when it is not here, and what `read` throws
   */
  asset<T>(value: string, read: (content: Uint8Array, name: string) => T): T;
}

/** Events that one can go to, in any order. */
export interface Happenings {
  /** [events] the first step at which each is there. */
  readonly steps: Uint32Array;
  readonly rows: Uint32Array;
  /** Where events have two ends, e.g. births of connections: the second. */
  readonly others?: Uint32Array;
}

/** A publisher of one channel. */
export interface ChannelSource {
  /** Streams: everything since the last call. States: the present value. */
  take(): ChannelData;
  /** Forgets what was gathered and not taken (after a seek or restore). */
  clear(): void;
  /** Of states that seldom change: rises with every change, so that what the page has is not sent again. */
  readonly revision?: number;
  /** Of states that are computed in portions, one per `take`: computes what is left, for those who take only once. */
  settle?(): void;
  /** Of states in which something happens that one can go to: at least all of it since `clear`. */
  happened?(): Happenings;
}

/** A built network with its stimulus; all that changes lives in the state segment of the arena and in `plain`. */
export interface Simulation {
  /** Number of the present step; part of the state. */
  readonly step: number;
  readonly endStep: number | null;
  /** Advances `n` whole steps, gathering into the channels on the way. */
  advance(n: number): void;
  /** Takes over a complete, validated parameter set of which `paths`, all live, have changed. */
  update(params: ParamTree, paths: readonly string[]): void;
  act(name: string, args: ParamTree): void;
  readonly channels: Readonly<Record<string, ChannelSource>>;
  /**
   * What NIR's primitives can hold of the network, with its present parameters and weights; only where there is such a
   * thing. Throws a SimFault of kind "capacity" when it is too large.
   */
  nir?(): NirGraph;
  /** What changes and does not live in the arena, as JSON; "" when nothing does. */
  plain(): string;
  /** Called after the state segment was overwritten; rebuilds whatever is derived from it. */
  restore(plain: string): void;
}

export interface Experiment<S extends ParamSchema = ParamSchema> {
  readonly id: string;
  readonly wing: 1 | 2 | 3 | 4 | 5;
  readonly title: string;
  readonly summary: string;
  readonly schema: S;
  readonly presets: Readonly<Record<string, Preset>>;
  readonly actions: Readonly<Record<string, ActionSpec>>;
  readonly files: Readonly<Record<string, FileSpec>>;
  /** Of an experiment with data files: what the content of one holds. Throws a SimFault of kind "file". */
  readonly inspect?: (content: Uint8Array, name: string) => DataSummary;
  readonly sources: readonly Source[];
  readonly validity: readonly Validity[];
  /** Length of one step in ms; 1 where a clock counts the steps. */
  stepMs(params: z.output<S>): number;
  /** Where a step is no span of time, as in training, how the run is counted. */
  clock?(params: z.output<S>): RunClock | undefined;
  /** Relations between parameters that no single range can express. */
  check?(params: z.output<S>): SimError | null;
  channels(params: z.output<S>): ChannelSpecs;
  /** Models that run under these parameters, neurons first. */
  models(params: z.output<S>): readonly ModelInfo[];
  constants?(params: z.output<S>): readonly Constant[];
  /** Steps of a run on the command line that asks for none; without it, a run without an end must say how long. */
  readonly steps?: number;
  /** True: after a rebuild the run goes to where it was, so that an edit shows its whole effect at once. */
  keepsPlace?(params: z.output<S>): boolean;
}

/** Takes parameters that passed the schema and the check; throws a SimFault of kind "capacity" when nothing that size fits. */
export type Builder<P> = (context: DataContext, params: P) => Simulation;

export interface RunnableExperiment extends Experiment {
  readonly build: Builder<ParamTree>;
}

/** Joins a declaration with the builder that takes the parameters of its schema. */
export const runnable = <P>(experiment: Experiment, build: Builder<P>): RunnableExperiment => ({
  ...experiment,
  build: build as Builder<unknown>,
});

/** Keeps the schema's type for the functions of the declaration while the registry sees the general contract. */
export const defineExperiment = <S extends ParamSchema>(experiment: Experiment<S>): Experiment =>
  experiment as unknown as Experiment;
