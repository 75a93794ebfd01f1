import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import type { Rect } from "../../ui/canvas";
import type { InjectOption } from "../_view";
import { FRONT, middleOf, project, projectionOf, radiusIn, type Viewpoint, viewpointOf } from "../gl/camera";
import { type Address, type SiteWatch, watchOf } from "../sites/address";
import { inSpace, type Placement, REACH } from "./shape";

/** Settings of the view that come from the page. */

export interface LatticeSettings {
  /** Parameters that take a coordinate of the chosen site. */
  readonly watch: SiteWatch;
  /** Takes `layer`, `x`, `y` and `toLayer`, `toX`, `toY` of a box. */
  readonly box: InjectOption | null;
  /** Take `layer`, `x` and `y`. */
  readonly program: InjectOption | null;
  readonly break: InjectOption | null;
  /** Instead of breaking, on cells with one of these flags; takes `layer`, `x` and `y`. */
  readonly mend: (InjectOption & { readonly flags: readonly string[] }) | null;
  readonly explode: number;
  readonly xray: boolean;
}

const objectOf = <T>(value: unknown): T | null => (typeof value === "object" && value !== null ? (value as T) : null);

export function settingsOf(options: Readonly<Record<string, unknown>>): LatticeSettings {
  return {
    watch: watchOf(options),
    box: objectOf(options.box),
    program: objectOf(options.program),
    break: objectOf(options.break),
    mend: objectOf(options.mend),
    explode: typeof options.explode === "number" ? options.explode : 0,
    xray: options.xray === true,
  };
}

/** What a click or a drag does. */
export type LatticeTool = "select" | "box" | "program" | "break";

export const toolsOf = (settings: LatticeSettings): readonly LatticeTool[] => [
  "select",
  "box",
  ...(settings.program === null ? [] : (["program"] as const)),
  ...(settings.break === null ? [] : (["break"] as const)),
];

/** Whether a click with the tool that breaks mends a cell instead. */
export const isBroken = (
  { flags = [] }: LatticeSpec,
  data: LatticeData,
  site: number,
  { mend }: LatticeSettings,
): boolean => mend?.flags.includes(flags[(data.flags?.[site] ?? 0) - 1]?.name ?? "") ?? false;

export const argsOf = ({ args }: InjectOption, from: Address, to?: Address) => ({
  ...args,
  ...from,
  ...(to === undefined ? {} : { toLayer: to.layer, toX: to.x, toY: to.y }),
});

/** Places from which one looks: the driven face lies at the left, or before the eye. */
export const VIEWPOINTS = {
  corner: { ...FRONT, yaw: 0.62, pitch: 0.42 },
  front: { ...FRONT, yaw: Math.PI / 2 },
  side: FRONT,
  top: { ...FRONT, pitch: Math.PI / 2 },
} as const satisfies Readonly<Record<string, Viewpoint>>;
export type ViewpointName = keyof typeof VIEWPOINTS;
export const VIEWPOINT_NAMES = Object.keys(VIEWPOINTS) as readonly ViewpointName[];

export const isViewpointName = (value: unknown): value is ViewpointName =>
  typeof value === "string" && Object.hasOwn(VIEWPOINTS, value);

/** From where one looks: a place with a name shows the whole block in any frame. */
export type Look = ViewpointName | Viewpoint;

const MARGIN = 0.99;

/** The viewpoint with a name shows as much of the block as the frame can hold. */
export function viewFor(look: Look, placement: Placement, frame: Rect): Viewpoint {
  if (typeof look !== "string") return look;
  const view = VIEWPOINTS[look];
  const [width, height] = [frame.x + frame.width, frame.y + frame.height];
  const { layers, columns, rows } = placement.shape;
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((corner) =>
    inSpace(
      placement,
      corner & 1 ? columns - 0.5 : -REACH.driver,
      corner & 2 ? layers - 1 + REACH.top : -REACH.bottom,
      corner & 4 ? rows - 0.5 : -0.5,
    ),
  );
  const places = project(
    Float32Array.from(corners),
    projectionOf(view, frame, width, height),
    { width, height },
    new Float32Array(24),
  );
  const along = (axis: number): readonly [number, number] => {
    const own = places.filter((_, i) => i % 3 === axis);
    return [Math.min(...own), Math.max(...own)];
  };
  const [[left, right], [top, bottom]] = [along(0), along(1)];
  const zoom = MARGIN * Math.min(frame.width / (right - left), frame.height / (bottom - top));
  const middle = middleOf(frame);
  const radius = radiusIn(frame);
  return {
    ...view,
    zoom,
    x: (zoom * (middle.x - (left + right) / 2)) / radius,
    y: (zoom * ((top + bottom) / 2 - middle.y)) / radius,
  };
}

export const firstLook = ({ viewpoint }: Readonly<Record<string, unknown>>): Look =>
  isViewpointName(viewpoint) ? viewpoint : (viewpointOf(viewpoint) ?? "corner");
