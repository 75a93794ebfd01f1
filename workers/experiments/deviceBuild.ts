import type { BuildContext, Simulation } from "./_experiment";
import { buildDeviceBench } from "./deviceBench";
import { buildOverlap } from "./deviceOverlap";
import type { DeviceParams } from "./deviceParams";

export const buildDevice = (context: BuildContext, params: DeviceParams): Simulation =>
  params.setup === "bench" ? buildDeviceBench(context, params) : buildOverlap(context, params);
