import { CELLS } from "./catalogCells";
import { MATTER } from "./catalogMatter";
import { STRUCTURE } from "./catalogStructure";
import type { Experiment } from "./experiments/_experiment";

/**
 * The only registry: adding a model or an experiment is its files and one line in one of its parts; every id derives
 * from it. Only what needs all of it at once loads this file: command line, tests and types.
 */

export const EXPERIMENTS = { ...CELLS, ...STRUCTURE, ...MATTER } as const satisfies Record<string, Experiment>;

export type ExperimentId = keyof typeof EXPERIMENTS;
