/**
 * A channel is a named stream or state that an experiment publishes; views bind to its kind, never to an experiment.
 *
 * Streams (`spikes`, `trace`, `pairs`) carry everything since the last frame; states (`vector`, `curve`, `plane`,
 * `map`, `graph`, `wiring`, `matrix`, `lattice`, `paths`, `inside`, `scalar`) carry the present value.
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
  /** Number of the neuron in its first row, where that is not the number of the row. */
  readonly first?: number;
}

export interface SignalSpec {
  readonly name: string;
  readonly label: string;
  readonly symbol: string;
  readonly unit: string;
  /** Signals with the same axis share one vertical scale. */
  readonly axis: string;
  readonly role?: PopulationRole | "theory" | "potentiation" | "depression" | "weight";
  /** Leaves a line that it runs along to be seen. */
  readonly dashed?: boolean;
  /** Horizontal guide lines worth drawing, e.g. the threshold of a membrane trace. */
  readonly guides?: readonly { readonly value: number; readonly label: string }[];
  /** Only there to compare with: name of the signal whose colour it takes, fainter and dotted. */
  readonly reference?: string;
}

export interface AxisSpec {
  readonly label: string;
  readonly symbol?: string;
  readonly unit: string;
  readonly scale?: "linear" | "log";
  /** Signed, and zero means that there is nothing: scales are symmetric about zero, colours diverge from it. */
  readonly diverging?: true;
  /** Range and grain of the parameter that a hand moves along this axis. */
  readonly travel?: { readonly range: readonly [least: number, most: number]; readonly step: number };
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
  /** True: only what differs between two runs, so that no spikes mean no difference. */
  readonly difference?: true;
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
    /** Only there to compare with: name of the series whose colour it takes, fainter and dotted. */
    readonly reference?: string;
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

/** Neurons in space and all connections between them, which come and go. */
export interface WiringSpec extends ChannelBase {
  readonly kind: "wiring";
  readonly nodes: number;
  readonly populations: readonly PopulationSpec[];
  readonly value: AxisSpec;
  /** What the activity of a node is. */
  readonly activity: AxisSpec;
  /** Unit of the places; empty where they are only a picture. */
  readonly unit: string;
  /** Steps for which a birth glows and a death fades. */
  readonly fade: number;
  /** Only what differs between two runs: a positive value is that of connections only in B, a negative one of those only in A. */
  readonly difference?: { readonly onlyA: string; readonly onlyB: string };
}

/** What a cell of a matrix is besides its value. */
export interface CellFlag {
  readonly name: string;
  readonly label: string;
  /** Drawn over the cell, so that it is told apart without colour. */
  /** `birth` and `death` glow and are seen at any size; the others need room. */
  readonly mark: "cross" | "ring" | "dot" | "hatch" | "frame" | "birth" | "death";
}

/** A value in each cell of an array: conductances, node voltages, weights. */
export interface MatrixSpec extends ChannelBase {
  readonly kind: "matrix";
  readonly rows: number;
  readonly columns: number;
  readonly value: AxisSpec;
  /** What runs down the rows, and across the columns: word lines, bit lines. */
  readonly row: AxisSpec;
  readonly column: AxisSpec;
  /** Ends of the scale of colours where the value has bounds; else the ends of the data. */
  readonly range?: readonly [number, number];
  readonly flags?: readonly CellFlag[];
  /** A cell without a value has none because nothing is there: compared with another run it counts as 0. */
  readonly absentIsZero?: boolean;
  /** It is this layer of a lattice: its columns run along x and its rows along y, and its cells are sites of the lattice. */
  readonly layer?: number;
}

/**
 * A block of cells where pillars pierce planes; site (layer, x, y) stands at (layer * columns + x) * rows + y, layer 0 lowest.
 * Planes are driven at x = 0, pillars end below layer 0.
 */
export interface LatticeSpec extends ChannelBase {
  readonly kind: "lattice";
  readonly layers: number;
  /** Pillars along x, and along y. */
  readonly columns: number;
  readonly rows: number;
  /** What each cell is worth, e.g. its conductance. */
  readonly value: AxisSpec;
  /** Ends of the scale of colours where the value has bounds; else the ends of the data. */
  readonly range?: readonly [number, number];
  readonly current: AxisSpec;
  readonly voltage: AxisSpec;
  /** True: each plane is cut into lines along x, one for each y, which are driven apart. */
  readonly lines: boolean;
  readonly flags?: readonly CellFlag[];
  /** Steps for which a birth glows and a death fades. */
  readonly fade: number;
  /** What a plane or line stands for, and a pillar or bit line, in a few words: "pixel", "digit". */
  readonly input?: string;
  readonly output?: string;
}

/** Ways through an array from cell to cell, each with the current it carries. */
export interface PathsSpec extends ChannelBase {
  readonly kind: "paths";
  readonly value: AxisSpec;
  /** Cells of each way. */
  readonly cells: number;
}

/** A picture of the inside of a device; which one it is decides what the quantities mean to it. */
export type InsidePicture = "boundary" | "filament" | "dome" | "charge" | "barriers" | "domains" | "bar";

/** The inside of one device as its model sees it now. */
export interface InsideSpec extends ChannelBase {
  readonly kind: "inside";
  readonly picture: InsidePicture;
  readonly quantities: readonly {
    readonly name: string;
    readonly label: string;
    readonly symbol: string;
    readonly unit: string;
    /** What the picture must hold. */
    readonly range: readonly [number, number];
    readonly scale?: "linear" | "log";
  }[];
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
  | WiringSpec
  | MatrixSpec
  | LatticeSpec
  | PathsSpec
  | InsideSpec
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
  /** The same in double precision, where exports deserve it, as currents of a circuit do. */
  readonly exact?: Float64Array;
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

export interface WiringData {
  readonly kind: "wiring";
  /** [nodes, 3] */
  readonly places: Float32Array;
  /** [nodes] NaN where a node is dead. */
  readonly activity: Float32Array;
  /** [edges, 2] node numbers, source and target. */
  readonly edges: Uint32Array;
  /** [edges] step of birth. */
  readonly born: Uint32Array;
  /** [edges] */
  readonly values: Float32Array;
  /** [deaths, 3] source, target and step of death of those that died lately. */
  readonly dead: Uint32Array;
}

export interface MatrixData {
  readonly kind: "matrix";
  /** [rows, columns] from the upper left; NaN where there is none. */
  readonly values: Float32Array;
  /** [rows, columns] 0, or 1 + index of the flag of the spec; absent when no cell has one. */
  readonly flags?: Uint8Array;
}

export interface LatticeData {
  readonly kind: "lattice";
  /** [sites] NaN where there is none. */
  readonly values: Float32Array;
  /** [sites] 0 to 1: how much each cell takes part, drawn as opacity; one at 0 is not part of the circuit. */
  readonly activity: Float32Array;
  /** [sites] A from plane to pillar. */
  readonly currents: Float32Array;
  /** [sites] A down the pillar below each site; below layer 0 what leaves it. */
  readonly segments: Float32Array;
  /** V of each driver, NaN where the plane floats: [layers], of lines [layers, rows]. */
  readonly voltages: Float32Array;
  /** [columns, rows] 1 where the access transistor below the pillar conducts. */
  readonly selected: Uint8Array;
  /** [sites] 0, or 1 + index of the flag of the spec; absent when no cell has one. */
  readonly flags?: Uint8Array;
  /** [births, 2] site and step of births that still glow, and of deaths that still fade; absent without any. */
  readonly born?: Uint32Array;
  readonly dead?: Uint32Array;
}

export interface PathsData {
  readonly kind: "paths";
  /** [paths, cells of each, 2] row and column of each cell; strongest path first. */
  readonly cells: Uint32Array;
  /** [paths] */
  readonly values: Float32Array;
}

export interface InsideData {
  readonly kind: "inside";
  /** [quantities] of the spec; NaN where one has no meaning now. */
  readonly values: Float32Array;
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
  | WiringData
  | MatrixData
  | LatticeData
  | PathsData
  | InsideData
  | ScalarData;
export type DataOf<K extends ChannelKind> = Extract<ChannelData, { kind: K }>;
export type SpecOf<K extends ChannelKind> = Extract<ChannelSpec, { kind: K }>;
