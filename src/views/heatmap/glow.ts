import type { CellFlag, MatrixData } from "../../../workers/protocol";
import { clipped, type Surface } from "../../ui/canvas";
import { cellBox, type Grid, visible } from "./layout";

/**
 * Births and deaths: a warm plus where a cell was born, a cool cross where one died, with a halo so that they are seen where
 * cells are smaller than pixels. They fade with the steps of the run, not with time, so that a paused picture stays as it is.
 */

export interface Glow {
  readonly cell: number;
  readonly born: boolean;
  /** 1 when it has just happened; 0 when it is over. */
  readonly strength: number;
}

/** A glow lasts for so many new pictures of the array at the pace of the run. */
const PICTURES = 6;
/** Of the newest so many have a halo; some more are small marks, and what is older gives way to them. */
const HALOED = 120;
const MOST = 700;

interface Event {
  readonly born: boolean;
  readonly step: number;
}

/** Remembers what was born and died lately. */
export class Glows {
  private readonly events = new Map<number, Event>();
  private data: MatrixData | null = null;
  private step = 0;
  private epoch = -1;
  /** Whether something fades. */
  some = false;
  /** Mean steps between two pictures. */
  private pace = 1;
  /** Steps for which a glow lasts. */
  get span(): number {
    return Math.max(1, Math.round(PICTURES * this.pace));
  }

  /** @param flagged cells that have a flag */
  update(
    data: MatrixData,
    flagged: Uint32Array,
    known: readonly CellFlag[],
    { step, epoch }: { readonly step: number; readonly epoch: number },
  ): readonly Glow[] {
    if (epoch !== this.epoch || step < this.step) this.events.clear();
    const moved = epoch === this.epoch ? step - this.step : 0;
    if (data !== this.data) {
      // One long way, as a seek or a hidden page makes it, says nothing about the pace.
      if (moved > 0) this.pace += 0.1 * (Math.min(moved, 4 * this.pace + 4) - this.pace);
      for (const cell of flagged) {
        const mark = known[((data.flags as Uint8Array)[cell] as number) - 1]?.mark;
        if (mark !== "birth" && mark !== "death") continue;
        const born = mark === "birth";
        // A flag that stays for some pictures is one event.
        if (this.events.get(cell)?.born !== born) this.events.set(cell, { born, step });
      }
    }
    this.data = data;
    this.step = step;
    this.epoch = epoch;
    const { span } = this;
    const glows: Glow[] = [];
    for (const [cell, { born, step: since }] of this.events) {
      const strength = 1 - (step - since) / span;
      if (strength > 0) glows.push({ cell, born, strength });
      else if ((data.flags?.[cell] ?? 0) === 0) this.events.delete(cell);
    }
    this.some = glows.length > 0;
    return glows;
  }
}

/** Strengths are drawn in so many levels. */
const LEVELS = 3;
/** Cells of this size in pixels have room for a mark of their own. */
const ROOMY = 14;

/** An order without neighbours: what is left out of equals is left out everywhere alike. */
const spread = (cell: number): number => Math.imul(cell + 1, 0x9e3779b1) >>> 0;

type Place = readonly [x: number, y: number];

export function drawGlows(surface: Surface, grid: Grid, glows: readonly Glow[]): void {
  const { fromRow, toRow, fromColumn, toColumn } = visible(grid);
  const inside = glows.filter(({ cell }) => {
    const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
    return row >= fromRow && row <= toRow && column >= fromColumn && column <= toColumn;
  });
  if (inside.length === 0) return;
  const newest = inside.sort((a, b) => b.strength - a.strength || spread(a.cell) - spread(b.cell)).slice(0, MOST);
  const large = Math.min(grid.across, grid.down) >= ROOMY;
  clipped(surface, grid.plot, () => {
    for (let level = 1; level <= LEVELS; level++) {
      for (const born of [false, true]) {
        const places: [haloed: Place[], small: Place[]] = [[], []];
        for (const [k, glow] of newest.entries()) {
          if (glow.born !== born || Math.ceil(glow.strength * LEVELS) !== level) continue;
          const box = cellBox(grid, { row: Math.floor(glow.cell / grid.columns), column: glow.cell % grid.columns });
          places[large || k < HALOED ? 0 : 1].push([box.x + box.width / 2, box.y + box.height / 2]);
        }
        const arm = large ? 0.3 * Math.min(20, grid.across, grid.down) : 3;
        traceGlows(surface, places[0], { born, arm, halo: large ? 1.7 * arm : 5, share: level / LEVELS });
        traceGlows(surface, places[1], { born, arm: 1.5, halo: 0, share: (0.8 * level) / LEVELS });
      }
    }
  });
}

interface Mark {
  readonly born: boolean;
  readonly arm: number;
  readonly halo: number;
  readonly share: number;
}

function traceGlows({ ctx, theme }: Surface, places: readonly Place[], { born, arm, halo, share }: Mark): void {
  if (places.length === 0) return;
  const color = theme.roles[born ? "potentiation" : "depression"];
  if (halo > 0) {
    ctx.fillStyle = color;
    ctx.globalAlpha = 0.3 * share;
    ctx.beginPath();
    for (const [x, y] of places) {
      ctx.moveTo(x + halo, y);
      ctx.arc(x, y, halo, 0, 2 * Math.PI);
    }
    ctx.fill();
  }
  ctx.beginPath();
  for (const [x, y] of places) {
    const [dx, dy] = born ? [arm, 0] : [0.75 * arm, 0.75 * arm];
    ctx.moveTo(x - dx, y - dy);
    ctx.lineTo(x + dx, y + dy);
    ctx.moveTo(x - dy, y + dx);
    ctx.lineTo(x + dy, y - dx);
  }
  // Stands out from cells of its own colour.
  ctx.globalAlpha = 0.7 * share;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = halo > 0 ? 4 : 2.5;
  ctx.stroke();
  ctx.globalAlpha = share;
  ctx.strokeStyle = color;
  ctx.lineWidth = halo > 0 ? 1.8 : 1.2;
  ctx.stroke();
  ctx.globalAlpha = 1;
}
