import { clipped, crisp, drawText, type Point, type Rect, type Surface, setFont, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured, symbolText } from "../../ui/format";
import type { ViewText } from "../strings";
import { arrow, electrode, fillBox, glow, hatch, measure, vacancy } from "./marks";
import { glowOf, type Quantities, type Quantity, scattered } from "./quantities";

/** Pictures of devices of ions: a doped boundary, a filament; and a plain bar. */

export interface PictureOptions {
  readonly t: ViewText;
}

export const equation = ({ spec, value }: Quantity): string =>
  `${symbolText(spec.symbol)} = ${formatMeasured(value, spec.unit)}`;

/** Current below this share of the largest is not worth an arrow. */
const LEAST_CURRENT = 0.01;

/** An arrow along the current, the stronger the wider, with its value; nothing where the model tells none. */
export function currentArrow(surface: Surface, quantities: Quantities, from: Point, to: Point): void {
  const current = quantities.get("amps", "current");
  if (current === undefined) return;
  const { theme } = surface;
  const largest = Math.max(...current.spec.range.map(Math.abs));
  const share = largest > 0 ? Math.min(1, Math.abs(current.value) / largest) : 0;
  const flat = Math.abs(to.y - from.y) < 1;
  if (share > LEAST_CURRENT) {
    const [a, b] = current.value > 0 ? [from, to] : [to, from];
    arrow(surface, a, b, theme.text, 1 + 3 * share);
  }
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  drawText(surface, equation(current), flat ? middle.x : middle.x + 12, flat ? middle.y - 12 : middle.y, {
    align: flat ? "center" : "left",
    color: theme.muted,
    plate: true,
  });
}

/** Signs of the voltage at two places, the first of which is the side that is driven. */
export function polarity(surface: Surface, quantities: Quantities, driven: Point, ground: Point): void {
  const voltage = quantities.value("volts", "voltage");
  const sign = Number.isNaN(voltage) || voltage === 0 ? "0" : voltage > 0 ? "+" : "−";
  const other = sign === "+" ? "−" : sign === "−" ? "+" : "0";
  for (const [text, { x, y }] of [
    [sign, driven],
    [other, ground],
  ] as const)
    drawText(surface, text, x, y, { align: "center", size: 16, weight: 700 });
}

/** Doped and undoped part of a film between two electrodes; the boundary between them is the state. */
export function drawBoundary(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const { theme, ctx, ratio } = surface;
  const state = quantities.state;
  const metal = Math.min(46, area.width * 0.13);
  const height = Math.min(150, area.height - 76);
  const film: Rect = {
    x: area.x + metal,
    y: area.y + 30 + Math.max(0, (area.height - 76 - height) / 2),
    width: area.width - 2 * metal,
    height: Math.max(30, height),
  };
  const share = quantities.conducting;
  const doped = film.width * share;
  fillBox(surface, film, withAlpha(theme.axis, 0.08));
  ctx.fillStyle = withAlpha(theme.warm, 0.16);
  ctx.fillRect(film.x, film.y, doped, film.height);
  const count = Math.round((film.width * film.height) / 260);
  for (let i = 0; i < count; i++) {
    const at = {
      x: film.x + 6 + scattered(i, 0) * (film.width - 12),
      y: film.y + 7 + scattered(i, 1) * (film.height - 14),
    };
    if (at.x <= film.x + doped - 4) vacancy(surface, at, 4);
  }
  for (const [x, width, text] of [
    [film.x, doped, t("inside.doped")],
    [film.x + doped, film.width - doped, t("inside.undoped")],
  ] as const) {
    setFont(ctx);
    if (ctx.measureText(text).width > width - 10) continue;
    drawText(surface, text, x + width / 2, film.y + film.height / 2, {
      align: "center",
      plate: true,
    });
  }
  electrode(surface, { ...film, x: area.x, width: metal }, "");
  electrode(surface, { ...film, x: film.x + film.width, width: metal }, "");
  const edge = crisp(film.x + doped, ratio);
  ctx.lineWidth = 2.5;
  strokeLines(ctx, theme.text, [[edge, film.y - 6, edge, film.y + film.height + 6]]);
  polarity(
    surface,
    quantities,
    { x: area.x + metal / 2, y: film.y - 14 },
    { x: film.x + film.width + metal / 2, y: film.y - 14 },
  );
  const bottom = film.y + film.height + 16;
  if (state !== undefined) {
    const insulating = state.spec.name === "w";
    const [from, to] = insulating ? [edge, film.x + film.width] : [film.x, edge];
    const half = 54;
    const middle = Math.min(area.x + area.width - half, Math.max(area.x + half, (from + to) / 2));
    measure(surface, { x: from, y: bottom }, { x: to, y: bottom }, equation(state), {
      at: { x: middle, y: bottom + 14 },
      align: "center",
      maxWidth: area.width,
    });
  }
  currentArrow(
    surface,
    quantities,
    { x: film.x + film.width * 0.2, y: film.y - 8 },
    { x: film.x + film.width * 0.8, y: film.y - 8 },
  );
}

/** Thickness of the oxide around the widest gap, m. */
const OXIDE = 5e-9;

/** Vacancies in a cone from the lower electrode up; the gap between its tip and the upper electrode is drawn to scale. */
export function drawFilament(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const { theme } = surface;
  const gap = quantities.get("gap");
  const on = quantities.get("on");
  if (on !== undefined && gap === undefined && on.spec.range[1] > 1) {
    drawCells(surface, area, quantities, on);
    return;
  }
  const metal = Math.min(30, area.height * 0.13);
  const side = Math.min(100, area.width * 0.27);
  const oxide: Rect = {
    x: area.x + 8,
    y: area.y + metal,
    width: Math.max(60, area.width - 8 - side),
    height: Math.max(40, area.height - 2 * metal - 4),
  };
  const widest = gap === undefined ? OXIDE : Math.max(OXIDE, Math.max(...gap.spec.range) * 1.15);
  const perMetre = oxide.height / widest;
  const broken = gap === undefined ? 0.34 * oxide.height * (1 - quantities.conducting) : gap.value * perMetre;
  const tip = oxide.y + Math.min(oxide.height - 8, Math.max(0, broken));
  const middle = oxide.x + oxide.width * 0.5;
  fillBox(surface, oxide, withAlpha(theme.axis, 0.08));
  clipped(surface, oxide, () =>
    glow(
      surface,
      { x: middle, y: tip },
      Math.min(oxide.width, oxide.height) * 0.38,
      glowOf(quantities.value("temperature")),
    ),
  );
  // Vacancies that are no part of the filament.
  for (let i = 0; i < 26; i++) {
    const at = {
      x: oxide.x + 8 + scattered(i, 2) * (oxide.width - 16),
      y: oxide.y + 8 + scattered(i, 3) * (oxide.height - 16),
    };
    if (Math.abs(at.x - middle) > 0.24 * oxide.width) vacancy(surface, at, 3, 0.55);
  }
  const bottom = oxide.y + oxide.height;
  const spacing = Math.max(8, Math.min(12, oxide.height / 16));
  for (let y = bottom - spacing * 0.6; y > tip + 3; y -= spacing) {
    const height = (bottom - y) / oxide.height;
    const half = oxide.width * (0.17 - 0.13 * height);
    const count = Math.max(1, Math.round((2 * half) / spacing));
    for (let k = 0; k < count; k++) {
      const jitter = (scattered(Math.round(y) + 7 * k, 1) - 0.5) * spacing * 0.4;
      vacancy(surface, { x: middle + (k - (count - 1) / 2) * spacing + jitter, y }, Math.min(4.5, spacing * 0.45));
    }
  }
  electrode(surface, { ...oxide, y: area.y, height: metal }, t("inside.electrode"));
  electrode(surface, { ...oxide, y: bottom, height: metal }, t("inside.electrode"));
  const beside = oxide.x + oxide.width * 0.74;
  if (gap !== undefined) {
    measure(surface, { x: beside, y: oxide.y }, { x: beside, y: tip }, equation(gap), {
      at: { x: beside - 8, y: Math.max(oxide.y + 9, (oxide.y + tip) / 2) },
      align: "right",
    });
    const bar = perMetre * 1e-9;
    const left = oxide.x + 14;
    measure(surface, { x: left, y: bottom - 12 - bar }, { x: left, y: bottom - 12 }, formatMeasured(1e-9, "m"), {
      at: { x: left + 8, y: bottom - 12 - bar / 2 },
      align: "left",
    });
  } else if (on !== undefined) {
    const text = on.value >= 0.5 ? t("inside.closed") : t("inside.broken");
    drawText(surface, text, beside, oxide.y + 14, { align: "center", weight: 600, plate: true, maxWidth: side * 2 });
  }
  const temperature = quantities.get("temperature");
  if (temperature !== undefined)
    drawText(surface, equation(temperature), middle + 0.14 * oxide.width, Math.min(bottom - 30, tip + 22), {
      weight: 600,
      plate: true,
    });
  const right = oxide.x + oxide.width + 14;
  currentArrow(surface, quantities, { x: right, y: oxide.y + 8 }, { x: right, y: bottom - 8 });
  polarity(surface, quantities, { x: right + 1, y: area.y + metal / 2 }, { x: right + 1, y: bottom + metal / 2 });
}

/** Binary cells side by side: those that are on have a whole filament, the others a broken one. */
function drawCells(surface: Surface, area: Rect, quantities: Quantities, on: Quantity): void {
  const { theme, ctx } = surface;
  const cells = Math.round(on.spec.range[1]);
  const side = Math.min(100, area.width * 0.27);
  const box: Rect = { x: area.x, y: area.y + 18, width: area.width - side, height: area.height - 18 };
  const columns = Math.min(cells, Math.max(1, Math.round(Math.sqrt((cells * box.width) / (box.height * 0.5)))));
  const rows = Math.ceil(cells / columns);
  const [width, height] = [box.width / columns, box.height / rows];
  drawText(surface, `${equation(on)} / ${cells}`, area.x, area.y + 6, { weight: 600, maxWidth: area.width });
  const metal = Math.max(3, Math.min(8, height * 0.14));
  for (let i = 0; i < cells; i++) {
    const cell: Rect = {
      x: box.x + (i % columns) * width + 3,
      y: box.y + Math.floor(i / columns) * height + 3,
      width: Math.max(4, width - 6),
      height: Math.max(8, height - 6),
    };
    const whole = i < on.value;
    fillBox(surface, cell, withAlpha(theme.axis, 0.08));
    for (const y of [cell.y, cell.y + cell.height - metal])
      fillBox(surface, { ...cell, y, height: metal }, withAlpha(theme.axis, 0.4));
    const [top, bottom] = [cell.y + metal, cell.y + cell.height - metal];
    const tip = whole ? top : top + 0.45 * (bottom - top);
    const middle = cell.x + cell.width / 2;
    const half = Math.min(7, cell.width * 0.22);
    ctx.beginPath();
    ctx.moveTo(middle - half, bottom);
    ctx.lineTo(middle - half * 0.4, tip);
    ctx.lineTo(middle + half * 0.4, tip);
    ctx.lineTo(middle + half, bottom);
    ctx.closePath();
    ctx.fillStyle = whole ? theme.warm : withAlpha(theme.muted, 0.35);
    ctx.fill();
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = whole ? theme.warm : theme.muted;
    ctx.stroke();
  }
  const right = box.x + box.width + 12;
  currentArrow(surface, quantities, { x: right, y: box.y + 6 }, { x: right, y: box.y + box.height - 6 });
}

/** How far the state is between its ends, for models without an inside of their own. */
export function drawBar(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const { theme } = surface;
  const { state } = quantities;
  const width = Math.min(90, area.width * 0.36);
  const bar: Rect = { x: area.x + area.width * 0.3 - width / 2, y: area.y + 12, width, height: area.height - 24 };
  fillBox(surface, bar, withAlpha(theme.axis, 0.08));
  if (state === undefined || Number.isNaN(state.share)) return;
  const full: Rect = { ...bar, y: bar.y + bar.height * (1 - state.share), height: bar.height * state.share };
  fillBox(surface, full, withAlpha(theme.warm, 0.3), theme.warm);
  hatch(surface, full, withAlpha(theme.warm, 0.6), 9);
  const level = Math.min(bar.y + bar.height - 8, Math.max(bar.y + 8, full.y));
  const right = bar.x + bar.width + 10;
  drawText(surface, equation(state), right, level, { weight: 600, maxWidth: area.x + area.width - right });
  const { range, unit } = state.spec;
  for (const [value, y, key] of [
    [range[1], bar.y, "inside.most"],
    [range[0], bar.y + bar.height, "inside.least"],
  ] as const) {
    if (Math.abs(y - level) < 16) continue;
    drawText(surface, `${t(key)} ${formatMeasured(value, unit)}`, right, y, {
      color: theme.muted,
      maxWidth: area.x + area.width - right,
    });
  }
}
