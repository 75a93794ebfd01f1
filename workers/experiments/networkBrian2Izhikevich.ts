import { script, smallWorldGraph } from "../python/text";
import type { Script } from "./_scripts";
import { brian2Head, brian2Tail } from "./networkBrian2Frame";
import { CELL, INHIBITORY, INHIBITORY_NOISE, LARGEST, PUBLISHED, REST, START } from "./networkIzhikevichCells";
import { groupsOf, type NetworkParams } from "./networkParams";

/**
 * The networks of Izhikevich's neurons for Brian 2: not his equations but his published map of 1 ms, which is no
 * converged solution of them, as the code of each step.
 */

const MAP =
  "The published map of 1 ms: reset, two half steps of v, then u from the new v; a spike acts one step later.";

/** `size` neurons with constants of their own; `drive` collects what their synapses add until the next step. */
const cells = (size: number, excitatory: number, noise: number): string => `
neurons = NeuronGroup(
    ${size}, "a : 1\\nb : 1\\nc : 1\\nd : 1\\nv : 1\\nu : 1\\ndrive : 1", threshold="v >= 30", reset=""
)
neurons.run_regularly(
    """
    u = u + d * int(v >= 30)
    v = c * int(v >= 30) + v * int(v < 30)
    drive = drive + ${noise} * randn() * (1 - ${1 - INHIBITORY_NOISE} * int(i >= ${excitatory}))
    v = v + 0.5 * (0.04 * v**2 + 5 * v + 140 - u + drive)
    v = v + 0.5 * (0.04 * v**2 + 5 * v + 140 - u + drive)
    u = u + a * (b * v - u)
    drive = 0
    """,
    when="groups",
)
`;

const start = (v: number): string => `neurons.v = ${v}
neurons.u = neurons.b * ${v}
`;

export function izhikevichBrian2(params: NetworkParams, seed: number): Script {
  const { excitatory, inhibitory } = groupsOf(params);
  const size = excitatory + inhibitory;
  const { excitation, inhibition, noise } = params.izhikevich;
  const largest = (factor: number, weight: number) => (factor * weight * PUBLISHED) / size;
  const body = `${cells(size, excitatory, noise)}
r = wiring.random(size := ${size})
inhibits = np.arange(size) >= ${excitatory}
neurons.a = np.where(inhibits, 0.02 + 0.08 * r, 0.02)
neurons.b = np.where(inhibits, 0.25 - 0.05 * r, 0.2)
neurons.c = np.where(inhibits, -65, -65 + 15 * r**2)
neurons.d = np.where(inhibits, 2, 8 - 6 * r**2)
${start(START)}
synapses = Synapses(neurons, neurons, "w : 1", on_pre="drive_post += w")
synapses.connect()
synapses.w = "rand() * (${largest(excitation, LARGEST.excitatory)} * int(i < ${excitatory}) + ${largest(inhibition, LARGEST.inhibitory)} * int(i >= ${excitatory}))"
`;
  return script({
    simulator: "brian2",
    title: "Pulse-coupled network of Izhikevich (2003).",
    conventions: [MAP],
    differences: ["wiringAnew", "fromStart"],
    body: `${brian2Head(1, seed)}${body}${brian2Tail}`,
  });
}

export function smallWorldBrian2(params: NetworkParams, seed: number): Script {
  const { excitatory, inhibitory } = groupsOf(params);
  const size = excitatory + inhibitory;
  const { k, p, w, noise } = params.smallWorld;
  const each = (["a", "b", "c", "d"] as const).map(
    (name) => `neurons.${name} = np.where(inhibits, ${INHIBITORY[name]}, ${CELL[name]})`,
  );
  const body = `${cells(size, excitatory, noise)}
inhibits = np.arange(${size}) >= ${excitatory}
${each.join("\n")}
${start(REST)}${smallWorldGraph(size, k, p)}
synapses = Synapses(neurons, neurons, "w : 1", on_pre="drive_post += w")
synapses.connect(i=sources, j=targets)
synapses.w = "${w} * (1 - 2 * int(i >= ${excitatory}))"
`;
  return script({
    simulator: "brian2",
    title: "Izhikevich's neurons (2003) on the small world of Watts & Strogatz (1998).",
    conventions: [MAP],
    differences: ["wiringAnew", "fromStart"],
    body: `${brian2Head(1, seed)}${body}${brian2Tail}`,
  });
}
