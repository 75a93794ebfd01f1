import { scaleLinear } from "d3";
import type {
  AxisSpec,
  MatrixData,
  MatrixSpec,
  PathsData,
  PathsSpec,
  VectorData,
  VectorSpec,
} from "../../../workers/protocol";
import {
  clear,
  contains,
  drawAxisBottom,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendItem,
  layoutLegend,
  leftTicks,
  type Point,
  type Rect,
  type Surface,
  setFont,
  strokeLines,
} from "../../ui/canvas";
import { axisTitle, formatMeasured } from "../../ui/format";
import { countText } from "../clock";
import { drawUnknown } from "../colourBar";
import type { Domain } from "../scale";
import type { ViewText } from "../strings";
import { barDomain, drawColumnBars, drawColumnProfile, drawRowBars, drawRowProfile } from "./edges";
import { drawGlows } from "./glow";
import { cellAtPoint, cellBox, columnX, type Grid, gridOf, type Places, place, rowY } from "./layout";
import { drawLattice, drawMarks } from "./marks";
import type { Coloured, HeatMemory, Picture } from "./memory";
import type { ScaleKind } from "./shades";
import { type Block, type Cell, fitted, seen, type Window } from "./window";
import { drawArrows, drawFrame, drawLoops, largest, loopAt } from "./wires";

/** One vector of the edges with what it means. */
export interface Edge {
  readonly spec: VectorSpec;
  readonly data: VectorData | null;
}

export interface HeatOptions {
  readonly t: ViewText;
  readonly memory: HeatMemory;
  readonly window: Window;
  readonly kind: ScaleKind;
  readonly widen: (own: Domain) => Domain;
  readonly square: boolean;
  /** A small picture: no profiles, and no bar of colours where it is narrow. */
  readonly plain: boolean;
  /** Most cells have no value, and that is no lack. */
  readonly sparse: boolean;
  /** Where the run is, for what fades with its steps. */
  readonly now: { readonly step: number; readonly epoch: number };
  /** Births and deaths are marked. */
  readonly events: boolean;
  /** [rows, columns] steps since what is in each cell was born; null where that is not known. */
  readonly ages: Float32Array | null;
  readonly rowBars: Edge | null;
  readonly columnBars: Edge | null;
  readonly columnIdeal: Edge | null;
  /** Currents of the wires; null where they are not shown. */
  readonly alongRows: Float32Array | null;
  readonly alongColumns: Float32Array | null;
  readonly paths: { readonly spec: PathsSpec; readonly data: PathsData } | null;
}

export interface HeatScene {
  readonly spec: MatrixSpec;
  readonly data: MatrixData | null;
  readonly coloured: Coloured | null;
  readonly places: Places;
  readonly grid: Grid;
  readonly edges: Pick<HeatOptions, "rowBars" | "columnBars" | "columnIdeal">;
  readonly paths: HeatOptions["paths"];
  readonly sparse: boolean;
  readonly ages: Float32Array | null;
}

const SWATCHES = {
  cross: "cross",
  ring: "ring",
  dot: "disc",
  hatch: "hatch",
  frame: "frame",
  birth: "plus",
  death: "cross",
} as const;

/** What the marks mean that are there, and which bars are which. */
function legendOf(surface: Surface, spec: MatrixSpec, coloured: Coloured | null, options: HeatOptions): LegendItem[] {
  const { theme } = surface;
  const { t, columnBars, columnIdeal, paths } = options;
  const counts = coloured?.survey.counts ?? [];
  const marks = (spec.flags ?? []).flatMap(({ name, label, mark }, i): LegendItem[] => {
    const count = counts[i] ?? 0;
    const text = count > 1 ? `${label} ${count}` : label;
    const lives = mark === "birth" || mark === "death";
    // What comes and goes keeps its place in the legend, or the picture below it would jump.
    if (lives) {
      const color = theme.roles[mark === "birth" ? "potentiation" : "depression"];
      return options.events ? [{ name, text: `${label} ${countText(count)}`, color, swatch: SWATCHES[mark] }] : [];
    }
    return count === 0 ? [] : [{ name, text, color: theme.text, swatch: SWATCHES[mark] }];
  });
  return [
    ...(columnBars === null || columnIdeal === null
      ? []
      : [
          { name: "real", text: t("heatmap.real"), color: theme.roles.weight, swatch: "square" } as const,
          { name: "ideal", text: t("heatmap.ideal"), color: theme.text, swatch: "line" } as const,
        ]),
    ...(paths === null || paths.data.values.length === 0
      ? []
      : [{ name: "paths", text: paths.spec.label, color: theme.text, swatch: "dash" } as const]),
    ...marks,
    ...((coloured?.survey.missing ?? 0) === 0 || options.sparse
      ? []
      : [{ name: "missing", text: t("heatmap.missing"), color: theme.axis, swatch: "hatch" } as const]),
  ];
}

/** A small picture below this width has no bar of colours. */
const NARROW = 240;

const indexText = (value: number): string => (Number.isInteger(value) ? String(value) : "");

export function drawHeat(surface: Surface, spec: MatrixSpec, data: MatrixData | null, options: HeatOptions): HeatScene {
  const { ctx, width, height } = surface;
  const { t, memory, rowBars, columnBars, columnIdeal } = options;
  clear(surface);
  const coloured = data === null ? null : memory.colour(spec, data, options.kind, options.widen);
  setFont(ctx);
  const legend = legendOf(surface, spec, coloured, options);
  const legendHeight = layoutLegend((text) => ctx.measureText(text).width, legend, 8, 0, width - 16).height;
  const gutter = leftTicks(surface, scaleLinear([0, spec.rows], [0, Math.max(60, height - 100)]), indexText).width;
  const colours = !options.plain || width >= NARROW;
  const places = place(spec, {
    width,
    height,
    gutter,
    legend: legendHeight,
    rowBars: rowBars !== null,
    columnBars: columnBars !== null,
    profiles: !options.plain && !options.sparse,
    colours,
    square: options.square,
  });
  const { plot } = places;
  const grid = gridOf(plot, fitted(options.window, spec), spec);
  const scene: HeatScene = {
    spec,
    data,
    coloured,
    places,
    grid,
    edges: { rowBars, columnBars, columnIdeal },
    paths: options.paths,
    sparse: options.sparse,
    ages: options.ages,
  };
  if (legend.length > 0) drawLegend(surface, legend, 8, 3, width - 16);
  if (coloured === null || (coloured.survey.missing > 0 && !options.sparse)) drawUnknown(surface, plot);
  if (coloured !== null && data !== null) {
    drawCells(surface, grid, memory.picture(grid, surface.ratio, options.sparse));
    drawLattice(surface, grid);
    if (options.alongRows !== null) drawArrows(surface, grid, options.alongRows, largest(options.alongRows), true);
    if (options.alongColumns !== null)
      drawArrows(surface, grid, options.alongColumns, largest(options.alongColumns), false);
    const { flagged } = coloured.survey;
    const known = spec.flags ?? [];
    if (data.flags !== undefined) drawMarks(surface, grid, data.flags, flagged, known);
    const glows = memory.glows.update(data, flagged, known, options.now);
    if (options.events) drawGlows(surface, grid, glows);
    if (options.paths !== null) drawLoops(surface, grid, options.paths.spec, options.paths.data);
    if (colours) {
      // Its highest number stands at the upper end of the bar.
      const titleY = Math.min(titleLine(places), places.colourBar.y - 15);
      memory.bar.draw(surface, coloured.axis, coloured.domain, places.colourBar, titleY);
    }
    drawMeans(surface, scene, coloured);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = surface.theme.axis;
  ctx.strokeRect(plot.x - 0.5, plot.y - 0.5, plot.width + 1, plot.height + 1);
  drawIndices(surface, scene, colours);
  drawBars(surface, scene);
  if (data === null) drawEmpty(surface, plot, t("empty.vector"));
  return scene;
}

/** The seen part of the image, one copy however many cells it has. */
function drawCells(surface: Surface, { plot }: Grid, { canvas, part }: Picture): void {
  const { ctx, ratio } = surface;
  const [across, down] = [plot.width / part[2], plot.height / part[3]];
  // Cells smaller than pixels are averaged; others keep their edges.
  ctx.imageSmoothingEnabled = Math.min(across, down) * ratio < 0.99;
  if (surface.vector) {
    const cut = cutOut(canvas, part);
    ctx.drawImage(
      cut.canvas,
      plot.x - cut.left * across,
      plot.y - cut.top * down,
      cut.canvas.width * across,
      cut.canvas.height * down,
    );
    return;
  }
  ctx.drawImage(canvas, ...part, plot.x, plot.y, plot.width, plot.height);
}

/** Whole cells of a part of an image, for pictures that can only place whole images; `left` and `top` lie outside the part. */
function cutOut(picture: HTMLCanvasElement, [x, y, width, height]: Picture["part"]) {
  const canvas = document.createElement("canvas");
  const [left, top] = [Math.ceil(x - 1e-9), Math.ceil(y - 1e-9)];
  canvas.width = Math.max(1, Math.floor(x + width + 1e-9) - left);
  canvas.height = Math.max(1, Math.floor(y + height + 1e-9) - top);
  canvas.getContext("2d")?.drawImage(picture, -left, -top);
  return { canvas, left: x - left, top: y - top };
}

/** Height of the titles above the cells and their profile. */
const titleLine = ({ plot, rowProfile }: Places): number => (rowProfile ?? plot).y - 10;

/** Numbers of rows and columns, in the middle of their cells. */
function drawIndices(surface: Surface, { spec, places, grid }: HeatScene, colours: boolean): void {
  const { ctx, theme, height } = surface;
  const { plot, rowBars, columnBars } = places;
  const { window } = grid;
  const rowScale = scaleLinear(
    [window.top - 0.5, window.top + seen(spec.rows, window.zoom) - 0.5],
    [plot.y, plot.y + plot.height],
  );
  const left = rowBars?.x ?? plot.x;
  const { ticks } = leftTicks(surface, rowScale, indexText);
  ctx.lineWidth = 1;
  for (const { position, label } of ticks) {
    strokeLines(ctx, theme.axis, [[left - 4, position, left - 1, position]]);
    drawText(surface, label, left - 6, position, { align: "right", color: theme.muted });
  }
  const titleY = titleLine(places);
  // In small pictures the scale of the bars needs the place.
  if (rowBars === null || places.rowProfile !== null)
    drawText(surface, axisTitle(spec.row), 4, titleY, {
      color: theme.muted,
      // Where there is a scale of colours, its title ends the line.
      maxWidth: colours ? Math.max(60, plot.x + 40) : plot.x + plot.width,
    });
  const base = columnBars === null ? plot : { ...plot, y: plot.y, height: columnBars.y + columnBars.height - plot.y };
  const columnScale = scaleLinear(
    [window.left - 0.5, window.left + seen(spec.columns, window.zoom) - 0.5],
    [plot.x, plot.x + plot.width],
  );
  drawAxisBottom(surface, base, columnScale, {
    title: height >= 150 ? axisTitle(spec.column) : undefined,
    format: indexText,
  });
}

function drawBars(surface: Surface, { edges, places, grid }: HeatScene): void {
  const { theme } = surface;
  const { rowBars, columnBars, columnIdeal } = edges;
  if (rowBars !== null && rowBars.data !== null && places.rowBars !== null) {
    const { values } = rowBars.data;
    const bars = { values, domain: barDomain(values), color: theme.roles.input };
    drawRowBars(surface, grid, places.rowBars, rowBars.spec.value, bars);
  }
  if (columnBars !== null && columnBars.data !== null && places.columnBars !== null) {
    const { values } = columnBars.data;
    const ideal = columnIdeal?.data?.values;
    const bars = { values, domain: barDomain(values, ideal), color: theme.roles.weight };
    const axis = columnBars.spec.value;
    drawColumnBars(surface, grid, places.columnBars, axis, ideal === undefined ? bars : { ...bars, ideal });
  }
}

function drawMeans(surface: Surface, { places, grid }: HeatScene, { axis, domain, survey }: Coloured): void {
  const { theme } = surface;
  const profile = (list: Float32Array) => ({ at: (i: number) => list[i] as number, color: theme.axis, width: 1 });
  const { rowProfile, columnProfile } = places;
  if (rowProfile !== null) drawRowProfile(surface, grid, rowProfile, axis, domain, profile(survey.columnMeans));
  if (columnProfile !== null) drawColumnProfile(surface, grid, columnProfile, axis, domain, profile(survey.rowMeans));
}

/** What lies over the cells: the chosen cell or block, and the row and the column of the cell that is looked at. */
export function drawHeatOverlay(
  surface: Surface,
  scene: HeatScene,
  looked: Cell | null,
  chosen: Cell | null,
  block: Block | null,
): void {
  const { theme, ctx } = surface;
  const { grid, coloured, data, places } = scene;
  const { plot } = grid;
  const inside = (box: Rect): boolean =>
    box.x + box.width > plot.x - 1 &&
    box.x < plot.x + plot.width + 1 &&
    box.y + box.height > plot.y - 1 &&
    box.y < plot.y + plot.height + 1;
  const cell = looked ?? chosen;
  if (cell !== null && coloured !== null && data !== null && inside(cellBox(grid, cell))) {
    const box = cellBox(grid, cell);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    ctx.lineWidth = 1;
    ctx.globalAlpha = 0.55;
    strokeLines(ctx, theme.text, [
      [plot.x, y, box.x, y],
      [box.x + box.width, y, plot.x + plot.width, y],
      [x, plot.y, x, box.y],
      [x, box.y + box.height, x, plot.y + plot.height],
    ]);
    ctx.globalAlpha = 1;
    drawProfiles(surface, scene, coloured, data, cell);
    if (looked !== null) drawFrame(surface, box, theme.text, 1.5);
    for (const strip of [places.rowBars, places.columnBars]) {
      if (strip === null) continue;
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 1.5;
      if (strip === places.rowBars) ctx.strokeRect(strip.x, box.y, strip.width, Math.max(2, box.height));
      else ctx.strokeRect(box.x, strip.y, Math.max(2, box.width), strip.height);
    }
  }
  if (chosen !== null && inside(cellBox(grid, chosen))) drawFrame(surface, cellBox(grid, chosen), theme.accent);
  if (block !== null) {
    const [x, y] = [columnX(grid, block.column), rowY(grid, block.row)];
    const box = {
      x,
      y,
      width: columnX(grid, block.toColumn + 1) - x,
      height: rowY(grid, block.toRow + 1) - y,
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.x - 3, plot.y - 3, plot.width + 6, plot.height + 6);
    ctx.clip();
    drawFrame(surface, box, theme.accent, 2);
    ctx.restore();
  }
}

function drawProfiles(
  surface: Surface,
  { grid, places, spec }: HeatScene,
  { axis, domain }: Coloured,
  { values }: MatrixData,
  { row, column }: Cell,
): void {
  const { ctx, theme } = surface;
  const { rowProfile, columnProfile } = places;
  for (const strip of [rowProfile, columnProfile]) {
    if (strip === null) continue;
    ctx.fillStyle = theme.background;
    ctx.fillRect(strip.x, strip.y, strip.width, strip.height);
  }
  const line = { color: theme.accent, width: 1.5 };
  if (rowProfile !== null) {
    const at = (i: number) => values[row * spec.columns + i] as number;
    drawRowProfile(surface, grid, rowProfile, axis, domain, { ...line, at });
  }
  if (columnProfile !== null) {
    const at = (i: number) => values[i * spec.columns + column] as number;
    drawColumnProfile(surface, grid, columnProfile, axis, domain, { ...line, at });
  }
}

const where = ({ label }: AxisSpec, index: number): string => `${label} ${index}`;

/** A cell in words: where it is, its value and what else it is. */
export function cellText({ spec, data, paths, ages, sparse }: HeatScene, cell: Cell, t: ViewText): string {
  const i = cell.row * spec.columns + cell.column;
  const value = data?.values[i] ?? Number.NaN;
  const flag = data?.flags?.[i] ?? 0;
  const age = ages?.[i] ?? Number.NaN;
  const loop = paths === null ? null : loopAt(paths.spec, paths.data, cell);
  return [
    `${where(spec.row, cell.row)}, ${where(spec.column, cell.column)}`,
    `${spec.value.label}: ${Number.isNaN(value) ? t(sparse ? "heatmap.absent" : "heatmap.none") : formatMeasured(value, spec.value.unit)}`,
    ...(Number.isNaN(age) ? [] : [t("heatmap.born", { steps: countText(age) })]),
    ...(flag === 0 ? [] : [spec.flags?.[flag - 1]?.label ?? ""]),
    ...(loop === null || paths === null
      ? []
      : [
          `${paths.spec.label} ${loop + 1}: ${formatMeasured(paths.data.values[loop] as number, paths.spec.value.unit)}`,
        ]),
  ].join("\n");
}

/** What the pointer is on: a cell, or a bar on an edge. */
export function heatReadout(scene: HeatScene, point: Point, t: ViewText): string | null {
  const { grid, places, edges } = scene;
  const cell = cellAtPoint(grid, point);
  if (cell !== null) return cellText(scene, cell, t);
  const { plot } = grid;
  const said = (edge: Edge, index: number, name = edge.spec.label): string[] => {
    const value = edge.data?.values[index];
    return value === undefined ? [] : [`${name}: ${formatMeasured(value, edge.spec.value.unit)}`];
  };
  if (places.rowBars !== null && contains(places.rowBars, point) && edges.rowBars !== null) {
    const row = cellAtPoint(grid, { x: plot.x, y: point.y })?.row;
    return row === undefined ? null : [where(scene.spec.row, row), ...said(edges.rowBars, row)].join("\n");
  }
  if (places.columnBars !== null && contains(places.columnBars, point) && edges.columnBars !== null) {
    const column = cellAtPoint(grid, { x: point.x, y: plot.y })?.column;
    if (column === undefined) return null;
    const ideal = edges.columnIdeal === null ? [] : said(edges.columnIdeal, column, t("heatmap.ideal"));
    return [where(scene.spec.column, column), ...said(edges.columnBars, column), ...ideal].join("\n");
  }
  return null;
}

/** A block of cells in words: its size and the mean of its values. */
export function blockText({ spec, data }: HeatScene, block: Block, t: ViewText): string {
  let [sum, count] = [0, 0];
  for (let row = block.row; row <= block.toRow; row++) {
    for (let column = block.column; column <= block.toColumn; column++) {
      const value = data?.values[row * spec.columns + column] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
  }
  return t("heatmap.block", {
    rows: block.toRow - block.row + 1,
    columns: block.toColumn - block.column + 1,
    mean: formatMeasured(sum / count, spec.value.unit),
  });
}

export function describeHeat({ spec, coloured, sparse }: HeatScene, t: ViewText): string {
  const { rows, columns, value, flags } = spec;
  if (coloured === null) return t("describe.empty");
  const { low, high, mean, missing, counts } = coloured.survey;
  const marks = (flags ?? []).flatMap(({ label }, i) => (counts[i] === 0 ? [] : [`${label}: ${counts[i]}.`]));
  const share = formatMeasured(100 * (1 - missing / (rows * columns)), "%");
  return [
    t("heatmap.describe", {
      value: value.label,
      rows,
      columns,
      low: formatMeasured(low, value.unit),
      high: formatMeasured(high, value.unit),
      mean: formatMeasured(mean, value.unit),
    }),
    ...marks,
    ...(sparse ? [t("heatmap.filled", { share })] : []),
    ...(missing === 0 || sparse ? [] : [`${t("heatmap.missing")}: ${missing}.`]),
  ].join(" ");
}
