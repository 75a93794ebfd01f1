import type { Projection } from "../network/projection";
import { cubaLif, graphOf, input, linear, output } from "../nir/primitives";
import type { NirGraph } from "../protocol";
import { expConductance } from "../synapses/expConductance";
import type { NirScope } from "./_scripts";
import type { StdpParams } from "./stdpParams";

/** The neuron with many inputs in NIR's primitives, with the weights of the moment. */

export const stdpNir = ({ setup }: StdpParams): NirScope =>
  setup === "protocol"
    ? { reason: "onlyRule" }
    : { differences: ["noPlasticity", "linearised", "noNoise", "noState", "stepDelay", "integration"] };

const { reversal } = expConductance.schema.parse({});

/** Conductances, in multiples of the leak, become currents in mV at the driving force of the reset potential. */
export function stdpGraph({ population: p }: StdpParams, excitation: Projection, inhibition: Projection): NirGraph {
  const weights = (projection: Projection, sources: number, force: number) =>
    linear(
      1,
      sources,
      projection.dense([0, 1], [0, sources]).map((conductance) => conductance * force),
    );
  const tau = p.tauSyn * 1e-3;
  const inhibited = p.inhibitory > 0;
  return graphOf(
    {
      inputs: input(p.inputs),
      weights: weights(excitation, p.inputs, reversal - p.reset),
      ...(inhibited && {
        inhibitory_inputs: input(p.inhibitory),
        inhibitory_weights: weights(inhibition, p.inhibitory, p.eInh - p.reset),
      }),
      neuron: cubaLif(1, {
        tau_mem: p.tauM * 1e-3,
        tau_syn: tau,
        r: 1,
        v_leak: p.eL,
        v_threshold: p.threshold,
        v_reset: p.reset,
        // An impulse moves the current by its weight.
        w_in: tau,
      }),
      output: output(1),
    },
    [
      ["inputs", "weights", "neuron", "output"],
      ...(inhibited ? [["inhibitory_inputs", "inhibitory_weights", "neuron"]] : []),
    ],
    { input_rate_Hz: p.rate, ...(inhibited && { inhibitory_rate_Hz: p.inhibitoryRate }) },
  );
}
