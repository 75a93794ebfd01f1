import type { ComponentType } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "./_page";
import { CrossbarStill } from "./CrossbarStill";
import { DeviceStill } from "./DeviceStill";
import { GrowthStill } from "./GrowthStill";
import { gradual } from "./gradual";
import { NetworkStill } from "./NetworkStill";
import { NeuronStill } from "./NeuronStill";
import { networkPage } from "./network";
import { neuronPage } from "./neuron";
import { RewiringStill } from "./RewiringStill";
import { StdpStill } from "./StdpStill";
import { stdpPage } from "./stdp";
import { VrramStill } from "./VrramStill";

const pages = gradual<ExperimentPage>("page", { stdp: stdpPage, neuron: neuronPage, network: networkPage });

/** The page of every experiment of the catalog, as far as it was loaded with its declaration. */
export const PAGES = pages.all;
export const addPages = pages.add;

/** Small stills for the list of experiments. */
export const STILLS: Readonly<Record<ExperimentId, ComponentType>> = {
  stdp: StdpStill,
  neuron: NeuronStill,
  network: NetworkStill,
  rewiring: RewiringStill,
  growth: GrowthStill,
  device: DeviceStill,
  crossbar: CrossbarStill,
  vrram: VrramStill,
};
