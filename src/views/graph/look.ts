import type { WiringSpec } from "../../../workers/protocol";
import type { ViewTheme } from "../../ui/colors";
import { radiusIn } from "../gl/camera";
import type { Shown } from "./picture";

/** Colours and sizes, the same on the graphics card, on flat canvases and in vector pictures. */

export interface GraphColors {
  /** Connections that excite, or that only B has; those that inhibit, or that only A has. */
  readonly plus: string;
  readonly minus: string;
  /** By the numbers of `STYLE`. */
  readonly styles: readonly string[];
  readonly populations: readonly string[];
}

export function colorsOf(theme: ViewTheme, { difference, populations }: WiringSpec): GraphColors {
  const { roles, series } = theme;
  const born = series[4] ?? theme.warm;
  return {
    plus: difference === undefined ? roles.excitatory : roles.second,
    minus: difference === undefined ? roles.inhibitory : roles.first,
    styles: [born, theme.cool, roles.pre, theme.accent, theme.text],
    populations: populations.map(({ role }) => roles[role]),
  };
}

/** Opacity of a line: many are each faint, so that their density is what shows. */
export const opacityOf = (lines: number, light: boolean): number =>
  Math.min(0.8, Math.max(light ? 0.08 : 0.04, (light ? 1.7 : 1) * (110 / Math.max(1, lines)) ** 0.55));

/** Diameter of a node in pixels. */
export const diameterOf = ({ frame, spec, view }: Pick<Shown, "frame" | "spec" | "view">): number =>
  Math.min(15, Math.max(3.5, (0.62 * radiusIn(frame) * view.zoom ** 0.6) / Math.sqrt(spec.nodes)));
