import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "./_page";
import { networkPage } from "./network";
import { neuronPage } from "./neuron";
import { stdpPage } from "./stdp";

/** The page of every experiment of the catalog. */
export const PAGES: Readonly<Record<ExperimentId, ExperimentPage>> = {
  stdp: stdpPage,
  neuron: neuronPage,
  network: networkPage,
};
