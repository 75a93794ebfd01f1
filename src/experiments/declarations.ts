import type { ExperimentId } from "../../workers/catalog";
import { CELLS } from "../../workers/catalogCells";
import type { Experiment } from "../../workers/experiments/_experiment";
import { EXPERIMENT_IDS, type Part, partOf } from "../../workers/outlines";
import { gradual } from "./gradual";
import { addPages } from "./registry";

/**
 * The declarations of the catalog as far as the page has loaded them. Those of the experiment that is open are always
 * there; who reads others (runs that were kept, files) waits for all of them first.
 */

const declarations = gradual<Experiment>("declaration", CELLS);

export const EXPERIMENTS = declarations.all;

/** Fetches declarations and pages of a part. */
const PARTS: Readonly<Record<Part, () => Promise<void>>> = {
  cells: async () => {},
  structure: async () => {
    const [{ STRUCTURE }, { STRUCTURE_PAGES }] = await Promise.all([
      import("../../workers/catalogStructure"),
      import("./structurePages"),
    ]);
    addPages(STRUCTURE_PAGES);
    declarations.add(STRUCTURE);
  },
  matter: async () => {
    const [{ MATTER }, { MATTER_PAGES }] = await Promise.all([
      import("../../workers/catalogMatter"),
      import("./matterPages"),
    ]);
    addPages(MATTER_PAGES);
    declarations.add(MATTER);
  },
};

/** Rejects when its code cannot be fetched. */
export async function loadExperiment(id: ExperimentId): Promise<void> {
  if (!declarations.has(id)) await PARTS[partOf(id)]();
}

/** Rejects when some of the code cannot be fetched. */
export async function loadExperiments(): Promise<void> {
  await Promise.all(EXPERIMENT_IDS.map(loadExperiment));
}
