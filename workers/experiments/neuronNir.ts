import { graphOf, input, lifNode, output } from "../nir/primitives";
import type { NirGraph, NirNode } from "../protocol";
import type { NirScope } from "./_scripts";
import type { NeuronParams } from "./neuronParams";

/** Leaky integrate-and-fire cells of the bench in NIR's primitives; the input is a current in pA. */

export function neuronNir({ model, second }: NeuronParams): NirScope {
  if (model !== "lif") return { reason: "noModel" };
  const left = second.model === "none" || second.model === "lif" ? [] : (["secondLeftOut"] as const);
  return { differences: ["noStimulus", "noRefractory", "noState", "integration", ...left] };
}

const cell = ({ capacitance, tauM, eL, threshold, reset }: NeuronParams["lif"]): NirNode =>
  // pA ms / pF = mV.
  lifNode(1, { tau: tauM * 1e-3, r: tauM / capacitance, v_leak: eL, v_threshold: threshold, v_reset: reset });

export function neuronGraph({ lif, second }: NeuronParams): NirGraph {
  const both = second.model === "lif";
  return graphOf(
    {
      current: input(1),
      neuron: cell(lif),
      output: output(1),
      ...(both && { second_neuron: cell(second.lif), second_output: output(1) }),
    },
    [["current", "neuron", "output"], ...(both ? [["current", "second_neuron", "second_output"]] : [])],
    { input_unit: "pA" },
  );
}
