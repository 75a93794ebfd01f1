import { scaleLinear } from "d3";
import type { RunClock, SignalSpec, SpikesData, SpikesSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import {
  AXIS_TITLE,
  axisBottomHeight,
  clear,
  clipped,
  crisp,
  drawAxisBottom,
  drawAxisLeft,
  drawEmpty,
  drawLegend,
  drawText,
  type LegendBox,
  type LegendItem,
  leftTicks,
  type Rect,
  type Surface,
  setFont,
  strokeLines,
} from "../../ui/canvas";
import type { ViewTheme } from "../../ui/colors";
import { axisUnit, formatMeasured, symbolText, unitText } from "../../ui/format";
import { spanText } from "../clock";
import { type Domain, lowerBound, type Margins, StickyDomain, timeAxis, WIDE } from "../scale";
import type { ViewText } from "../strings";
import { decimate, extentOf, type Signal, sampleRange } from "./decimate";

export interface TraceOptions {
  readonly t: ViewText;
  /** Time shown, in ms. */
  readonly window: Domain;
  readonly sliding: boolean;
  readonly stepMs: number;
  readonly clock?: RunClock | undefined;
  /** Vertical scales by axis name, kept between pictures. */
  readonly scales: Map<string, StickyDomain>;
  /** Name of the signal that is pointed at. */
  readonly emphasis: string | null;
  /** Margins that all time views of a page share, so that equal times stand below each other; null for its own. */
  readonly margins: Margins | null;
  /** Spikes to mark above the first panel, with what they belong to. */
  readonly spikes?: { readonly spec: SpikesSpec; readonly data: SpikesData | null };
}

export interface Panel {
  readonly axis: string;
  readonly plot: Rect;
  readonly signals: readonly { readonly spec: SignalSpec; readonly offset: number }[];
  readonly toY: (value: number) => number;
}

export interface TraceScene {
  readonly panels: readonly Panel[];
  readonly legend: readonly LegendBox[];
  readonly window: Domain;
  readonly stepMs: number;
  readonly clock: RunClock | undefined;
  readonly data: TraceData;
  readonly signals: readonly SignalSpec[];
  readonly stride: number;
}

/** Colour of a signal: that of its role or else of its place; a reference takes the colour of what it is compared with. */
export function signalColor(theme: ViewTheme, signals: readonly SignalSpec[], index: number): string {
  const { reference, ...own } = signals[index] as SignalSpec;
  const compared = reference === undefined ? -1 : signals.findIndex(({ name }) => name === reference);
  const role = own.role ?? signals[compared]?.role;
  if (role !== undefined) return theme.roles[role];
  return theme.series[(compared < 0 ? index : compared) % theme.series.length] as string;
}

const isTheory = (spec: SignalSpec): boolean => spec.role === "theory";

/** How what is only there to compare with is drawn. */
export const FAINT = 0.8;
export const DOTTED = [2, 2.5];

const below = ({ reference }: SignalSpec): number => (reference === undefined ? 1 : 0);

const GUIDE_GUTTER = 64;
/** Room that legend and time axis take, and least height of a panel with its title. */
const LEGEND_ROOM = 66;
const PANEL_LEAST = 42;

export function drawTrace(
  surface: Surface,
  spec: TraceSpec,
  data: TraceData | null,
  options: TraceOptions,
): TraceScene | null {
  const { width, height } = surface;
  const { t, window, stepMs, sliding, emphasis } = options;
  const margins = width >= WIDE ? options.margins : null;
  clear(surface);
  const allAxes = [...new Set(spec.signals.map((s) => s.axis))];
  const titled = height >= 130;
  // Panels give way from the last one on where there is no room for all; a larger view shows them.
  const axes = allAxes.slice(0, Math.max(1, Math.floor((height - LEGEND_ROOM) / PANEL_LEAST)));
  const inPicture = spec.signals.filter((s) => axes.includes(s.axis));
  // A lone signal in a narrow strip is named by its axis.
  const items =
    spec.signals.length === 1 && !titled
      ? []
      : gathered(
          legendItems(surface.theme, spec.signals).filter((_, i) => axes.includes(spec.signals[i]?.axis ?? "")),
          inPicture,
          t,
        );
  const legend = drawLegend(surface, items, 8, 4, width - 16, emphasis);
  const top = legend.height + 4;
  const bottom = axisBottomHeight(titled) + 2;
  const each = (height - top - bottom) / axes.length;
  const range = data === null ? null : sampleRange(data.steps, window[0] / stepMs, window[1] / stepMs);

  const domains = axes.map((axis) => {
    const members = memberSignals(spec, axis);
    const extents = members.flatMap(({ offset }) => {
      const found =
        data === null || range === null ? null : extentOf({ ...data, stride: spec.signals.length, offset }, range);
      return found === null ? [] : [found];
    });
    const sticky = options.scales.get(axis) ?? new StickyDomain();
    options.scales.set(axis, sticky);
    const include = members.flatMap(({ spec: s }) => s.guides?.map((g) => g.value) ?? []);
    const low = extents.length === 0 ? Number.NaN : Math.min(...extents.map((e) => e.low));
    return sticky.update(low, Math.max(...extents.map((e) => e.high)), { include, floor: floorOf(members, low) });
  });
  const gutter = Math.max(
    margins?.left ?? 40,
    ...domains.map((domain, i) => {
      const { format } = axisUnit(spec.signals.find((s) => s.axis === axes[i])?.unit ?? "1", ...domain);
      return leftTicks(surface, scaleLinear(domain, [each - AXIS_TITLE - 6, 0]), format).width;
    }),
  );
  const guided = spec.signals.some((s) => (s.guides?.length ?? 0) > 0) && width >= 300;
  const right = Math.max(guided ? GUIDE_GUTTER : 12, margins?.right ?? 0);

  const panels = axes.map((axis, i): Panel => {
    const plot = {
      x: gutter,
      y: top + i * each + AXIS_TITLE,
      width: Math.max(20, width - gutter - right),
      height: Math.max(12, each - AXIS_TITLE - 6),
    };
    const toY = scaleLinear(domains[i] as Domain, [plot.y + plot.height, plot.y]);
    return { axis, plot, signals: memberSignals(spec, axis), toY };
  });
  const plot = (panels[0] as Panel).plot;
  const time = timeAxis(t, window, sliding, options);
  for (const [i, panel] of panels.entries()) {
    const first = (panel.signals[0] as Panel["signals"][number]).spec;
    const scaled = axisUnit(first.unit, ...(domains[i] as Domain));
    const unit = unitText(scaled.unit);
    const symbols = panel.signals
      .filter((s) => !isTheory(s.spec) && s.spec.reference === undefined)
      .map((s) => symbolText(s.spec.symbol));
    const title = `${[...new Set(symbols)].join(", ")}${unit === "" ? "" : ` (${unit})`}`;
    const y = scaleLinear(domains[i] as Domain, [panel.plot.y + panel.plot.height, panel.plot.y]);
    drawAxisLeft(surface, panel.plot, y, { title, grid: true, format: scaled.format });
    const x = scaleLinear(time.domain, [panel.plot.x, panel.plot.x + panel.plot.width]);
    if (i === panels.length - 1) drawAxisBottom(surface, panel.plot, x, { title: titled ? time.title : undefined });
  }
  if (data === null || range === null || range[1] <= range[0]) {
    drawEmpty(surface, plot, t("empty.trace"));
    return null;
  }
  if (options.spikes !== undefined && options.spikes.data !== null) {
    drawSpikes(surface, plot, options.spikes.spec, options.spikes.data, window, stepMs);
  }
  for (const panel of panels) drawPanel(surface, panel, data, spec, { window, stepMs, emphasis, range, guided });
  return {
    panels,
    legend: legend.boxes,
    window,
    stepMs,
    clock: options.clock,
    data,
    signals: spec.signals,
    stride: spec.signals.length,
  };
}

/** Spikes closer together than this many pixels share a mark. */
const MARK_GAP = 2;

/** A triangle over the plot for every spike, one population above the other. */
function drawSpikes(
  { ctx, theme }: Surface,
  plot: Rect,
  { populations }: SpikesSpec,
  data: SpikesData,
  window: Domain,
  stepMs: number,
): void {
  const end = lowerBound(data.steps, Math.ceil(window[1] / stepMs) + 1);
  const start = lowerBound(data.steps, Math.floor(window[0] / stepMs));
  for (const [p, { offset, size, role }] of populations.entries()) {
    const y = plot.y - 1 - 6 * p;
    ctx.fillStyle = theme.roles[role];
    ctx.beginPath();
    let last = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const row = data.neurons[i] as number;
      if (row < offset || row >= offset + size) continue;
      const time = (data.steps[i] as number) * stepMs - (data.late?.[i] ?? 0);
      const x = plot.x + ((time - window[0]) / (window[1] - window[0])) * plot.width;
      if (x < plot.x || x - last < MARK_GAP) continue;
      last = x;
      ctx.moveTo(x, y);
      ctx.lineTo(x - 3, y - 5);
      ctx.lineTo(x + 3, y - 5);
    }
    ctx.fill();
  }
}

/** Quantities that cannot be negative start at zero; zero itself tells whether one can. */
function floorOf(members: Panel["signals"], low: number): number | undefined {
  const unit = members[0]?.spec.unit;
  return unit === "Hz" && !(low < 0) ? 0 : undefined;
}

const memberSignals = (spec: TraceSpec, axis: string): Panel["signals"] =>
  spec.signals.flatMap((s, offset) => (s.axis === axis ? [{ spec: s, offset }] : []));

export const legendItems = (theme: ViewTheme, signals: readonly SignalSpec[]): LegendItem[] =>
  signals.map((s, i) => ({
    name: s.name,
    text: isTheory(s) ? s.label : `${s.label} ${symbolText(s.symbol)}`,
    color: signalColor(theme, signals, i),
    swatch: s.reference !== undefined ? "dots" : isTheory(s) || s.dashed ? "dash" : "line",
  }));

/** From so many on, things that share what they are compared with share one entry of the legend. */
const MANY = 3;

/** Legend in which many references of one thing are a single entry. */
export function gathered(
  items: readonly LegendItem[],
  specs: readonly { readonly name: string; readonly label: string; readonly reference?: string }[],
  t: ViewText,
): LegendItem[] {
  const counts = new Map<string, number>();
  for (const { reference } of specs) {
    if (reference !== undefined) counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  const told = new Set<string>();
  return items.flatMap((item, i) => {
    const { reference } = specs[i] as (typeof specs)[number];
    const count = reference === undefined ? 0 : (counts.get(reference) ?? 0);
    if (reference === undefined || count < MANY) return [item];
    if (told.has(reference)) return [];
    told.add(reference);
    const label = specs.find(({ name }) => name === reference)?.label ?? "";
    return [{ ...item, text: t("trace.others", { label, count }) }];
  });
}

interface PanelOptions {
  readonly window: Domain;
  readonly stepMs: number;
  readonly emphasis: string | null;
  readonly range: readonly [number, number];
  readonly guided: boolean;
}

/** Lines and guides of one panel; axes are the caller's. */
export function drawPanel(
  surface: Surface,
  panel: Panel,
  data: TraceData,
  spec: TraceSpec,
  options: PanelOptions,
): void {
  const { ctx, theme, ratio } = surface;
  const { plot, signals, toY } = panel;
  const { window, stepMs, emphasis, range, guided } = options;
  const toX = (step: number): number => plot.x + ((step * stepMs - window[0]) / (window[1] - window[0])) * plot.width;
  setFont(ctx);
  for (const { spec: s } of signals) {
    for (const guide of s.guides ?? []) {
      const y = toY(guide.value);
      ctx.lineWidth = 1;
      ctx.setLineDash([2, 3]);
      strokeLines(ctx, theme.muted, [[plot.x, crisp(y, ratio), plot.x + plot.width, crisp(y, ratio)]]);
      ctx.setLineDash([]);
      if (guided)
        drawText(surface, guide.label, plot.x + plot.width + 5, y, { color: theme.muted, maxWidth: GUIDE_GUTTER - 8 });
    }
  }
  clipped(surface, { x: plot.x, y: plot.y - 2, width: plot.width, height: plot.height + 4 }, () => {
    // References lie below what is compared with them.
    for (const { spec: s, offset } of [...signals].sort((p, q) => below(p.spec) - below(q.spec))) {
      const reference = s.reference !== undefined;
      const signal: Signal = { steps: data.steps, values: data.values, stride: spec.signals.length, offset };
      ctx.strokeStyle = signalColor(theme, spec.signals, offset);
      ctx.lineWidth = emphasis === s.name ? 2.5 : 1.5;
      ctx.globalAlpha = emphasis !== null && emphasis !== s.name ? 0.3 : reference ? FAINT : 1;
      ctx.setLineDash(reference ? DOTTED : isTheory(s) || s.dashed ? [6, 4] : []);
      ctx.lineJoin = "round";
      ctx.beginPath();
      let open = false;
      decimate(
        signal,
        range,
        (step) => Math.floor(toX(step) * ratio),
        (step, value) => {
          if (Number.isNaN(value)) open = false;
          else if (open) ctx.lineTo(toX(step), toY(value));
          else {
            ctx.moveTo(toX(step), toY(value));
            open = true;
          }
        },
      );
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  });
}

export const describeTrace = (t: ViewText, scene: TraceScene): string => {
  const last = scene.data.steps.length - 1;
  const parts = scene.panels.flatMap(({ signals }) =>
    signals.map(({ spec, offset }) => {
      const value = last < 0 ? Number.NaN : (scene.data.values[last * scene.stride + offset] as number);
      return `${spec.label}: ${formatMeasured(value, spec.unit)}`;
    }),
  );
  return t("trace.describe", { span: spanText(t, scene.window[1] - scene.window[0], scene), parts: parts.join("; ") });
};
