import { fail, type RunClock, type SimError } from "../protocol";
import { DIGIT_CLASSES } from "../tasks/digits";
import type { CarveParams } from "./vrramCarveParams";

/** What follows from the size of a block that is carved, and how its run is counted. */

/** Digits that there are pairs of bit lines for: 0 and those after it. */
export const classesOf = ({ block }: Pick<CarveParams, "block">): number =>
  Math.min(DIGIT_CLASSES, Math.floor(block.columns / 2));

/** Steps in which the training pictures are seen once. */
export const carveEpoch = ({ carve }: Pick<CarveParams, "carve">): number => Math.ceil(carve.train / carve.batch);

export const carveClock = (params: CarveParams): RunClock => ({ counts: "batches", epoch: carveEpoch(params) });

/** Batches of test pictures that a step may name: more would hold it up. */
const MOST_CHUNKS = 16;
/** Two pairs of bit lines, and so many lines as go side by side through the lanes. */
const LEAST = { layers: 2, columns: 4, rows: 4 } as const;

/** Relations that no single range can express. */
export function checkCarve({ block, carve }: CarveParams): SimError | null {
  for (const key of ["layers", "columns", "rows"] as const) {
    if (block[key] >= LEAST[key]) continue;
    const message = `block.${key} must be at least ${LEAST[key]} to carve, got ${block[key]}`;
    return fail("value", `block.${key}`, message, "Two digits need two pairs of bit lines, and a picture some pixels.")
      .error;
  }
  if (Math.ceil(carve.test / carve.batch / carve.evaluate) <= MOST_CHUNKS) return null;
  const steps = Math.ceil(carve.test / carve.batch / MOST_CHUNKS);
  const message = `carve.evaluate must be at least ${steps} steps for ${carve.test} test pictures in batches of ${carve.batch}, got ${carve.evaluate}`;
  return fail("value", "carve.evaluate", message, "One pass over the test pictures is spread over so many steps.")
    .error;
}
