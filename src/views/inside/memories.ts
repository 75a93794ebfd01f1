import { crisp, drawText, type Rect, type Surface, setFont, strokeLines } from "../../ui/canvas";
import { withAlpha } from "../../ui/colors";
import { formatMeasured } from "../../ui/format";
import { currentArrow, equation, type PictureOptions } from "./devices";
import { charge, electrode, fillBox, glow, hatch } from "./marks";
import { glowOf, type Quantities, scattered, scatteredNormal } from "./quantities";

/** Pictures of memories: phase change, trapped charge, a landscape of barriers. */

/** Melting point of the phase-change alloy, K. */
const MELTS = 873;
/** Upper end of the thermometer, K. */
const HOTTEST = 1400;

/** A mushroom cell: a heater below, and over it the dome that is amorphous, molten while it is hotter than it melts. */
export function drawDome(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const { ctx, theme } = surface;
  const state = quantities.get("crystalline") ?? quantities.state;
  const kelvin = quantities.value("temperature");
  const gauge = Number.isNaN(kelvin) ? 0 : 64;
  const metal = Math.min(26, area.height * 0.12);
  const heaterHeight = Math.min(70, area.height * 0.28);
  const layer: Rect = {
    x: area.x + 4,
    y: area.y + metal,
    width: Math.max(60, area.width - 8 - gauge),
    height: Math.max(40, area.height - metal - heaterHeight - metal),
  };
  const middle = layer.x + layer.width / 2;
  const floor = layer.y + layer.height;
  const share = state === undefined || Number.isNaN(state.share) ? 0 : state.share;
  const most = Math.min(layer.width * 0.42, layer.height * 0.88);
  const radius = most * Math.sqrt(1 - share);
  fillBox(surface, layer, withAlpha(theme.cool, 0.12));
  // The lattice of the crystal: rows in good order.
  const step = 11;
  ctx.fillStyle = withAlpha(theme.cool, 0.75);
  for (let y = layer.y + step / 2; y < floor; y += step) {
    for (let x = layer.x + step / 2; x < layer.x + layer.width; x += step) {
      if (Math.hypot(x - middle, y - floor) < radius + 3) continue;
      ctx.fillRect(x - 1.25, y - 1.25, 2.5, 2.5);
    }
  }
  const dome = (r: number, fill: string): void => {
    ctx.fillStyle = fill;
    ctx.beginPath();
    ctx.arc(middle, floor, r, Math.PI, 2 * Math.PI);
    ctx.closePath();
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = theme.text;
    ctx.stroke();
  };
  if (radius > 1) {
    dome(radius, theme.background);
    dome(radius, withAlpha(theme.warm, 0.16));
    // Atoms of the glass: in no order.
    ctx.fillStyle = theme.warm;
    for (let i = 0; i < 160; i++) {
      const [angle, r] = [Math.PI * (1 + scattered(i, 0)), most * Math.sqrt(scattered(i, 1))];
      if (r > radius - 3) continue;
      ctx.beginPath();
      ctx.arc(middle + r * Math.cos(angle), floor + r * Math.sin(angle), 1.5, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  const molten = kelvin >= MELTS ? most * Math.min(1, Math.sqrt((kelvin - MELTS) / 500)) : 0;
  if (molten > 2) {
    dome(molten, withAlpha(theme.warm, 0.55));
    drawText(surface, t("inside.molten"), middle, floor - molten * 0.45, { align: "center", weight: 600, plate: true });
  } else if (radius > 26) {
    drawText(surface, t("inside.amorphous"), middle, floor - radius * 0.5, { align: "center", plate: true });
  }
  if (layer.height - radius > 22)
    drawText(surface, t("inside.crystalline"), layer.x + 8, layer.y + 11, { plate: true, maxWidth: layer.width - 16 });
  glow(surface, { x: middle, y: floor }, most * 0.9, glowOf(kelvin) * 0.9);
  electrode(surface, { ...layer, y: area.y, height: metal }, t("inside.electrode"));
  const neck = Math.max(22, layer.width * 0.14);
  electrode(surface, { x: middle - neck / 2, y: floor, width: neck, height: heaterHeight }, "");
  drawText(surface, t("inside.heater"), middle + neck / 2 + 8, floor + heaterHeight / 2, {
    color: theme.muted,
    maxWidth: layer.width / 2 - neck / 2 - 12,
  });
  electrode(surface, { ...layer, y: floor + heaterHeight, height: metal }, t("inside.electrode"));
  currentArrow(
    surface,
    quantities,
    { x: layer.x + 16, y: floor + heaterHeight - 6 },
    { x: layer.x + 16, y: floor + 6 },
  );
  if (gauge > 0) drawThermometer(surface, { ...area, x: layer.x + layer.width + 16, width: gauge - 16 }, kelvin, t);
}

function drawThermometer(surface: Surface, area: Rect, kelvin: number, t: PictureOptions["t"]): void {
  const { ctx, theme, ratio } = surface;
  const tube: Rect = { x: area.x, y: area.y + 22, width: 12, height: area.height - 34 };
  const level = (value: number): number =>
    tube.y + tube.height * (1 - Math.min(1, Math.max(0, (value - 300) / (HOTTEST - 300))));
  fillBox(surface, tube, withAlpha(theme.axis, 0.08));
  const top = level(kelvin);
  ctx.fillStyle = theme.warm;
  ctx.fillRect(tube.x + 1, top, tube.width - 2, tube.y + tube.height - top);
  const melts = crisp(level(MELTS), ratio);
  ctx.lineWidth = 2;
  strokeLines(ctx, theme.text, [[tube.x - 4, melts, tube.x + tube.width + 4, melts]]);
  drawText(surface, formatMeasured(MELTS, "K"), tube.x + tube.width + 7, melts, { color: theme.muted });
  drawText(surface, t("inside.melts"), tube.x + tube.width + 7, melts + 13, { color: theme.muted, size: 10 });
  drawText(surface, `T = ${formatMeasured(kelvin, "K")}`, area.x + area.width - 2, area.y + 8, {
    align: "right",
    weight: 600,
  });
}

/** Most electrons that a picture of the nitride holds. */
const ELECTRONS = 40;

/** A charge-trap transistor: the stack with its trapped electrons, and the energy bands along it. */
export function drawCharge(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const wide = area.width >= 330;
  const stack: Rect = wide ? { ...area, width: area.width * 0.54 } : { ...area, height: area.height * 0.56 };
  const bands: Rect = wide
    ? { ...area, x: area.x + area.width * 0.58, width: area.width * 0.42 }
    : { ...area, y: area.y + area.height * 0.6, height: area.height * 0.4 };
  // The more electrons are trapped, the higher the threshold and the lower the current.
  const filled = 1 - (quantities.get("charge")?.share ?? quantities.conducting);
  const electrons = Math.round(ELECTRONS * filled);
  drawStack(surface, stack, quantities, electrons, t);
  drawBands(surface, bands, quantities, electrons / ELECTRONS, t);
}

function drawStack(
  surface: Surface,
  area: Rect,
  quantities: Quantities,
  electrons: number,
  t: PictureOptions["t"],
): void {
  const { theme } = surface;
  const parts = [
    ["inside.gate", 0.16],
    ["inside.blocking", 0.14],
    ["inside.nitride", 0.26],
    ["inside.tunnel", 0.1],
    ["inside.channel", 0.34],
  ] as const;
  let y = area.y;
  for (const [name, share] of parts) {
    const box: Rect = { x: area.x, y, width: area.width, height: area.height * share };
    y += box.height;
    if (name === "inside.gate") {
      electrode(surface, box, t(name));
      continue;
    }
    fillBox(
      surface,
      box,
      withAlpha(name === "inside.nitride" ? theme.cool : theme.axis, name === "inside.channel" ? 0.18 : 0.08),
    );
    if (name === "inside.nitride") {
      const columns = Math.max(4, Math.floor(area.width / 24));
      for (let i = 0; i < electrons; i++) {
        const row = Math.floor(i / columns);
        const rows = Math.ceil(ELECTRONS / columns);
        charge(
          surface,
          {
            x: box.x + ((i % columns) + 0.5 + 0.3 * (scattered(i, 0) - 0.5)) * (box.width / columns),
            y: box.y + 6 + ((row + 0.5 + 0.4 * (scattered(i, 1) - 0.5)) / rows) * (box.height - 12),
          },
          Math.min(4.5, box.height / (2.4 * rows)),
          -1,
        );
      }
    }
    if (name === "inside.channel") {
      const terminal = box.width * 0.2;
      for (const [x, text] of [
        [box.x, "S"],
        [box.x + box.width - terminal, "D"],
      ] as const) {
        const well: Rect = { x, y: box.y, width: terminal, height: box.height * 0.5 };
        fillBox(surface, well, withAlpha(theme.axis, 0.3));
        drawText(surface, text, x + terminal / 2, well.y + well.height / 2, { align: "center", weight: 600 });
      }
      currentArrow(
        surface,
        quantities,
        { x: box.x + box.width - terminal - 6, y: box.y + 24 },
        { x: box.x + terminal + 6, y: box.y + 24 },
      );
    }
    const below = name === "inside.channel" ? box.y + box.height - 9 : box.y + box.height / 2;
    if (box.height >= 13)
      drawText(surface, t(name), box.x + 6, below, { plate: true, size: 10.5, maxWidth: box.width - 12 });
  }
}

/** Heights in eV of the conduction bands above that of silicon, and the shares of the width they take. */
const BANDS = [
  { name: "inside.bandChannel", height: 0, share: 0.2 },
  { name: "inside.bandTunnel", height: 3.1, share: 0.13 },
  { name: "inside.bandNitride", height: 2, share: 0.27 },
  { name: "inside.bandBlocking", height: 3.1, share: 0.2 },
  { name: "inside.bandGate", height: 0, share: 0.2 },
] as const;
/** Lift in eV of the middle of the stack by as many electrons as it can hold. */
const LIFT = 1.1;

/** Lift in eV of the gate's end by a voltage there, V; bounded, as a picture has no room for more. */
const tiltOf = (volts: number): number => (Number.isNaN(volts) ? 0 : Math.max(-1, Math.min(1, -volts / 10)));

/** Conduction band from channel to gate; trapped electrons lift it in the nitride. */
function drawBands(surface: Surface, area: Rect, quantities: Quantities, filled: number, t: PictureOptions["t"]): void {
  const { ctx, theme } = surface;
  const base = area.y + area.height - 26;
  const top = area.y + 20;
  const perVolt = (base - top) / 4.6;
  const tilt = tiltOf(quantities.value("volts", "voltage"));
  let x = area.x;
  const level = (at: number, height: number): number => {
    const along = (at - area.x) / area.width;
    const lift = LIFT * filled * Math.max(0, 1 - Math.abs(along - 0.46) / 0.34);
    return base - perVolt * (height + lift + tilt * along);
  };
  drawText(surface, t("inside.energy"), area.x, area.y + 6, { color: theme.muted, maxWidth: area.width });
  ctx.lineWidth = 2.25;
  ctx.strokeStyle = theme.text;
  ctx.beginPath();
  for (const [i, { height, share }] of BANDS.entries()) {
    const end = x + area.width * share;
    if (i === 0) ctx.moveTo(x, level(x, height));
    else ctx.lineTo(x, level(x, height));
    ctx.lineTo((x + end) / 2, level((x + end) / 2, height));
    ctx.lineTo(end, level(end, height));
    x = end;
  }
  ctx.stroke();
  const nitride = { from: area.x + area.width * 0.33, width: area.width * 0.27 };
  const shown = Math.round(7 * filled);
  for (let i = 0; i < shown; i++) {
    const at = nitride.from + ((i + 0.5) / 7) * nitride.width;
    charge(surface, { x: at, y: level(at, 2) + 9 + 5 * scattered(i, 0) }, 3.5, -1);
  }
  x = area.x;
  for (const { name, share } of BANDS) {
    const width = area.width * share;
    setFont(ctx, 10);
    if (ctx.measureText(t(name)).width < width)
      drawText(surface, t(name), x + width / 2, area.y + area.height - 8, {
        align: "center",
        size: 10,
        color: theme.muted,
      });
    x += width;
  }
}

const SITES = 15;

/** Sites of vacancies and the barriers between them; the lowest ones are crossed first, as many as have relaxed by now. */
export function drawBarriers(surface: Surface, area: Rect, quantities: Quantities, { t }: PictureOptions): void {
  const { ctx, theme, ratio } = surface;
  const barrier = quantities.get("mean", "barrier");
  const spread = quantities.get("sd", "spread");
  const mean = barrier?.value ?? 0.9;
  const sd = spread?.value ?? 0.05;
  const relaxed = quantities.value("relaxed");
  const plot: Rect = { x: area.x + 40, y: area.y + 24, width: area.width - 46, height: area.height - 52 };
  const highest = Math.max(1.5, mean + 2.4 * sd);
  const y = (energy: number): number => plot.y + plot.height * (1 - energy / highest);
  const step = plot.width / SITES;
  const heights = Array.from({ length: SITES }, (_, i) => Math.max(0.05, mean + sd * scatteredNormal(i, 4)));
  const crossed = Number.isNaN(relaxed) ? 0 : Math.round(relaxed * SITES);
  const reach = crossed === 0 ? 0 : (heights.toSorted((p, q) => p - q)[crossed - 1] as number);
  drawText(surface, t("inside.barrierAxis"), area.x, area.y + 8, { color: theme.muted, maxWidth: area.width });
  for (const value of [0, 0.5, 1, 1.5].filter((v) => v <= highest)) {
    ctx.lineWidth = 1;
    strokeLines(ctx, theme.grid, [[plot.x, crisp(y(value), ratio), plot.x + plot.width, crisp(y(value), ratio)]]);
    drawText(surface, formatMeasured(value, "1"), plot.x - 6, y(value), { align: "right", color: theme.muted });
  }
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  ctx.beginPath();
  for (const [i, height] of heights.entries()) {
    const x = plot.x + i * step;
    if (i === 0) ctx.moveTo(x, y(0));
    ctx.quadraticCurveTo(x + step * 0.25, y(0), x + step * 0.5, y(height));
    ctx.quadraticCurveTo(x + step * 0.75, y(0), x + step, y(0));
  }
  ctx.stroke();
  if (reach > 0) {
    const level = crisp(y(Math.min(highest, reach)), ratio);
    ctx.lineWidth = 1.5;
    ctx.setLineDash([5, 4]);
    strokeLines(ctx, theme.accent, [[plot.x, level, plot.x + plot.width, level]]);
    ctx.setLineDash([]);
    drawText(surface, t("inside.reach", { energy: formatMeasured(reach, "eV") }), plot.x + plot.width, level - 9, {
      align: "right",
      color: theme.accent,
      plate: true,
      maxWidth: plot.width,
    });
  }
  for (const [i, height] of heights.entries()) {
    const at = { x: plot.x + i * step, y: y(0) - 5 };
    const left = height <= reach;
    ctx.beginPath();
    ctx.arc(at.x, at.y, 4.5, 0, 2 * Math.PI);
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.warm;
    ctx.fillStyle = left ? theme.background : theme.warm;
    ctx.fill();
    ctx.stroke();
  }
  const marks = [barrier, spread].flatMap((one) => (one === undefined ? [] : [equation(one)]));
  drawText(surface, [...marks, t("inside.vacancies")].join("   "), plot.x, area.y + area.height - 10, {
    maxWidth: plot.width,
    size: 10.5,
  });
}

/** Domains that point up or down: the share that is up is the state. */
export function drawDomains(surface: Surface, area: Rect, quantities: Quantities): void {
  const { theme, ctx } = surface;
  const share = Number.isNaN(quantities.state?.share ?? Number.NaN) ? 0 : (quantities.state?.share as number);
  const columns = Math.max(4, Math.round(area.width / 34));
  const rows = Math.max(3, Math.round(area.height / 34));
  const [width, height] = [area.width / columns, area.height / rows];
  for (let i = 0; i < rows * columns; i++) {
    const box: Rect = {
      x: area.x + (i % columns) * width + 1,
      y: area.y + Math.floor(i / columns) * height + 1,
      width: width - 2,
      height: height - 2,
    };
    const up = scattered(i, 1) < share;
    fillBox(surface, box, withAlpha(up ? theme.warm : theme.cool, 0.2));
    if (!up) hatch(surface, box, withAlpha(theme.cool, 0.35), 8);
    const x = box.x + box.width / 2;
    const [from, to] = up ? [box.y + box.height - 6, box.y + 6] : [box.y + 6, box.y + box.height - 6];
    ctx.lineWidth = 2;
    strokeLines(ctx, theme.text, [
      [x, from, x, to],
      [x - 4, to + (up ? 5 : -5), x, to],
      [x + 4, to + (up ? 5 : -5), x, to],
    ]);
  }
}
