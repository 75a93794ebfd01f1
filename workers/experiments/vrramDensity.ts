/**
 * How many cells a wafer holds: arithmetic alone. The claim of 10^12 devices on a wafer is unsourced (its citation is of a
 * wafer-scale network that is no vertical memory); this says at which pitch it would hold.
 */

/** m^2 of a wafer of 300 mm. */
const WAFER = Math.PI * 0.15 * 0.15;

/** @param pitch from pillar to pillar, nm */
export const cellsPerWafer = (pitch: number, layers: number): number =>
  (layers * WAFER) / (pitch * 1e-9 * (pitch * 1e-9));

/** Pitch (m) at which so many cells fit. */
export const pitchFor = (cells: number, layers: number): number => Math.sqrt((layers * WAFER) / cells);
