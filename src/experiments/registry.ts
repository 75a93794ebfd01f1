import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "./_page";
import { stdpPage } from "./stdp";

/** The page of every experiment of the catalog. */
export const PAGES: Readonly<Record<ExperimentId, ExperimentPage>> = { stdp: stdpPage };
