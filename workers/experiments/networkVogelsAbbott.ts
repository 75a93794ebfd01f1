import { pairwise, stacked, type Topology, unconnected } from "../math/connections";
import { WiringStream } from "../math/random";
import type { Block } from "../memory/arena";
import { NeuronPopulation } from "../network/population";
import { Projection } from "../network/projection";
import { lif } from "../neurons/lif";
import { expConductance } from "../synapses/expConductance";
import { expCurrent } from "../synapses/expCurrent";
import type { BuildContext } from "./_experiment";
import { COBA_CELL, CUBA_CELL, SYNAPSES, VOGELS_ABBOTT_PULSE } from "./networkCells";
import type { Assembly } from "./networkCommon";
import { cubaGraph } from "./networkNir";
import { groupsOf, type NetworkParams } from "./networkParams";

/**
 * The networks of Vogels & Abbott (2005) as benchmarks made them exact (Brette et al. 2007): 4,000 neurons, of which
 * four in five excite, with current (CUBA) or conductance synapses (COBA); the delay is one step.
 */

const PRECISION = "f32";

export function buildVogelsAbbott({ arena, kernel, seed }: BuildContext, initial: NetworkParams): Assembly {
  const { excitatory: nE, inhibitory: nI } = groupsOf(initial);
  const size = nE + nI;
  const conductanceBased = initial.model === "coba";
  const neuron = conductanceBased ? COBA_CELL : CUBA_CELL;
  const population = new NeuronPopulation(arena, "neurons", size, PRECISION, lif, neuron, initial.dt, {
    conductanceBased,
  });
  // The arrivals of both kinds of receptor are the decaying variable itself.
  const receptor = (name: string, tau: number, reversal: number): Block =>
    (conductanceBased
      ? population.receptor(name, expConductance, { tau, reversal })
      : population.receptor(name, expCurrent, { tau })
    ).arrivals;
  const { tauE, tauI, eE, eI } = SYNAPSES;
  const inputs = [receptor("excitatory", tauE, eE), receptor("inhibitory", tauI, eI)];
  const onto = (name: string, topology: Topology) =>
    new Projection(arena, population, population, () => population.arrivals(name), {
      topology,
      random: new WiringStream(kernel, seed, `${name} wiring`),
      delay: { steps: 1 },
      precision: PRECISION,
      weight: "bySource",
    });
  const p = initial.vogelsAbbott.connectivity;
  const excitation = onto("excitatory", stacked(pairwise(nE, size, p), unconnected(nI, size)));
  const inhibition = onto("inhibitory", stacked(unconnected(nE, size), pairwise(nI, size, p)));

  const weightsOf = ({ model, vogelsAbbott: w }: NetworkParams): readonly [number, number] =>
    model === "coba" ? [w.gE, w.gI] : [w.wE, w.wI];

  return {
    population,
    projections: [excitation, inhibition],
    pulses: {
      input: population.arrivals("excitatory"),
      weight: () => (conductanceBased ? VOGELS_ABBOTT_PULSE.coba : VOGELS_ABBOTT_PULSE.cuba),
    },
    fill() {
      for (const projection of [excitation, inhibition]) projection.table.fill();
    },
    start() {
      if (conductanceBased) return;
      const random = new WiringStream(kernel, seed, "potentials");
      const v = population.state.variables.v?.view as Float32Array;
      for (let i = 0; i < size; i++) v[i] = neuron.reset + (neuron.threshold - neuron.reset) * random.uniform();
    },
    update(params) {
      const [wE, wI] = weightsOf(params);
      excitation.weights.view.fill(wE);
      inhibition.weights.view.fill(wI);
    },
    inputs,
    channels: {},
    ...(conductanceBased ? {} : { nir: (params: NetworkParams) => cubaGraph(params, excitation, inhibition) }),
  };
}
