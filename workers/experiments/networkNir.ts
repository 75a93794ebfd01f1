import type { Projection } from "../network/projection";
import { type LifParams, stepsOf } from "../neurons/lif";
import { checkSize, delay, graphOf, input, leaky, lifNode, linear, MOST_BYTES, output, scale } from "../nir/primitives";
import type { NirGraph, NirNode } from "../protocol";
import type { NirScope } from "./_scripts";
import { BRUNEL_CELL, CUBA_CELL, SYNAPSES } from "./networkCells";
import { groupsOf, type NetworkParams, neuronsOf } from "./networkParams";

/** The networks of integrate-and-fire neurons with current synapses in NIR's primitives. */

const COMMON = ["noRefractory", "noState", "noInterventions", "dense", "integration"] as const;

/** What of the network NIR can hold. */
export function networkNir(params: NetworkParams): NirScope {
  if (params.model === "coba") return { reason: "noConductance" };
  if (params.model === "izhikevich" || params.model === "smallWorld") return { reason: "noIzhikevich" };
  if (4 * neuronsOf(params) * neuronsOf(params) > MOST_BYTES) return { reason: "tooLarge" };
  return params.model === "cuba"
    ? { differences: [...COMMON, "stepDelay"] }
    : { differences: [...COMMON, "noNoise", "lostInputs"] };
}

/** Neurons whose input is in mV, or in impulses of mV ms: either way a resistance of `r`. */
const neurons = (size: number, { tauM, eL, threshold, reset }: LifParams, r: number): NirNode =>
  lifNode(size, { tau: tauM * 1e-3, r, v_leak: eL, v_threshold: threshold, v_reset: reset });

/**
 * CUBA: two populations, since no primitive has two synaptic time constants: from each to each a matrix of weights and an
 * exponential current of its own. Inputs are in mV.
 */
export function cubaGraph(params: NetworkParams, excitation: Projection, inhibition: Projection): NirGraph {
  const { excitatory: nE, inhibitory: nI } = groupsOf(params);
  checkSize((nE + nI) * (nE + nI));
  const populations = [
    { name: "excitatory", range: [0, nE], projection: excitation, tau: SYNAPSES.tauE },
    { name: "inhibitory", range: [nE, nE + nI], projection: inhibition, tau: SYNAPSES.tauI },
  ] as const;
  const nodes: Record<string, NirNode> = {};
  const paths: string[][] = [];
  for (const to of populations) {
    const size = to.range[1] - to.range[0];
    nodes[to.name] = neurons(size, CUBA_CELL, 1);
    nodes[`${to.name}_input`] = input(size);
    nodes[`${to.name}_output`] = output(size);
    paths.push([`${to.name}_input`, to.name, `${to.name}_output`]);
    for (const from of populations) {
      const [weights, current] = [`${from.name}_to_${to.name}`, `${from.name}_current_of_${to.name}`];
      const sources = from.range[1] - from.range[0];
      const tau = from.tau * 1e-3;
      nodes[weights] = linear(size, sources, from.projection.dense(to.range, from.range));
      // A resistance of tau, so that an impulse moves the current by its weight.
      nodes[current] = leaky(size, { tau, r: tau, v_leak: 0 });
      paths.push([from.name, weights, current, to.name]);
    }
  }
  return graphOf(nodes, paths, { network: "CUBA, Vogels & Abbott 2005" });
}

/** The balanced network: impulses of mV through a delay and one matrix; the background is an input of spike counts. */
export function brunelGraph(params: NetworkParams, projection: Projection): NirGraph {
  const size = neuronsOf(params);
  checkSize(size * size);
  const { eta, j, delay: late } = params.brunel;
  const { tauM, threshold } = BRUNEL_CELL;
  const seconds = Math.max(1, stepsOf(late, params.dt)) * params.dt * 1e-3;
  return graphOf(
    {
      background: input(size),
      background_weight: scale(size, j),
      neurons: neurons(size, BRUNEL_CELL, tauM * 1e-3),
      delay: delay(size, seconds),
      weights: linear(size, size, projection.dense([0, size], [0, size])),
      output: output(size),
    },
    [
      ["background", "background_weight", "neurons", "output"],
      ["neurons", "delay", "weights", "neurons"],
    ],
    { network: "Model A, Brunel 2000", background_rate_Hz: (1000 * eta * threshold) / (j * tauM) },
  );
}
