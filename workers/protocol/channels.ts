/**
 * A channel is a named stream or state that an experiment publishes; views bind to its kind, never to an experiment.
 *
 * Streams (`spikes`, `trace`, `pairs`) carry everything since the last frame; states (`vector`, `curve`, `scalar`)
 * carry the present value.
 */

/** Role of a population, from which every view takes the same colour. */
export type PopulationRole = "excitatory" | "inhibitory" | "input" | "correlated" | "output" | "pre" | "post";

export interface PopulationSpec {
  readonly name: string;
  readonly label: string;
  readonly role: PopulationRole;
  /** First row of this population in the raster; rows are contiguous. */
  readonly offset: number;
  readonly size: number;
}

export interface SignalSpec {
  readonly name: string;
  readonly label: string;
  readonly symbol: string;
  readonly unit: string;
  /** Signals with the same axis share one vertical scale. */
  readonly axis: string;
  readonly role?: PopulationRole | "theory" | "potentiation" | "depression" | "weight";
  /** Horizontal guide lines worth drawing, e.g. the threshold of a membrane trace. */
  readonly guides?: readonly { readonly value: number; readonly label: string }[];
}

export interface AxisSpec {
  readonly label: string;
  readonly symbol?: string;
  readonly unit: string;
  readonly scale?: "linear" | "log";
}

interface ChannelBase {
  readonly label: string;
  /** One sentence: what is this? */
  readonly doc: string;
}

export interface SpikesSpec extends ChannelBase {
  readonly kind: "spikes";
  readonly populations: readonly PopulationSpec[];
}

export interface TraceSpec extends ChannelBase {
  readonly kind: "trace";
  readonly signals: readonly SignalSpec[];
  /** Steps between two samples. */
  readonly every: number;
}

export interface VectorSpec extends ChannelBase {
  readonly kind: "vector";
  readonly length: number;
  readonly value: AxisSpec;
  readonly index: AxisSpec;
  /** Bounds of a bounded value. */
  readonly range?: readonly [number, number];
  /** Contiguous groups of the index, coloured as their role. */
  readonly groups: readonly PopulationSpec[];
}

/** Weight changes as they happen, each placed at the interval to the nearest partner spike. */
export interface PairsSpec extends ChannelBase {
  readonly kind: "pairs";
  readonly weight: AxisSpec;
}

export interface CurveSpec extends ChannelBase {
  readonly kind: "curve";
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  readonly series: readonly {
    readonly name: string;
    readonly label: string;
    readonly dashed?: boolean;
    readonly role?: "potentiation" | "depression";
  }[];
  /** Published points to compare with. */
  readonly marks?: readonly {
    readonly x: number;
    readonly y: number;
    readonly series: number;
    readonly source: string;
  }[];
}

export interface ScalarSpec extends ChannelBase {
  readonly kind: "scalar";
  readonly symbol: string;
  readonly unit: string;
}

export type ChannelSpec = SpikesSpec | TraceSpec | VectorSpec | PairsSpec | CurveSpec | ScalarSpec;
export type ChannelKind = ChannelSpec["kind"];
export type ChannelSpecs = Readonly<Record<string, ChannelSpec>>;

export interface SpikesData {
  readonly kind: "spikes";
  /** Step stamp of each spike, ascending. */
  readonly steps: Uint32Array;
  /** Raster row of each spike. */
  readonly neurons: Uint32Array;
}

export interface TraceData {
  readonly kind: "trace";
  readonly steps: Uint32Array;
  /** Sample-major: `values[sample * signals + signal]`. */
  readonly values: Float32Array;
}

export interface VectorData {
  readonly kind: "vector";
  readonly values: Float32Array;
}

export interface PairsData {
  readonly kind: "pairs";
  readonly steps: Uint32Array;
  readonly synapses: Uint32Array;
  /** t_post - t_pre of the nearest pair in ms; NaN when the partner has not fired yet. */
  readonly intervals: Float32Array;
  readonly changes: Float32Array;
  /** Weight after the change. */
  readonly weights: Float32Array;
}

export interface CurveData {
  readonly kind: "curve";
  readonly x: Float32Array;
  /** Series-major: `y[series * x.length + i]`; NaN where a series has no value. */
  readonly y: Float32Array;
}

export interface ScalarData {
  readonly kind: "scalar";
  readonly value: number;
}

export type ChannelData = SpikesData | TraceData | VectorData | PairsData | CurveData | ScalarData;
export type DataOf<K extends ChannelKind> = Extract<ChannelData, { kind: K }>;
export type SpecOf<K extends ChannelKind> = Extract<ChannelSpec, { kind: K }>;
