import { MATTER } from "./catalogMatter";
import { type RunnableExperiment, runnable } from "./experiments/_experiment";
import { buildCrossbar } from "./experiments/crossbarBuild";
import { buildDevice } from "./experiments/deviceBuild";
import { buildVrram } from "./experiments/vrramBuild";

/** Devices and circuits as their worker runs them. */
export const RUNNABLE_MATTER = {
  device: runnable(MATTER.device, buildDevice),
  crossbar: runnable(MATTER.crossbar, buildCrossbar),
  vrram: runnable(MATTER.vrram, buildVrram),
} as const satisfies Record<keyof typeof MATTER, RunnableExperiment>;
