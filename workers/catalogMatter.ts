import type { Experiment } from "./experiments/_experiment";
import { crossbar } from "./experiments/crossbar";
import { device } from "./experiments/device";
import { vrram } from "./experiments/vrram";

/** Devices and circuits: the part of the catalog that the page loads when one of its experiments is opened. */

export { DEVICE_MODELS as DEVICES } from "./experiments/deviceModels";

export const MATTER = { device, crossbar, vrram } as const satisfies Record<string, Experiment>;
