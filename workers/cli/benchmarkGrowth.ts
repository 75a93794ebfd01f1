import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { RUNNABLE } from "../runnable";
import type { Running } from "./benchmarkRunning";

/** The experiment of growth as it runs in the worker, with its recordings and updates of the wiring. */

/** Steps after which the network has found its wiring. */
const GROWN = 100_000;

function growing(neurons: number, changes: object): Running {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const { growth } = RUNNABLE;
  const params = growth.schema.parse(changes);
  const simulation = growth.build({ kernel, arena, seed: 1 } as never, params as never);
  const { spikes, ...others } = simulation.channels;
  const clear = () => {
    for (const channel of Object.values(others)) channel.clear();
  };
  for (let step = 0; step < GROWN; step += 1000) {
    simulation.advance(1000);
    spikes?.clear();
    clear();
  }
  const count = simulation.channels.synapses?.take();
  const synapses = count?.kind === "scalar" ? count.value : 0;
  return {
    neurons,
    synapses,
    stepMs: 1,
    bytesPerSynapse: arena.stateBytes / synapses,
    advance(steps) {
      simulation.advance(steps);
      const fired = spikes?.take();
      const rows = fired?.kind === "spikes" ? fired.neurons.length : 0;
      clear();
      return { spikes: rows, events: (rows * synapses) / neurons };
    },
  };
}

const weak = {
  psc: { excitatory: 300, inhibitory: -300 },
  growth: { rate: 0.3 },
  space: { kernel: "gaussian" },
  interval: 500,
};

export const GROWTH: Readonly<Record<string, () => Running>> = {
  "Growth experiment, 1,000 LIF, live connections, h = 1 ms": () => growing(1000, {}),
  "Growth experiment, 1,000 LIF, many weak live connections, h = 1 ms": () => growing(1000, weak),
};
