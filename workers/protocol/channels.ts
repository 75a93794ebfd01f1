/**
 * A channel is a named stream or state that an experiment publishes; views bind to its kind, never to an experiment.
 *
 * Streams (`spikes`, `trace`, `pairs`) carry everything since the last frame; states (`vector`, `curve`, `plane`,
 * `map`, `graph`, `scalar`) carry the present value.
 */

/** Role of a population, from which every view takes the same colour. */
export type PopulationRole =
  | "excitatory"
  | "inhibitory"
  | "input"
  | "correlated"
  | "output"
  | "pre"
  | "post"
  /** Two things compared side by side. */
  | "first"
  | "second";

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
  /** Spikes carry their time within the step. */
  readonly exact?: boolean;
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
  /** True: values belong to a group but to no single row of a raster, as intervals of many neurons do. */
  readonly pooled?: true;
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
    readonly role?: SignalSpec["role"];
    /** Single points instead of a line. */
    readonly points?: boolean;
  }[];
  /** Published points to compare with. */
  readonly marks?: readonly {
    readonly x: number;
    readonly y: number;
    readonly series: number;
    readonly source: string;
  }[];
  /** Vertical guide lines, e.g. 10 and 40 Hz of a spectrum. */
  readonly guides?: readonly { readonly x: number; readonly label: string }[];
}

/** State plane of a cell: nullclines, vector field, fixed points and what a spike does. */
export interface PlaneSpec extends ChannelBase {
  readonly kind: "plane";
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  readonly nullclines: readonly { readonly name: "x" | "y"; readonly label: string; readonly symbol: string }[];
}

/** A quantity over two parameters, with named places. */
export interface MapSpec extends ChannelBase {
  readonly kind: "map";
  readonly x: AxisSpec & { readonly range: readonly [number, number] };
  readonly y: AxisSpec & { readonly range: readonly [number, number] };
  readonly value: AxisSpec;
  readonly columns: number;
  readonly rows: number;
  readonly places: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  /** Lines worth drawing, e.g. the balance g = 4: polylines of (x, y). */
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[];
}

/** Some nodes of a network and the edges that leave them. Nodes lie on a ring in the order of their numbers. */
export interface GraphSpec extends ChannelBase {
  readonly kind: "graph";
  readonly nodes: number;
  readonly populations: readonly PopulationSpec[];
}

export interface ScalarSpec extends ChannelBase {
  readonly kind: "scalar";
  readonly symbol: string;
  readonly unit: string;
  /** Worth a gauge: its range, its scale and a line to stay below. */
  readonly gauge?: {
    readonly range: readonly [number, number];
    readonly scale?: "linear" | "log";
    readonly guide?: { readonly value: number; readonly label: string };
  };
  /** True: a fault rather than a quantity, 0 while all is well; only its label is shown, while it is not 0. */
  readonly alarm?: true;
}

export type ChannelSpec =
  | SpikesSpec
  | TraceSpec
  | VectorSpec
  | PairsSpec
  | CurveSpec
  | PlaneSpec
  | MapSpec
  | GraphSpec
  | ScalarSpec;
export type ChannelKind = ChannelSpec["kind"];
export type ChannelSpecs = Readonly<Record<string, ChannelSpec>>;

export interface SpikesData {
  readonly kind: "spikes";
  /** Step stamp of each spike, ascending. */
  readonly steps: Uint32Array;
  /** Raster row of each spike. */
  readonly neurons: Uint32Array;
  /** Of exact spikes: ms from the spike to the end of its step. */
  readonly late?: Float32Array;
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

export interface PlaneData {
  readonly kind: "plane";
  readonly columns: number;
  readonly rows: number;
  /** [4] x0, x1, y0, y1 of what is worth showing. */
  readonly extent: Float32Array;
  /** [rows, columns, 2] (dx/dt, dy/dt) per ms at the centres of a grid over the extent, from the lower left. */
  readonly field: Float32Array;
  /** [points, 2] (x, y), broken by NaN. */
  readonly xNullcline: Float32Array;
  readonly yNullcline: Float32Array;
  /** [points, 3] (x, y, type): 0 stable node, 1 stable focus, 2 saddle, 3 unstable node, 4 unstable focus. */
  readonly fixedPoints: Float32Array;
  /** [3] x at which a spike is cut, x after it, jump of y; NaN where the model has none. */
  readonly reset: Float32Array;
  /** [2] where the cell is now. */
  readonly point: Float32Array;
}

export interface MapData {
  readonly kind: "map";
  /** [rows, columns] from the lower left; NaN where not known yet. */
  readonly values: Float32Array;
}

export interface GraphData {
  readonly kind: "graph";
  /** Numbers of the nodes shown, ascending. */
  readonly sample: Uint32Array;
  /** Raster row of each node shown, where it is not its number. */
  readonly neurons?: Uint32Array;
  /** [edges, 2] node numbers; the first of each is in the sample. */
  readonly edges: Uint32Array;
  /** [edges] 1 for an edge that was rewired. */
  readonly rewired: Uint32Array;
}

export interface ScalarData {
  readonly kind: "scalar";
  readonly value: number;
}

export type ChannelData =
  | SpikesData
  | TraceData
  | VectorData
  | PairsData
  | CurveData
  | PlaneData
  | MapData
  | GraphData
  | ScalarData;
export type DataOf<K extends ChannelKind> = Extract<ChannelData, { kind: K }>;
export type SpecOf<K extends ChannelKind> = Extract<ChannelSpec, { kind: K }>;
