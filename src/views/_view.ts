import type { ComponentType } from "react";
import type {
  ChannelKind,
  ChannelSpec,
  DataOf,
  ParamTree,
  ParamValue,
  RunClock,
  RunState,
} from "../../workers/protocol";
import type { Viewpoint } from "./gl/camera";

/** The contract of a view: it binds to kinds of channel and edits parameters by path; it knows no experiment and no store. */

/** How far a stream had come at some moment. */
export interface StreamMark {
  /** Entries taken in so far, those forgotten since included. */
  readonly taken: number;
  /** Times that entries were taken back. */
  readonly rewrites: number;
}

/** What the page remembers of a channel: a bounded history of a stream, or the present value of a state. */
export interface ChannelHistory<K extends ChannelKind = ChannelKind> {
  readonly kind: K;
  /** Rises with every change, so that a view need not derive twice what it derived already. */
  readonly revision: number;
  /** Streams: the remembered part in time order. States: the present value. Null before the first frame. */
  read(): DataOf<K> | null;
  /** Streams: the first step from which on all entries are held. */
  readonly known?: number;
  /** Streams that can be followed: how far they have come. */
  mark?(): StreamMark;
  /**
   * Index of the first entry after a mark in what `read` returns; null when entries before the mark were taken back since,
   * or some after it thinned or forgotten.
   */
  since?(mark: StreamMark): number | null;
}

export interface FeedClock {
  readonly step: number;
  readonly stepMs: number;
  /** How steps are counted that are no spans of time. */
  readonly clock?: RunClock | undefined;
  /** Biological time in ms. */
  readonly time: number;
  readonly epoch: number;
  readonly state: RunState;
  readonly endStep: number | null;
}

/** Frames as views see them. Not reactive: views subscribe and draw, React does not render per frame. */
export interface ViewFeed {
  spec(channel: string): ChannelSpec | undefined;
  history<K extends ChannelKind>(channel: string, kind: K): ChannelHistory<K> | undefined;
  clock(): FeedClock;
  /** Called after every frame and after every change of the channel specs; returns the unsubscriber. */
  subscribe(listener: () => void): () => void;
}

export interface ParamEdit {
  readonly path: string;
  readonly value: ParamValue;
}

/** One thing pointed at or chosen, shared by all views: a row of the raster, a synapse, a cell of an array by row and column, ... */
export interface Selection {
  readonly kind: "neuron" | "synapse" | "cell" | "site";
  /** Of a cell: row times columns plus column; of a site of a lattice: (layer times columns plus x) times rows plus y. */
  readonly index: number;
}

export interface ViewProps {
  readonly feed: ViewFeed;
  /** Channel names by the role they play in this view, e.g. { spikes: "spikes" }. */
  readonly channels: Readonly<Record<string, string>>;
  /** Settings of the view that are no parameters of the simulation, e.g. the time window. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly params: ParamTree;
  /** `preview` while dragging, `commit` on release: one undo step per commit. */
  readonly onEdit: (edits: readonly ParamEdit[], phase: "preview" | "commit") => void;
  /** Intervenes in the run, now: an action of the experiment with some of its arguments; the others keep their defaults. */
  readonly onAct: (name: string, args: ParamTree) => void;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Time under the pointer in ms, shared by all time views; null when none. */
  readonly cursor: number | null;
  readonly onCursor: (time: number | null) => void;
  readonly paused: boolean;
  /** Views in space: how they are seen, as the page remembers it and as links carry it. */
  readonly looks?: Looks;
}

/** How a view in space is seen, as far as that is not as at first. What comes from a link may make no sense to the view. */
export interface Sight {
  readonly from?: string | Viewpoint | undefined;
  readonly layout?: string | undefined;
  /** First and last layer, then the same along x and along y. */
  readonly slice?: SliceEnds | undefined;
  readonly explode?: number | undefined;
  readonly xray?: boolean | undefined;
}
export type SliceEnds = [number, number, number, number, number, number];

/** Keeps how a view is seen while the view is away. */
export interface Looks {
  /** Rises when a link asks for another look. */
  readonly asked: number;
  /** What was said last of a channel. */
  of(channel: string): Sight;
  /** An empty one: as the view is seen at first. */
  say(channel: string, sight: Sight): void;
}

/** Option of views that answer a click with an intervention: an action of the experiment and some of its arguments. */
export interface InjectOption {
  readonly action: string;
  readonly args: ParamTree;
}

export interface ViewDeclaration {
  readonly id: string;
  /** Kinds it takes, by role. */
  readonly accepts: Readonly<Record<string, ChannelKind>>;
  /** Roles that it can do without. */
  readonly optional?: readonly string[];
  readonly Component: ComponentType<ViewProps>;
  /** CSV of what the view shows now. */
  readonly csv?: (props: Pick<ViewProps, "feed" | "channels" | "params">) => string;
}
