import { type Technology, technology } from "./_technologies";
import type { VrramParams } from "./vrramParams";
import { MOST_CONDUCTANCE } from "./vrramReadParams";

const MICRO = 1e6;

/** What the cells of a block are made of; those that hold loaded conductances have no window of their own. */
export function blockTechnology({ setup, cell, pattern }: VrramParams): Technology {
  const window =
    setup === "read" && pattern.kind === "file"
      ? { gMin: 0, gMax: MICRO * MOST_CONDUCTANCE }
      : { gMin: cell.gOn / cell.onOff, gMax: cell.gOn };
  return technology(cell.technology, window);
}
