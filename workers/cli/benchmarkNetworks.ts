import { GaussianNoise } from "../encoders/noise";
import { PoissonBackground } from "../encoders/poisson";
import { RegionPulses } from "../encoders/pulses";
import { fixedInDegree, pairwise, stacked, type Topology, unconnected } from "../math/connections";
import { RandomStream, VectorStream, WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { NeuronPopulation } from "../network/population";
import { Projection } from "../network/projection";
import { lif } from "../neurons/lif";
import { type MixedIzhikevichState, mixedIzhikevich } from "../neurons/mixedIzhikevich";
import { delta } from "../synapses/delta";
import { expConductance } from "../synapses/expConductance";
import { expCurrent } from "../synapses/expCurrent";
import { SmallWorld } from "../topology/smallWorld";
import { type Running, runningNetwork } from "./benchmarkRunning";

/** The balanced networks of the benchmark: published models at their published sizes. */

const PRECISION = "f32";
const H = 0.1;
const SEED = 1;

/** Vogels & Abbott (2005) as in Brette et al. (2007): 4,000 neurons, p = 0.02, delay of one step. */
function vogelsAbbott(kind: "current" | "conductance"): Running {
  const [excitatory, inhibitory] = [3200, 800];
  const size = excitatory + inhibitory;
  const current = kind === "current";
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const common = { tauM: 20, threshold: -50, reset: -60, refractory: 5, current: 0 };
  // With a resistance of 1 GOhm a current in pA is a potential in mV.
  const neuron = current ? { ...common, capacitance: 20, eL: -49 } : { ...common, capacitance: 200, eL: -60 };
  const cells = new NeuronPopulation(arena, "cells", size, PRECISION, lif, neuron, H, { conductanceBased: !current });
  const receptor = (name: string, tau: number, reversal: number) => {
    if (current) cells.receptor(name, expCurrent, { tau });
    else cells.receptor(name, expConductance, { tau, reversal });
  };
  receptor("excitatory", 5, 0);
  receptor("inhibitory", 10, -80);
  const onto = (name: string, topology: Topology) =>
    new Projection(arena, cells, cells, () => cells.arrivals(name), {
      topology,
      random: new WiringStream(kernel, SEED, name),
      delay: { steps: 1 },
      precision: PRECISION,
      weight: "bySource",
    });
  const p = 0.02;
  const excitation = onto("excitatory", stacked(pairwise(excitatory, size, p), unconnected(inhibitory, size)));
  const inhibition = onto("inhibitory", stacked(unconnected(excitatory, size), pairwise(inhibitory, size, p)));
  const stream = new RandomStream(kernel, arena, "kick");
  const kick = new RegionPulses(arena, cells.arrivals("excitatory"), stream);
  return runningNetwork(arena, cells, [excitation, inhibition], H, () => {
    excitation.weights.view.fill(current ? 1.62 : 6);
    inhibition.weights.view.fill(current ? -9 : 67);
    stream.seed(SEED);
    if (current) {
      const random = new WiringStream(kernel, SEED, "potentials");
      const { v } = cells.state.variables;
      for (let i = 0; i < size && v !== undefined; i++) v.view[i] = -60 + 10 * random.uniform();
    } else {
      cells.drives.push(kick);
      kick.start(0, 50, 300, 6, 500, H);
    }
  });
}

/** Brunel (2000), model A at full size in the asynchronous irregular regime: g = 5, eta = 2. */
function brunel(): Running {
  const [excitatory, inhibitory, cE, cI] = [10_000, 2500, 1000, 250];
  const size = excitatory + inhibitory;
  const [g, eta, j] = [5, 2, 0.1];
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const neuron = { capacitance: 250, tauM: 20, eL: 0, threshold: 20, reset: 10, refractory: 2, current: 0 };
  const cells = new NeuronPopulation(arena, "cells", size, PRECISION, lif, neuron, H);
  cells.receptor("input", delta, {});
  const topology = stacked(fixedInDegree(excitatory, size, cE), fixedInDegree(inhibitory, size, cI));
  const projection = new Projection(arena, cells, cells, () => cells.arrivals("input"), {
    topology,
    random: new WiringStream(kernel, SEED, "wiring"),
    delay: { steps: 15 },
    precision: PRECISION,
    weight: "bySource",
  });
  const stream = new VectorStream(arena, "background");
  const background = new PoissonBackground(arena, cells.drive, size, stream);
  cells.drives.push(background);
  return runningNetwork(arena, cells, [projection], H, () => {
    stream.seed(SEED);
    projection.weights.view.fill(j, 0, excitatory).fill(-g * j, excitatory);
    const threshold = (1000 * neuron.threshold) / (j * cE * neuron.tauM);
    background.set(cE * eta * threshold, j, H);
  });
}

/** Default silence: Izhikevich neurons on a ring with shortcuts, one in five inhibitory, few of them active at a time. */
function smallWorld(nodes: number): Running {
  const stepMs = 1;
  const [k, p, w, sd] = [6, 0.02, 8, 2.8];
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const excitatory = 0.8 * nodes;
  const cells = new NeuronPopulation(arena, "cells", nodes, PRECISION, mixedIzhikevich, { v0: -70 }, stepMs);
  const { constants } = cells.state as MixedIzhikevichState;
  // Every fifth place of the ring is inhibitory.
  const neuronOf = (place: number) =>
    place % 5 === 4 ? excitatory + Math.floor(place / 5) : place - Math.floor(place / 5);
  const graph = new SmallWorld(arena, { nodes, maxDegree: k, neuronOf, seed: SEED });
  const projection = new Projection(arena, cells, cells, () => cells.drive, {
    table: graph.table,
    precision: PRECISION,
    weight: "bySource",
  });
  const stream = new VectorStream(arena, "noise");
  const onE = new GaussianNoise(arena, cells.drive, 0, excitatory, stream);
  const onI = new GaussianNoise(arena, cells.drive, excitatory, nodes - excitatory, stream);
  cells.drives.push(onE, onI);
  return runningNetwork(arena, cells, [projection], stepMs, () => {
    graph.rewire(k, p);
    const cell = { a: [0.02, 0.1], b: [0.2, 0.2], c: [-65, -65], d: [8, 2] } as const;
    for (const name of ["a", "b", "c", "d"] as const)
      constants[name].view.fill(cell[name][0], 0, excitatory).fill(cell[name][1], excitatory);
    projection.weights.view.fill(w, 0, excitatory).fill(-w, excitatory);
    stream.seed(SEED);
    onE.set(sd);
    onI.set(0.4 * sd);
  });
}

/** The case that other simulators run as well. */
export const CUBA = "Vogels-Abbott, currents (CUBA)";

export const NETWORKS: Readonly<Record<string, () => Running>> = {
  [CUBA]: () => vogelsAbbott("current"),
  "Vogels-Abbott, conductances (COBA)": () => vogelsAbbott("conductance"),
  "Brunel, asynchronous irregular": brunel,
  "Small world of 100,000": () => smallWorld(100_000),
  "Small world of 1,000,000": () => smallWorld(1_000_000),
};
