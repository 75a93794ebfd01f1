import { type Technology, technology } from "./_technologies";
import { MOST_CONDUCTANCE } from "./crossbarArrayParams";
import type { CrossbarParams } from "./crossbarParams";

const MICRO = 1e6;

/** What the cells are made of; those that hold loaded conductances have no window of their own. */
export function technologyOf({ cell, array }: CrossbarParams): Technology {
  const window =
    array.source === "file"
      ? { gMin: 0, gMax: MICRO * MOST_CONDUCTANCE }
      : { gMin: array.gMax / array.onOff, gMax: array.gMax };
  return technology(cell.technology, window);
}
