import type { BuildContext, Simulation } from "./_experiment";
import { buildHomeostatic } from "./growthHomeostatic";
import type { GrowthParams } from "./growthParams";
import { buildRows } from "./growthRows";

export const buildGrowth = (context: BuildContext, params: GrowthParams): Simulation =>
  params.setup === "homeostatic" ? buildHomeostatic(context, params) : buildRows(context, params);
