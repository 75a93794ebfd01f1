import { MENDED, stuckAt } from "../crossbar/faults";
import type { CarveSettings, CellWindow } from "../vrram/carve";
import { type Technology, type TechnologyName, technology } from "./_technologies";
import type { CarveParams } from "./vrramCarveParams";

/** What carving is told, in its own units: conductances in µS, shares of 1. */

const MICRO = 1e6;

/** The technology of the cells; ideal ones have the window that is asked for. */
export const carveTechnology = ({ cell }: Pick<CarveParams, "cell">): Technology =>
  technology(cell.technology as TechnologyName, { gMin: cell.gOn / cell.onOff, gMax: cell.gOn });

/** Cells that should take part. */
export const wantedCells = ({ block, carve }: Pick<CarveParams, "block" | "carve">): number =>
  Math.max(1, Math.round((carve.active / 100) * block.layers * block.columns * block.rows));

export function cellWindow(params: Pick<CarveParams, "cell">): CellWindow {
  const { model, params: published } = carveTechnology(params);
  const [low, high] = model.window(published);
  const broken = Array.from({ length: MENDED }, (_, code) => (code === 0 ? 0 : MICRO * stuckAt(code, { low, high })));
  const { levels, spread } = params.cell;
  return { on: MICRO * high, off: MICRO * low, levels, spread: spread / 100, broken };
}

export function carveSettings(params: CarveParams): CarveSettings {
  const { carve, wires } = params;
  return {
    rule: {
      limits: { fanIn: carve.fanIn, fanOut: carve.fanOut },
      wanted: wantedCells(params),
      zeta: carve.zeta / 100,
      interval: carve.interval,
      grace: carve.grace,
      growth: carve.growth,
      frozen: carve.frozen,
    },
    learning: { rate: carve.rate, momentum: carve.momentum, gain: carve.gain, forward: carve.forward },
    cells: cellWindow(params),
    wires: { driver: wires.driver, pillar: wires.pillar, access: wires.accessOn },
  };
}
