import { type LifParams, stepsOf } from "../neurons/lif";
import { script } from "../python/text";
import type { NoteId, Script } from "./_scripts";
import { FIRST_KICK } from "./networkActions";
import { brian2Head, brian2Tail } from "./networkBrian2Frame";
import { izhikevichBrian2, smallWorldBrian2 } from "./networkBrian2Izhikevich";
import { BRUNEL_CELL, COBA_CELL, CUBA_CELL, SYNAPSES, VOGELS_ABBOTT_PULSE } from "./networkCells";
import { BRUNEL_SIZES, groupsOf, type NetworkParams } from "./networkParams";

/** The networks as scripts for Brian 2 (Stimberg, Brette & Goodman 2019, 10.7554/eLife.47314): two seconds, rate and irregularity. */

const written = (
  title: string,
  body: string,
  { dt }: NetworkParams,
  seed: number,
  ...differences: readonly NoteId[]
): Script =>
  script({
    simulator: "brian2",
    title,
    differences: ["wiringAnew", "fromStart", ...differences],
    body: `${brian2Head(dt, seed)}${body}${brian2Tail}`,
  });

const cell = ({ threshold, reset, refractory }: LifParams): string => `    threshold="v >= ${threshold}*mV",
    reset="v = ${reset}*mV",
    refractory=${refractory} * ms,`;

/** Random connections of every pair with the same probability, from each kind of neuron, one step late. */
const wires = (params: NetworkParams, excitation: string, inhibition: string): string => {
  const { excitatory } = groupsOf(params);
  const p = params.vogelsAbbott.connectivity;
  return `excitation = Synapses(neurons, neurons, on_pre="ge += ${excitation}", delay=defaultclock.dt)
excitation.connect("i < ${excitatory}", p=${p})
inhibition = Synapses(neurons, neurons, on_pre="gi += ${inhibition}", delay=defaultclock.dt)
inhibition.connect("i >= ${excitatory}", p=${p})
`;
};

const size = (params: NetworkParams): number => {
  const { excitatory, inhibitory } = groupsOf(params);
  return excitatory + inhibitory;
};

function cuba(params: NetworkParams, seed: number): Script {
  const { tauM, eL, threshold, reset } = CUBA_CELL;
  const { wE, wI } = params.vogelsAbbott;
  const body = `
neurons = NeuronGroup(
    ${size(params)},
    """
    dv/dt = (${eL}*mV - v + ge + gi) / (${tauM}*ms) : volt (unless refractory)
    dge/dt = -ge / (${SYNAPSES.tauE}*ms) : volt
    dgi/dt = -gi / (${SYNAPSES.tauI}*ms) : volt
    """,
${cell(CUBA_CELL)}
    method="exact",
)
neurons.v = "${reset}*mV + rand() * ${threshold - reset}*mV"
${wires(params, `${wE}*mV`, `${wI}*mV`)}`;
  return written("CUBA network of Vogels & Abbott (2005) as in Brette et al. (2007).", body, params, seed);
}

function coba(params: NetworkParams, seed: number): Script {
  const { capacitance, tauM, eL } = COBA_CELL;
  const { gE, gI, kicked } = params.vogelsAbbott;
  const { neurons, rate, duration } = FIRST_KICK;
  const kick = `kick = PoissonGroup(${neurons}, rates="${rate}*Hz * int(t < ${duration}*ms)")
waking = Synapses(kick, neurons, on_pre="ge += ${VOGELS_ABBOTT_PULSE.coba}*nS")
waking.connect(j="i")
`;
  const body = `
neurons = NeuronGroup(
    ${size(params)},
    """
    dv/dt = (${capacitance / tauM}*nS*(${eL}*mV - v) + ge*(${SYNAPSES.eE}*mV - v) + gi*(${SYNAPSES.eI}*mV - v)) / (${capacitance}*pF) : volt (unless refractory)
    dge/dt = -ge / (${SYNAPSES.tauE}*ms) : siemens
    dgi/dt = -gi / (${SYNAPSES.tauI}*ms) : siemens
    """,
${cell(COBA_CELL)}
    method="exponential_euler",
)
neurons.v = ${eL} * mV
${wires(params, `${gE}*nS`, `${gI}*nS`)}${kicked ? kick : ""}`;
  return written("COBA network of Vogels & Abbott (2005) as in Brette et al. (2007).", body, params, seed);
}

function brunel(params: NetworkParams, seed: number): Script {
  const { cE, cI, excitatory, inhibitory } = BRUNEL_SIZES[params.brunel.size];
  const { g, eta, j, delay } = params.brunel;
  const { tauM, eL, threshold, reset } = BRUNEL_CELL;
  const drive = (eta * threshold * params.dt) / (j * tauM);
  const steps = Math.max(1, stepsOf(delay, params.dt));
  const body = `
size = ${size(params)}
neurons = NeuronGroup(
    size,
    "dv/dt = (${eL}*mV - v) / (${tauM}*ms) : volt (unless refractory)",
${cell(BRUNEL_CELL)}
    method="exact",
)
neurons.v = "${reset}*mV + rand() * ${threshold - reset}*mV"
# A background of Poisson trains, of each neuron its own; inputs that come during refractoriness are lost.
neurons.run_regularly("v += ${j}*mV * poisson(${drive}) * int(not_refractory)", when="synapses")
synapses = Synapses(
    neurons, neurons, "w : volt", on_pre="v_post += w * int(not_refractory_post)", delay=${steps} * defaultclock.dt
)
sources = np.concatenate([
    wiring.integers(0, ${excitatory}, size * ${cE}),
    wiring.integers(${excitatory}, ${excitatory + inhibitory}, size * ${cI}),
])
targets = np.concatenate([np.repeat(np.arange(size), ${cE}), np.repeat(np.arange(size), ${cI})])
synapses.connect(i=sources, j=targets)
synapses.w = "${j}*mV * (1 - ${g + 1} * int(i >= ${excitatory}))"
`;
  return written("Balanced network, model A of Brunel (2000).", body, params, seed, "multapses");
}

/** A script for Brian 2 that runs two seconds and prints rate and irregularity. */
export function networkBrian2(params: NetworkParams, seed: number): Script {
  switch (params.model) {
    case "cuba":
      return cuba(params, seed);
    case "coba":
      return coba(params, seed);
    case "brunel":
      return brunel(params, seed);
    case "izhikevich":
      return izhikevichBrian2(params, seed);
    case "smallWorld":
      return smallWorldBrian2(params, seed);
  }
}
