import { real } from "../params/schema";

/** Parameter of rules that let connections be born with weights drawn around zero. */
export const spreadOfNewborns = (usual: number) =>
  real({
    live: true,
    group: "rule",
    label: "Spread of new weights",
    symbol: "\\sigma_0",
    unit: "1",
    min: 0,
    max: 0.5,
    default: usual,
    step: 0.01,
    doc: "Standard deviation of the weights that connections are born with.",
  });
