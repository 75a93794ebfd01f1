import type { ChannelKind } from "../../../workers/protocol";
import type { ViewFeed } from "../_view";
import type { ViewId } from "../registry";
import { differenceOf, overlayOf } from "./derivations";

/** Which views can show two runs in one picture. */

const OVERLAID: ReadonlySet<ChannelKind> = new Set<ChannelKind>(["spikes", "trace", "vector", "curve"]);
const SUBTRACTED: ReadonlySet<ChannelKind> = new Set<ChannelKind>([
  "spikes",
  "trace",
  "vector",
  "curve",
  "scalar",
  "map",
  "matrix",
  "lattice",
  "wiring",
]);

/** Whether channels of a kind can be laid over each other. */
export const canOverlay = (kind: ChannelKind): boolean => OVERLAID.has(kind);

/** Whether channels of a kind have a difference. */
export const canSubtract = (kind: ChannelKind): boolean => SUBTRACTED.has(kind);

/**
 * Roles whose channels two runs must be able to share for a picture of both to mean something. A view without an entry
 * shows more than its channels say, as a rule with handles, or has no place for a second run.
 */
const ROLES: Partial<
  Record<ViewId, { readonly overlay?: readonly string[]; readonly difference?: readonly string[] }>
> = {
  raster: { overlay: ["spikes"], difference: ["spikes"] },
  trace: { overlay: ["trace"], difference: ["trace"] },
  histogram: { overlay: ["vector"], difference: ["vector"] },
  scatter: { difference: ["vector"] },
  curve: { overlay: ["curve"], difference: ["curve"] },
  loop: { overlay: ["trace"] },
  map: { difference: ["map"] },
  heatmap: { difference: ["matrix"] },
  lattice: { difference: ["lattice"] },
  gauge: { difference: ["scalar"] },
};

export interface Comparisons {
  readonly overlay: boolean;
  readonly difference: boolean;
}

/**
 * Ways in which a view of these channels can show runs A and B in one picture. What it can do changes with the channels, e.g.
 * when a size is edited, so ask again after every notification of specs.
 */
export function comparisonsOf(
  view: ViewId,
  channels: Readonly<Record<string, string>>,
  a: ViewFeed,
  b: ViewFeed,
): Comparisons {
  const equalSteps = a.clock().stepMs === b.clock().stepMs;
  const can = (roles: readonly string[] | undefined, of: typeof overlayOf | typeof differenceOf): boolean =>
    roles?.every((role) => {
      const [specA, specB] = [a, b].map((feed) => feed.spec(channels[role] ?? ""));
      return specA !== undefined && specB !== undefined && of(specA, specB, NO_TEXTS, equalSteps ? 1 : 2) !== null;
    }) ?? false;
  const roles = ROLES[view];
  return { overlay: can(roles?.overlay, overlayOf), difference: can(roles?.difference, differenceOf) };
}

const NO_TEXTS = { a: "", b: "", difference: "", onlyA: "", onlyB: "" };
