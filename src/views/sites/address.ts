import { getParam } from "../../../workers/params/validate";
import type { LatticeSpec, ParamTree } from "../../../workers/protocol";
import type { ParamEdit } from "../_view";
import type { ViewText } from "../strings";

/** Where a site of a lattice stands, and the parameters that follow it when it is chosen. */

export interface Address {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

type Shape = Pick<LatticeSpec, "columns" | "rows">;

export const siteAt = ({ columns, rows }: Shape, { layer, x, y }: Address): number => (layer * columns + x) * rows + y;

export const addressOf = ({ columns, rows }: Shape, site: number): Address => ({
  layer: Math.floor(site / (columns * rows)),
  x: Math.floor(site / rows) % columns,
  y: site % rows,
});

/** "Layer 3, x 12, y 4". */
export const siteName = (t: ViewText, { layer, x, y }: Address): string => t("sites.site", { layer, x, y });

/** Paths of the parameters that take a coordinate of the chosen site. */
export type SiteWatch = readonly (readonly [path: string, coordinate: keyof Address])[];

export const watchOf = ({ watch }: Readonly<Record<string, unknown>>): SiteWatch =>
  Array.isArray(watch) && watch.every((one) => Array.isArray(one)) ? (watch as unknown as SiteWatch) : [];

/** Changes that bring the watched parameters to a site; none where they are there. */
export const watchEdits = (watch: SiteWatch, address: Address, params: ParamTree): readonly ParamEdit[] =>
  watch.flatMap(([path, coordinate]) =>
    getParam(params, path) === address[coordinate] ? [] : [{ path, value: address[coordinate] }],
  );
