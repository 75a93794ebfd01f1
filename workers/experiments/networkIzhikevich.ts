import { GaussianNoise } from "../encoders/noise";
import { allToAll, stacked, type Topology, unconnected } from "../math/connections";
import { VectorStream, WiringStream } from "../math/random";
import type { Arena } from "../memory/arena";
import { NeuronPopulation } from "../network/population";
import { Projection } from "../network/projection";
import { type MixedIzhikevichParams, type MixedIzhikevichState, mixedIzhikevich } from "../neurons/mixedIzhikevich";
import type { BuildContext } from "./_experiment";
import type { Assembly } from "./networkCommon";
import { INHIBITORY_NOISE, LARGEST, PUBLISHED, START } from "./networkIzhikevichCells";
import { type Groups, groupsOf, type NetworkParams } from "./networkParams";

/**
 * The pulse-coupled network of Izhikevich (2003): excitatory cells between regular spiking and chattering, inhibitory ones
 * between fast spiking and low-threshold, all connected to all, driven by noise.
 */

export const PRECISION = "f32";
/** What one pulse of an action adds to the input: enough for a spike from rest. */
export const PULSE = 25;
const PEAK = 30;

/** A population of neurons with constants of their own, driven by noise that is weaker into inhibitory ones. */
export function noisyCells(arena: Arena, { excitatory, inhibitory }: Groups, seed: number, v0: number) {
  const population = new NeuronPopulation<MixedIzhikevichParams>(
    arena,
    "neurons",
    excitatory + inhibitory,
    PRECISION,
    mixedIzhikevich,
    { v0 },
    1,
  );
  const { constants, variables } = population.state as MixedIzhikevichState;
  const [streamE, streamI] = [new VectorStream(arena, "excitatory noise"), new VectorStream(arena, "inhibitory noise")];
  const onE = new GaussianNoise(arena, population.drive, 0, excitatory, streamE);
  const onI = new GaussianNoise(arena, population.drive, excitatory, inhibitory, streamI);
  population.drives.push(onE, onI);
  return {
    population,
    constants,
    seedNoise() {
      streamE.seed(seed);
      streamI.seed(seed);
    },
    setNoise(sd: number) {
      onE.set(sd);
      onI.set(INHIBITORY_NOISE * sd);
    },
    /** Spikes are cut where the model detects them; a neuron that is held after one is shown at its reset. */
    potential(neuron: number, step: number): number {
      const v = variables.v.view[neuron] as number;
      const held = (variables.until.view[neuron] as number) >= step;
      return v < PEAK ? v : held ? (constants.c.view[neuron] as number) : PEAK;
    },
  };
}

export function buildIzhikevich({ arena, kernel, seed }: BuildContext, initial: NetworkParams): Assembly {
  const groups = groupsOf(initial);
  const { excitatory: nE, inhibitory: nI } = groups;
  const size = nE + nI;
  const { population, constants, seedNoise, setNoise, potential } = noisyCells(arena, groups, seed, START);
  const onto = (topology: Topology) =>
    new Projection(arena, population, population, () => population.drive, {
      topology,
      random: new WiringStream(kernel, seed, "wiring"),
      delay: { steps: 1 },
      precision: PRECISION,
    });
  const excitation = onto(stacked(allToAll(nE, size), unconnected(nI, size)));
  const inhibition = onto(stacked(unconnected(nE, size), allToAll(nI, size)));

  function fillConstants(): void {
    const random = new WiringStream(kernel, seed, "cells");
    const { a, b, c, d } = constants;
    for (let i = 0; i < size; i++) {
      const r = random.uniform();
      const excites = i < nE;
      a.view[i] = excites ? 0.02 : 0.02 + 0.08 * r;
      b.view[i] = excites ? 0.2 : 0.25 - 0.05 * r;
      c.view[i] = excites ? -65 + 15 * r * r : -65;
      d.view[i] = excites ? 8 - 6 * r * r : 2;
    }
  }

  function fillWeights(): void {
    const random = new WiringStream(kernel, seed, "weights");
    const scale = PUBLISHED / size;
    const draw = (weights: ArrayLike<number> & { [i: number]: number }, largest: number) => {
      for (let e = 0; e < weights.length; e++) weights[e] = largest * scale * random.uniform();
    };
    draw(excitation.weights.view, LARGEST.excitatory);
    draw(inhibition.weights.view, LARGEST.inhibitory);
  }

  return {
    population,
    projections: [excitation, inhibition],
    pulses: { input: population.drive, weight: () => PULSE },
    fill() {
      for (const projection of [excitation, inhibition]) projection.table.fill();
      fillConstants();
      fillWeights();
      seedNoise();
    },
    update({ izhikevich: p }) {
      excitation.scale = p.excitation;
      inhibition.scale = p.inhibition;
      setNoise(p.noise);
    },
    inputs: [],
    potential,
    channels: {},
  };
}
