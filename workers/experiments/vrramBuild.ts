import type { DataContext, Simulation } from "./_experiment";
import { buildCarve } from "./vrramCarveBuild";
import type { VrramParams } from "./vrramParams";
import { buildRead } from "./vrramRead";

export const buildVrram = (context: DataContext, params: VrramParams): Simulation =>
  params.setup === "carve" ? buildCarve(context, params) : buildRead(context, params);
