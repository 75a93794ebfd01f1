import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { clear, crisp, drawEmpty, drawText, type Point, type Rect, type Surface, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured } from "../../ui/format";
import { countText } from "../clock";
import type { ViewText } from "../strings";
import { addressOf, siteName } from "./address";
import { SORTS, type Sorting, type SortKey } from "./order";

/** A table of cells: a row each, as many as there is room for. */

export interface TableOptions {
  readonly t: ViewText;
  /** Sites in the order of the list. */
  readonly sites: Uint32Array;
  /** [sites of the lattice] steps since each cell was born; null where none is. */
  readonly ages: Float32Array | null;
  readonly sorting: Sorting;
  /** Rows above the first one shown, with a fraction. */
  readonly top: number;
  /** Pixels of a row. */
  readonly line: number;
}

interface Column {
  readonly key: SortKey;
  readonly title: string;
  readonly box: Rect;
}

export interface TableScene {
  readonly spec: LatticeSpec;
  readonly data: LatticeData | null;
  readonly options: TableOptions;
  readonly columns: readonly Column[];
  /** Where the rows are. */
  readonly body: Rect;
  readonly thumb: Rect | null;
}

const HEAD = 26;
const FOOT = 20;
const SIDE = 8;
/** Room for the bar that scrolls. */
const SCROLL = 12;
const THUMB = 24;
/** Shares of the width: address, value, current, age. */
const SHARES = { address: 27, value: 30, current: 29, age: 14 } as const;

/** Rows that fit, a part of one not counted. */
export const rowsIn = ({ body, options }: TableScene): number => Math.max(1, Math.floor(body.height / options.line));

/** The topmost row may not leave room below the last one. */
export const fittedTop = (top: number, rows: number, height: number, line: number): number =>
  Math.max(0, Math.min(top, rows - height / line));

function columnsOf(spec: LatticeSpec, { t, ages }: TableOptions, width: number): Column[] {
  const titles: Record<SortKey, string> = {
    address: t("sites.address"),
    value: spec.value.label,
    current: spec.current.label,
    age: t("sites.age"),
  };
  const keys = (["address", "value", "current", "age"] as const).filter((key) => key !== "age" || ages !== null);
  const all = keys.reduce((sum, key) => sum + SHARES[key], 0);
  const room = width - 2 * SIDE - SCROLL;
  let x = SIDE;
  return keys.map((key) => {
    const box = { x, y: 0, width: (room * SHARES[key]) / all, height: HEAD };
    x += box.width;
    return { key, title: titles[key], box };
  });
}

export function drawTable(
  surface: Surface,
  spec: LatticeSpec,
  data: LatticeData | null,
  options: TableOptions,
): TableScene {
  const { ctx, theme, width, height, ratio } = surface;
  clear(surface);
  const { t, sites, sorting, line } = options;
  const columns = columnsOf(spec, options, width);
  const body = { x: 0, y: HEAD, width, height: Math.max(0, height - HEAD - FOOT) };
  const top = fittedTop(options.top, sites.length, body.height, line);
  const scene = { spec, data, options: { ...options, top }, columns, body };
  if (data === null) drawEmpty(surface, body, t("empty.vector"));
  else if (sites.length === 0) drawEmpty(surface, body, t("sites.none"));
  else drawRows(surface, scene, data);

  // What ran over the edges of the body.
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, HEAD);
  ctx.fillRect(0, height - FOOT, width, FOOT);
  for (const { key, title, box } of columns) {
    const sorted = sorting.key === key;
    const mark = sorted ? (sorting.descending ? " ▼" : " ▲") : "";
    const right = key !== "address";
    drawText(surface, title + mark, right ? box.x + box.width - 4 : box.x, HEAD / 2, {
      align: right ? "right" : "left",
      weight: sorted ? 650 : 500,
      color: sorted ? theme.text : theme.muted,
      maxWidth: box.width - 4,
    });
  }
  ctx.lineWidth = 1;
  strokeLines(ctx, theme.axis, [[0, crisp(HEAD - 1, ratio), width, crisp(HEAD - 1, ratio)]]);
  const known = data !== null && sites.length > 0;
  if (known) {
    const from = Math.floor(top) + 1;
    const to = Math.min(sites.length, Math.floor(top + body.height / line));
    const text = t("sites.shown", { from: countText(from), to: countText(to), count: countText(sites.length) });
    drawText(surface, text, SIDE, height - FOOT / 2, { color: theme.muted, maxWidth: width - 2 * SIDE });
  }
  return { ...scene, thumb: known ? drawThumb(surface, scene) : null };
}

/** The longest bar is the largest of the block, so that bars keep their lengths while the list scrolls. */
function largest(values: Float32Array, sites: Uint32Array): number {
  let most = 0;
  for (const site of sites) {
    const size = Math.abs(values[site] as number);
    if (size > most) most = size;
  }
  return most;
}

function drawRows(surface: Surface, scene: Omit<TableScene, "thumb">, data: LatticeData): void {
  const { ctx, theme, ratio } = surface;
  const { spec, body, columns, options } = scene;
  const { sites, ages, line, top } = options;
  const ends = {
    value: spec.range === undefined ? largest(data.values, sites) : Math.max(...spec.range.map(Math.abs)),
    current: largest(data.currents, sites),
  };
  const first = Math.floor(top);
  const last = Math.min(sites.length, Math.ceil(top + body.height / line));
  for (let row = first; row < last; row++) {
    const site = sites[row] as number;
    const y = body.y + (row - top) * line;
    const middle = y + line / 2;
    if (row % 2 === 1) {
      ctx.fillStyle = withAlpha(theme.axis, 0.08);
      ctx.fillRect(0, y, body.width, line);
    }
    for (const { key, box } of columns) {
      const right = box.x + box.width - 4;
      if (key === "address") {
        const { layer, x, y: across } = addressOf(spec, site);
        const flag = spec.flags?.[(data.flags?.[site] ?? 0) - 1];
        const text = `${layer} · ${x} · ${across}${flag === undefined ? "" : `  ${flag.label}`}`;
        drawText(surface, text, box.x, middle, { maxWidth: box.width - 6, weight: flag === undefined ? 400 : 600 });
        continue;
      }
      if (key === "age") {
        const age = ages?.[site] ?? Number.NaN;
        drawText(surface, Number.isNaN(age) ? "–" : countText(age), right, middle, { align: "right" });
        continue;
      }
      const value = (key === "value" ? data.values : data.currents)[site] as number;
      const axis = key === "value" ? spec.value : spec.current;
      const size = Math.abs(value) / ends[key];
      if (size > 0 && Number.isFinite(size)) {
        // Which way a current runs is said by its sign, too.
        const color = key === "value" ? theme.roles.weight : value < 0 ? theme.cool : theme.warm;
        ctx.fillStyle = withAlpha(color, 0.3);
        const length = Math.max(1, (box.width - 8) * Math.min(1, size));
        ctx.fillRect(right - length, y + 3, length, line - 6);
      }
      drawText(surface, formatMeasured(value, axis.unit), right - 3, middle, {
        align: "right",
        maxWidth: box.width - 8,
      });
    }
  }
  ctx.lineWidth = 1;
  strokeLines(ctx, theme.grid, [[0, crisp(body.y, ratio), body.width, crisp(body.y, ratio)]]);
}

function drawThumb({ ctx, theme }: Surface, { body, options }: Omit<TableScene, "thumb">): Rect | null {
  const { sites, line, top } = options;
  const all = sites.length * line;
  if (all <= body.height) return null;
  const height = Math.max(THUMB, (body.height * body.height) / all);
  const share = top / (sites.length - body.height / line);
  const thumb = {
    x: body.width - SCROLL + 2,
    y: body.y + (body.height - height) * share,
    width: SCROLL - 4,
    height,
  };
  ctx.fillStyle = theme.axis;
  ctx.beginPath();
  ctx.roundRect(thumb.x, thumb.y, thumb.width, thumb.height, thumb.width / 2);
  ctx.fill();
  return thumb;
}

/** Frames of the chosen row and of the one under the pointer. */
export function drawTableOverlay(
  surface: Surface,
  scene: TableScene,
  looked: number | null,
  site: number | null,
): void {
  const { ctx, theme } = surface;
  const { body, options } = scene;
  const box = (row: number): Rect | null => {
    const y = body.y + (row - options.top) * options.line;
    return y < body.y - 0.5 || y + options.line > body.y + body.height + 0.5
      ? null
      : { x: 1, y, width: body.width - SCROLL - 1, height: options.line };
  };
  if (looked !== null) {
    const at = box(looked);
    ctx.strokeStyle = theme.muted;
    ctx.lineWidth = 1;
    if (at !== null) ctx.strokeRect(at.x + 0.5, at.y + 0.5, at.width - 1, at.height - 1);
  }
  const chosen = site === null ? -1 : options.sites.indexOf(site);
  const at = chosen < 0 ? null : box(chosen);
  if (at === null) return;
  ctx.fillStyle = withAlpha(theme.accent, 0.16);
  ctx.fillRect(at.x, at.y, at.width, at.height);
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 2;
  ctx.strokeRect(at.x + 1, at.y + 1, at.width - 2, at.height - 2);
}

/** The row under a point; null where none is. */
export function rowAt({ body, options }: TableScene, { x, y }: Point): number | null {
  if (y < body.y || y >= body.y + body.height || x > body.width - SCROLL) return null;
  const row = Math.floor(options.top + (y - body.y) / options.line);
  return row < options.sites.length ? row : null;
}

/** The column whose title a point is on. */
export const titleAt = ({ columns }: TableScene, { x, y }: Point): SortKey | null =>
  y >= HEAD ? null : (columns.find(({ box }) => x >= box.x && x < box.x + box.width)?.key ?? null);

export const onScroll = ({ body, thumb }: TableScene, { x, y }: Point): boolean =>
  thumb !== null && x > body.width - 2 * SCROLL && y >= body.y && y <= body.y + body.height;

/** All that the list says of a cell, a line each. */
export function siteText({ spec, data, options }: TableScene, site: number): string {
  const { t, ages } = options;
  const flag = spec.flags?.[(data?.flags?.[site] ?? 0) - 1];
  const age = ages?.[site] ?? Number.NaN;
  return [
    siteName(t, addressOf(spec, site)),
    `${spec.value.label}: ${formatMeasured(data?.values[site] ?? Number.NaN, spec.value.unit)}`,
    `${spec.current.label}: ${formatMeasured(data?.currents[site] ?? Number.NaN, spec.current.unit)}`,
    ...(Number.isNaN(age) ? [] : [t("sites.old", { steps: countText(age) })]),
    ...(flag === undefined ? [] : [flag.label]),
  ].join("\n");
}

export function describeTable(scene: TableScene): string {
  const { data, options, spec, columns } = scene;
  const { t, sites, sorting } = options;
  if (data === null) return t("describe.empty");
  if (sites.length === 0) return t("sites.none");
  const title = columns.find(({ key }) => key === sorting.key)?.title ?? "";
  const [first] = sites;
  return t("sites.describe", {
    count: countText(sites.length),
    all: countText(spec.layers * spec.columns * spec.rows),
    sort: title,
    first: siteText(scene, first as number).replaceAll("\n", ", "),
  });
}

/** Ways to sort that the list has, the usual one first. */
export const sortsOf = (ages: boolean): readonly SortKey[] => SORTS.filter((key) => ages || key !== "age");
