import { WiringStream } from "../math/random";
import { Projection } from "../network/projection";
import { SmallWorld } from "../topology/smallWorld";
import type { BuildContext } from "./_experiment";
import type { Assembly } from "./networkCommon";
import { graphChannels } from "./networkGraph";
import { noisyCells, PRECISION, PULSE } from "./networkIzhikevich";
import { CELL, INHIBITORY, REST } from "./networkIzhikevichCells";
import { type Groups, groupsOf, type NetworkParams } from "./networkParams";

/**
 * Regular and fast spiking neurons of Izhikevich (2003) on the graph of Watts & Strogatz (1998). One in five is
 * inhibitory, at random places of the ring; both directions of an edge are synapses with the sign of their source.
 */

const MOST_NEIGHBOURS = 20;

/**
 * Neuron at each place of the ring: kinds lie at random, and within each the numbers ascend along the ring. Exactly as
 * many places as there are neurons of a kind, by selection sampling (Knuth, algorithm S).
 */
function neuronsOnRing(random: WiringStream, { excitatory, inhibitory }: Groups): Uint32Array {
  const neurons = new Uint32Array(excitatory + inhibitory);
  let [e, i] = [0, 0];
  for (let position = 0; position < neurons.length; position++) {
    const inhibits = random.uniform() * (neurons.length - position) < inhibitory - i;
    neurons[position] = inhibits ? excitatory + i++ : e++;
  }
  return neurons;
}

export function buildSmallWorld({ arena, kernel, seed }: BuildContext, initial: NetworkParams): Assembly {
  const groups = groupsOf(initial);
  const { excitatory: nE, inhibitory: nI } = groups;
  const nodes = nE + nI;
  const { population, constants, seedNoise, setNoise, potential } = noisyCells(arena, groups, seed, REST);
  const onRing = neuronsOnRing(new WiringStream(kernel, seed, "kinds"), groups);
  const graph = new SmallWorld(arena, {
    nodes,
    maxDegree: MOST_NEIGHBOURS,
    neuronOf: (position) => onRing[position] as number,
    seed,
  });
  const synapses = new Projection(arena, population, population, () => population.drive, {
    table: graph.table,
    precision: PRECISION,
    weight: "bySource",
  });
  const measured = graphChannels(arena, graph, MOST_NEIGHBOURS);

  return {
    population,
    projections: [synapses],
    pulses: { input: population.drive, weight: () => PULSE },
    fill() {
      for (const name of ["a", "b", "c", "d"] as const) {
        constants[name].view.fill(CELL[name], 0, nE);
        constants[name].view.fill(INHIBITORY[name], nE);
      }
      seedNoise();
    },
    update({ smallWorld: p }) {
      graph.rewire(p.k, p.p);
      synapses.weights.view.fill(p.w, 0, nE);
      synapses.weights.view.fill(-p.w, nE);
      setNoise(p.noise);
    },
    inputs: [],
    potential,
    channels: measured,
  };
}
