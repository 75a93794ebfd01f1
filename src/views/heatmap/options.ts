import type { ParamTree } from "../../../workers/protocol";
import type { InjectOption } from "../_view";

/** Settings of the view that come from the page. */

/** Argument of an action that takes a value of the quantity shown. */
export interface PenOption {
  readonly arg: string;
}

export interface HeatSettings {
  /** Takes `row` and `column`, and the value of the pen. */
  readonly click: InjectOption | null;
  /** Takes `row`, `column`, `toRow`, `toColumn`, and the value of the pen; `cuts` where it takes away what is there. */
  readonly brush: (InjectOption & { readonly cuts?: boolean }) | null;
  /** Takes `row` and `column`. */
  readonly break: InjectOption | null;
  /** Instead of breaking, on cells with one of these flags; takes `row` and `column`. */
  readonly mend: (InjectOption & { readonly flags: readonly string[] }) | null;
  readonly pen: PenOption | null;
  /** Paths of the parameters that take row and column of the chosen cell; a layer of a lattice has a `SiteWatch` instead. */
  readonly watch: readonly [row: string, column: string] | null;
  /** False: the chosen cell is this view's own, because others show other arrays. */
  readonly linked: boolean;
  /** Cells are as wide as they are high. */
  readonly square: boolean;
  /** True: a small picture without controls and profiles. */
  readonly plain: boolean;
  /** Most cells have no value, and that is no lack: connections out of all that could be. */
  readonly sparse: boolean;
}

const objectOf = <T>(value: unknown): T | null => (typeof value === "object" && value !== null ? (value as T) : null);

export function settingsOf(options: Readonly<Record<string, unknown>>): HeatSettings {
  const watch = options.watch;
  return {
    click: objectOf(options.click),
    brush: objectOf(options.brush),
    break: objectOf(options.break),
    mend: objectOf(options.mend),
    pen: objectOf(options.pen),
    watch:
      Array.isArray(watch) && watch.length === 2 && watch.every((path) => typeof path === "string")
        ? (watch as [string, string])
        : null,
    linked: options.linked !== false,
    square: options.square === true,
    plain: options.plain === true,
    sparse: options.sparse === true,
  };
}

/** What a click or a drag does. */
export const TOOLS = ["select", "program", "paint", "break"] as const;
export type HeatTool = (typeof TOOLS)[number];

/** Tools that mean something with these settings; "select" always does. */
export const toolsOf = (settings: HeatSettings): readonly HeatTool[] => [
  "select",
  ...(settings.click === null ? [] : (["program"] as const)),
  ...(settings.brush === null ? [] : (["paint"] as const)),
  ...(settings.break === null ? [] : (["break"] as const)),
];

/** A cell, or a rectangle of cells. */
export interface Cells {
  readonly row: number;
  readonly column: number;
  readonly toRow?: number;
  readonly toColumn?: number;
}

/** What an action is told of the cells: row and column, or where they stand in the lattice whose layer this is. */
export const placesOf = (layer: number | undefined, { row, column, toRow, toColumn }: Cells): ParamTree => ({
  ...(layer === undefined ? { row, column } : { layer, x: column, y: row }),
  ...(toRow === undefined || toColumn === undefined
    ? {}
    : layer === undefined
      ? { toRow, toColumn }
      : { toLayer: layer, toX: toColumn, toY: toRow }),
});

/** Arguments of an action on cells, with the value of the pen where it takes one. */
export const argsOf = ({ args }: InjectOption, cells: object, pen: PenOption | null, value: number): ParamTree => ({
  ...args,
  ...cells,
  ...(pen === null ? {} : { [pen.arg]: value }),
});
