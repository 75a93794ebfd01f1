import type { ChannelSpecs } from "../protocol";
import { carveChannels } from "./vrramCarveChannels";
import type { VrramParams } from "./vrramParams";
import { readChannels } from "./vrramReadChannels";

/** What the block publishes. */
export const vrramChannels = (params: VrramParams): ChannelSpecs =>
  params.setup === "carve" ? carveChannels(params) : readChannels(params);
