import type { ChannelSpec } from "../../../workers/protocol";
import type { Derivation, Derive } from "./derivation";
import { spikesDifference, spikesOverlay } from "./spikes";
import {
  curveDifference,
  curveOverlay,
  latticeDifference,
  mapDifference,
  matrixDifference,
  scalarDifference,
  vectorDifference,
  vectorOverlay,
} from "./states";
import { traceDifference, traceOverlay } from "./traces";
import { wiringDifference } from "./wirings";

/** What becomes of a pair of channels, by their kind; null where nothing can be made of them. */

export const overlayOf: Derive<ChannelSpec> = (a, b, ...more): Derivation | null => {
  if (a.kind === "spikes" && b.kind === "spikes") return spikesOverlay(a, b, ...more);
  if (a.kind === "trace" && b.kind === "trace") return traceOverlay(a, b, ...more);
  if (a.kind === "vector" && b.kind === "vector") return vectorOverlay(a, b, ...more);
  if (a.kind === "curve" && b.kind === "curve") return curveOverlay(a, b, ...more);
  return null;
};

export const differenceOf: Derive<ChannelSpec> = (a, b, ...more): Derivation | null => {
  if (a.kind === "spikes" && b.kind === "spikes") return spikesDifference(a, b, ...more);
  if (a.kind === "trace" && b.kind === "trace") return traceDifference(a, b, ...more);
  if (a.kind === "vector" && b.kind === "vector") return vectorDifference(a, b, ...more);
  if (a.kind === "curve" && b.kind === "curve") return curveDifference(a, b, ...more);
  if (a.kind === "scalar" && b.kind === "scalar") return scalarDifference(a, b, ...more);
  if (a.kind === "map" && b.kind === "map") return mapDifference(a, b, ...more);
  if (a.kind === "matrix" && b.kind === "matrix") return matrixDifference(a, b, ...more);
  if (a.kind === "lattice" && b.kind === "lattice") return latticeDifference(a, b, ...more);
  if (a.kind === "wiring" && b.kind === "wiring") return wiringDifference(a, b, ...more);
  return null;
};
