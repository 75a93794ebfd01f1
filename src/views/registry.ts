import type { ViewDeclaration } from "./_view";

/** Every view the page knows; a key is the id of its view. The code of a view is loaded when it is first shown. */
const VIEWS = {
  raster: async () => (await import("./raster/RasterView")).raster,
  trace: async () => (await import("./trace/TraceView")).trace,
  histogram: async () => (await import("./histogram/HistogramView")).histogram,
  scatter: async () => (await import("./scatter/ScatterView")).scatter,
  window: async () => (await import("./window/WindowView")).windowEditor,
  protocol: async () => (await import("./protocol/ProtocolView")).protocol,
  curve: async () => (await import("./curve/CurveView")).curve,
  plane: async () => (await import("./plane/PlaneView")).plane,
  map: async () => (await import("./map/MapView")).parameterMap,
  ring: async () => (await import("./ring/RingView")).ring,
  connections: async () => (await import("./sites/ConnectionsView")).connections,
  graph: async () => (await import("./graph/GraphView")).graphView,
  growthCurve: async () => (await import("./growthCurve/GrowthCurveView")).growthCurve,
  heatmap: async () => (await import("./heatmap/HeatmapView")).heatmap,
  lattice: async () => (await import("./lattice/LatticeView")).lattice,
  loop: async () => (await import("./loop/LoopView")).loop,
  inside: async () => (await import("./inside/InsideView")).inside,
  overlap: async () => (await import("./overlap/OverlapView")).overlap,
  sketch: async () => (await import("./sketch/SketchView")).sketch,
  memory: async () => (await import("./memory/MemoryView")).memory,
  gauge: async () => (await import("./gauge/GaugeView")).gauge,
} as const satisfies Readonly<Record<string, () => Promise<ViewDeclaration>>>;

export type ViewId = keyof typeof VIEWS;

export const VIEW_IDS = Object.keys(VIEWS) as readonly ViewId[];

/** Loads a view. Rejects when its code cannot be fetched. */
export const loadView = (id: ViewId): Promise<ViewDeclaration> => VIEWS[id]();
