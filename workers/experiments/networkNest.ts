import { type LifParams, stepsOf } from "../neurons/lif";
import { NETWORK_SECONDS, NETWORK_SETTLED, nestHead, real, script, smallWorldGraph, statistics } from "../python/text";
import type { NoteId, Script } from "./_scripts";
import { FIRST_KICK } from "./networkActions";
import { BRUNEL_CELL, COBA_CELL, CUBA_CELL, SYNAPSES, VOGELS_ABBOTT_PULSE } from "./networkCells";
import { CELL, INHIBITORY, INHIBITORY_NOISE, LARGEST, PUBLISHED, REST, START } from "./networkIzhikevichCells";
import { BRUNEL_SIZES, groupsOf, type NetworkParams, stepOf } from "./networkParams";

/** The networks as scripts for NEST (Gewaltig & Diesmann 2007, 10.4249/scholarpedia.1430): two seconds, rate and irregularity. */

const tail = `
recorder = nest.Create("spike_recorder")
nest.Connect(neurons, recorder)
nest.Simulate(${real(1000 * NETWORK_SECONDS)})

events = recorder.get("events")
senders, times = np.asarray(events["senders"]), np.asarray(events["times"]) / 1000
order = np.lexsort((times, senders))
ids = np.array(neurons.tolist())
trains = np.split(times[order], np.searchsorted(senders[order], ids[1:]))${statistics(NETWORK_SETTLED, NETWORK_SECONDS)}`;

interface Parts {
  readonly title: string;
  readonly conventions?: readonly string[];
  readonly differences?: readonly NoteId[];
  readonly body: string;
}

const written = (params: NetworkParams, seed: number, { differences = [], body, ...rest }: Parts): Script =>
  script({
    ...rest,
    simulator: "nest",
    differences: ["wiringAnew", "fromStart", ...differences],
    body: `${nestHead(stepOf(params), seed)}${body}${tail}`,
  });

const groups = (params: NetworkParams): string => {
  const { excitatory } = groupsOf(params);
  return `excitatory, inhibitory = neurons[:${excitatory}], neurons[${excitatory}:]`;
};

const size = (params: NetworkParams): number => {
  const { excitatory, inhibitory } = groupsOf(params);
  return excitatory + inhibitory;
};

const cell = ({ eL, threshold, reset, refractory }: LifParams): string => `"E_L": ${real(eL)},
        "V_th": ${real(threshold)},
        "V_reset": ${real(reset)},
        "t_ref": ${real(refractory)},`;

const between = ({ reset, threshold }: LifParams): string =>
  `neurons.V_m = nest.random.uniform(${real(reset)}, ${real(threshold)})`;

/** Connections of every pair with the same probability, from each kind of neuron, one step late. */
const pairs = ({ vogelsAbbott, dt }: NetworkParams, wE: number, wI: number): string => `
wiring = {"rule": "pairwise_bernoulli", "p": ${real(vogelsAbbott.connectivity)}}
nest.Connect(excitatory, neurons, wiring, {"weight": ${real(wE)}, "delay": ${real(dt)}})
nest.Connect(inhibitory, neurons, wiring, {"weight": ${real(wI)}, "delay": ${real(dt)}})
`;

const VOGELS_ABBOTT = "as in Brette et al. (2007).";
const ARRIVALS = "Integration by exact propagators; what arrives in a step acts on the potential in the next one.";

function cuba(params: NetworkParams, seed: number): Script {
  const { capacitance, tauM } = CUBA_CELL;
  const { wE, wI } = params.vogelsAbbott;
  const body = `
# With a leak of 1 nS a current of 1 pA is worth 1 mV.
neurons = nest.Create(
    "iaf_psc_exp",
    ${size(params)},
    params={
        "C_m": ${real(capacitance)},
        "tau_m": ${real(tauM)},
        ${cell(CUBA_CELL)}
        "tau_syn_ex": ${real(SYNAPSES.tauE)},
        "tau_syn_in": ${real(SYNAPSES.tauI)},
        "I_e": 0.0,
    },
)
${between(CUBA_CELL)}
${groups(params)}
${pairs(params, wE, wI)}`;
  return written(params, seed, {
    title: `CUBA network of Vogels & Abbott (2005) ${VOGELS_ABBOTT}`,
    conventions: [ARRIVALS],
    body,
  });
}

function coba(params: NetworkParams, seed: number): Script {
  const { capacitance, tauM, eL } = COBA_CELL;
  const { gE, gI, kicked } = params.vogelsAbbott;
  const { neurons, rate, duration } = FIRST_KICK;
  const kick = `kick = nest.Create("poisson_generator", params={"rate": ${real(rate)}, "stop": ${real(duration)}})
nest.Connect(kick, neurons[:${neurons}], "all_to_all", {"weight": ${real(VOGELS_ABBOTT_PULSE.coba)}, "delay": ${real(params.dt)}})
`;
  const body = `
neurons = nest.Create(
    "iaf_cond_exp",
    ${size(params)},
    params={
        "C_m": ${real(capacitance)},
        "g_L": ${real(capacitance / tauM)},
        ${cell(COBA_CELL)}
        "E_ex": ${real(SYNAPSES.eE)},
        "E_in": ${real(SYNAPSES.eI)},
        "tau_syn_ex": ${real(SYNAPSES.tauE)},
        "tau_syn_in": ${real(SYNAPSES.tauI)},
        "I_e": 0.0,
    },
)
neurons.V_m = ${real(eL)}
${groups(params)}
# A negative weight opens the inhibitory conductance.
${pairs(params, gE, -gI)}${kicked ? kick : ""}`;
  return written(params, seed, {
    title: `COBA network of Vogels & Abbott (2005) ${VOGELS_ABBOTT}`,
    differences: ["adaptive"],
    body,
  });
}

function brunel(params: NetworkParams, seed: number): Script {
  const { cE, cI } = BRUNEL_SIZES[params.brunel.size];
  const { g, eta, j, delay } = params.brunel;
  const { capacitance, tauM, threshold } = BRUNEL_CELL;
  const late = Math.max(1, stepsOf(delay, params.dt)) * params.dt;
  const wiring = (degree: number) => `{"rule": "fixed_indegree", "indegree": ${degree}, "allow_multapses": False}`;
  const weight = (value: number) => `{"weight": ${real(value)}, "delay": ${real(Number(late.toFixed(6)))}}`;
  const body = `
# Without a current the capacitance does not matter. Inputs that come during refractoriness are lost.
neurons = nest.Create(
    "iaf_psc_delta",
    ${size(params)},
    params={
        "C_m": ${real(capacitance)},
        "tau_m": ${real(tauM)},
        ${cell(BRUNEL_CELL)}
        "I_e": 0.0,
        "refractory_input": False,
    },
)
${between(BRUNEL_CELL)}
${groups(params)}
nest.Connect(excitatory, neurons, ${wiring(cE)}, ${weight(j)})
nest.Connect(inhibitory, neurons, ${wiring(cI)}, ${weight(-g * j)})
# A background of Poisson trains, of each neuron its own.
background = nest.Create("poisson_generator", params={"rate": ${real((1000 * eta * threshold) / (j * tauM))}})
nest.Connect(background, neurons, "all_to_all", {"weight": ${real(j)}, "delay": ${real(params.dt)}})
`;
  return written(params, seed, {
    title: "Balanced network, model A of Brunel (2000).",
    conventions: [ARRIVALS],
    body,
  });
}

const MAP =
  "The published map of 1 ms (consistent_integration False): two half steps of v, then u; spikes act on the input.";

/** Noise that changes every millisecond, weaker into inhibitory neurons. */
const noisy = (noise: number): string => `
for targets_of_noise, deviation in ((excitatory, ${real(noise)}), (inhibitory, ${real(INHIBITORY_NOISE * noise)})):
    generator = nest.Create("noise_generator", params={"mean": 0.0, "std": deviation, "dt": 1.0})
    nest.Connect(generator, targets_of_noise, "all_to_all", {"delay": 1.0})
`;

/** Neurons at potential `v` with the constants that the lines of Python `constants` give as arrays a, b, c and d. */
const izhikevichCells = (params: NetworkParams, v: number, seed: number, constants: string): string => `
neurons = nest.Create(
    "izhikevich", ${size(params)}, params={"consistent_integration": False, "V_th": 30.0, "I_e": 0.0}
)
${groups(params)}
wiring = np.random.default_rng(${seed})
inhibits = np.arange(${size(params)}) >= ${groupsOf(params).excitatory}
${constants}
neurons.a, neurons.b, neurons.c, neurons.d = a.tolist(), b.tolist(), c.tolist(), d.tolist()
neurons.V_m, neurons.U_m = ${real(v)}, (${real(v)} * b).tolist()
`;

function izhikevich(params: NetworkParams, seed: number): Script {
  const { excitation, inhibition, noise } = params.izhikevich;
  const scale = PUBLISHED / size(params);
  const constants = `r = wiring.random(${size(params)})
a = np.where(inhibits, 0.02 + 0.08 * r, 0.02)
b = np.where(inhibits, 0.25 - 0.05 * r, 0.2)
c = np.where(inhibits, -65.0, -65.0 + 15.0 * r**2)
d = np.where(inhibits, 2.0, 8.0 - 6.0 * r**2)`;
  const weights = (low: number, high: number) =>
    `{"weight": nest.random.uniform(${real(low)}, ${real(high)}), "delay": 1.0}`;
  const body = `${izhikevichCells(params, START, seed, constants)}
nest.Connect(excitatory, neurons, "all_to_all", ${weights(0, excitation * LARGEST.excitatory * scale)})
nest.Connect(inhibitory, neurons, "all_to_all", ${weights(inhibition * LARGEST.inhibitory * scale, 0)})
${noisy(noise)}`;
  return written(params, seed, {
    title: "Pulse-coupled network of Izhikevich (2003).",
    conventions: [MAP],
    body,
  });
}

function smallWorld(params: NetworkParams, seed: number): Script {
  const { k, p, w, noise } = params.smallWorld;
  const constants = (["a", "b", "c", "d"] as const)
    .map((name) => `${name} = np.where(inhibits, ${real(INHIBITORY[name])}, ${real(CELL[name])})`)
    .join("\n");
  const body = `${izhikevichCells(params, REST, seed, constants)}${smallWorldGraph(size(params), k, p)}
ids = np.array(neurons.tolist())
weights = np.where(inhibits[sources], ${real(-w)}, ${real(w)})
nest.Connect(
    ids[sources], ids[targets], {"rule": "one_to_one"}, {"weight": weights, "delay": np.ones(len(weights))}
)
${noisy(noise)}`;
  return written(params, seed, {
    title: "Izhikevich's neurons (2003) on the small world of Watts & Strogatz (1998).",
    conventions: [MAP],
    body,
  });
}

const WRITERS = { cuba, coba, brunel, izhikevich, smallWorld } as const;

/** A script for NEST that runs two seconds and prints rate and irregularity. */
export const networkNest = (params: NetworkParams, seed: number): Script => WRITERS[params.model](params, seed);
