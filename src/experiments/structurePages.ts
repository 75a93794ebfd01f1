import type { ExperimentPage } from "./_page";
import { growthPage } from "./growth";
import { rewiringPage } from "./rewiring";

/** Pages of connections that come and go, which come with their declarations. */
export const STRUCTURE_PAGES = { rewiring: rewiringPage, growth: growthPage } as const satisfies Record<
  string,
  ExperimentPage
>;
