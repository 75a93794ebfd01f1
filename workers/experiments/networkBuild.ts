import type { BuildContext, Simulation } from "./_experiment";
import { buildBrunel } from "./networkBrunel";
import { simulate } from "./networkCommon";
import { buildIzhikevich } from "./networkIzhikevich";
import type { NetworkModelId, NetworkParams } from "./networkParams";
import { buildSmallWorld } from "./networkSmallWorld";
import { buildVogelsAbbott } from "./networkVogelsAbbott";

const BUILDERS = {
  cuba: buildVogelsAbbott,
  coba: buildVogelsAbbott,
  brunel: buildBrunel,
  izhikevich: buildIzhikevich,
  smallWorld: buildSmallWorld,
} as const satisfies Record<NetworkModelId, unknown>;

/** Builds the published network that the parameters choose. */
export const buildNetwork = (context: BuildContext, params: NetworkParams): Simulation =>
  simulate(context, params, BUILDERS[params.model]);
