import type { BuildContext, Simulation } from "./_experiment";
import { populations } from "./stdpChannels";
import type { StdpParams } from "./stdpParams";
import { buildPopulation } from "./stdpPopulation";
import { buildProtocol } from "./stdpProtocol";

/** Builds the set-up of the STDP experiment that the parameters choose. */
export const buildStdp = (context: BuildContext, params: StdpParams): Simulation =>
  params.setup === "population"
    ? buildPopulation(context, params, populations(params))
    : buildProtocol(context, params);
