import type { Experiment } from "./experiments/_experiment";
import { growth } from "./experiments/growth";
import { rewiring } from "./experiments/rewiring";
import type { ModelInfo } from "./params/model";
import { deepR } from "./structural/deepR";
import { grooming } from "./structural/grooming";
import { homeostatic } from "./structural/homeostatic";
import { rigl } from "./structural/rigl";
import { rowRewiring } from "./structural/rowRewiring";
import { set } from "./structural/set";
import { softDeepR } from "./structural/softDeepR";
import { staticSparse } from "./structural/staticSparse";

/** Connections that come and go: the part of the catalog that the page loads when one of its experiments is opened. */

export const STRUCTURAL = {
  deepR,
  softDeepR,
  set,
  rigl,
  grooming,
  staticSparse,
  homeostatic,
  rowRewiring,
} as const satisfies Record<string, ModelInfo>;

export const STRUCTURE = { rewiring, growth } as const satisfies Record<string, Experiment>;
