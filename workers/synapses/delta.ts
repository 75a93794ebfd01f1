import { z } from "zod";
import type { SynapseModel } from "./_synapse";

/** Delta synapse: an arrival moves the potential at once. */
const schema = z.strictObject({});
export type DeltaParams = z.output<typeof schema>;

export const delta: SynapseModel<typeof schema, DeltaParams> = {
  id: "delta",
  label: "Delta pulse",
  doc: "A spike moves the membrane potential by the weight, at once and before the threshold is tested.",
  schema,
  equations: [{ tex: "V \\leftarrow V + w", plain: "V += w" }],
  integrator: "exact",
  sources: [{ citation: "Brunel 2000, Journal of Computational Neuroscience", doi: "10.1023/A:1008925309027" }],
  validity: [{ note: "No rise, decay or saturation; arrivals during refractoriness are lost." }],
  weightUnit: "mV",
  conductanceBased: false,
  allocate: (_arena, _size, _precision, drive) => ({
    arrivals: drive,
    variables: {},
    update: () => undefined,
    stepper: () => null,
  }),
};
