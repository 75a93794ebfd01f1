import type { ViewDeclaration } from "./_view";
import { curve } from "./curve/CurveView";
import { gauge } from "./gauge/GaugeView";
import { histogram } from "./histogram/HistogramView";
import { parameterMap } from "./map/MapView";
import { plane } from "./plane/PlaneView";
import { protocol } from "./protocol/ProtocolView";
import { raster } from "./raster/RasterView";
import { ring } from "./ring/RingView";
import { scatter } from "./scatter/ScatterView";
import { trace } from "./trace/TraceView";
import { windowEditor } from "./window/WindowView";

/** Every view the page knows; a key is the id of its view. */
export const VIEWS = {
  raster,
  trace,
  histogram,
  scatter,
  window: windowEditor,
  protocol,
  curve,
  plane,
  map: parameterMap,
  ring,
  gauge,
} as const satisfies Readonly<Record<string, ViewDeclaration>>;

export type ViewId = keyof typeof VIEWS;

export const isViewId = (id: string): id is ViewId => Object.hasOwn(VIEWS, id);
