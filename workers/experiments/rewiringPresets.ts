import { DEEP_R_AUTHORS } from "../structural/deepR";
import type { Preset } from "./_experiment";

/** Regimes of rewiring. */

const BELLEC = "Bellec et al. 2018";
const { alpha, temperature, rate } = DEEP_R_AUTHORS;

/** A learning rate that stays, so that the network can recover whenever it is hurt. */
const LASTING = { optimiser: { schedule: "constant", rate: 0.002 } } as const;

export const rewiringPresets: Readonly<Record<string, Preset>> = {
  deepR: {
    label: "One connection in fifty",
    doc: "DEEP R keeps 2 % of the connections: weak ones die, new ones are tried anywhere. Over some thousand steps the pixels in the middle win connections from those at the rim. Exchange the rule whenever you like.",
    cite: BELLEC,
    params: {},
  },
  bellec: {
    label: "DEEP R, published numbers",
    doc: "1, 3 and 30 % of the connections of the three layers, rate 0.5 that falls by a fifth with every epoch, drift 0.00001 and the published noise. The paper takes batches of 10; 12 is the nearest here.",
    cite: BELLEC,
    params: {
      rule: "deepR",
      deepR: { alpha, temperature },
      connectivity: 1.3343,
      distribution: "paper",
      batch: 12,
      optimiser: { kind: "sgd", rate, schedule: "steps", decay: 0, clip: 0 },
    },
  },
  softDeepR: {
    label: "Soft DEEP R",
    doc: "Dormant connections take a random walk of their own and wake up where it carries them above 0: the number of connections is free to change.",
    cite: BELLEC,
    params: { rule: "softDeepR" },
  },
  set: {
    label: "SET, published numbers",
    doc: "After each epoch the weakest 30 % die, of either sign, and as many are born at random. Epsilon 20 means 11.5 % of the connections here.",
    cite: "Mocanu et al. 2018",
    params: { rule: "set", connectivity: 11.525, distribution: "erdosRenyi", set: { interval: 94 } },
  },
  setPixels: {
    label: "SET finds the pixels",
    doc: "SET with 2 % of the connections and weights that decay five times as fast: pixels at the rim never carry ink, so that nothing holds their weights up and they are cut. Over a thousand steps and more the map empties at its rim and fills in the middle; under the static control it stays as it was.",
    cite: "Mocanu et al. 2018 for the rule",
    params: { rule: "set", optimiser: { decay: 0.5 } },
  },
  rigl: {
    label: "RigL, published numbers",
    doc: "Every 100 steps the weakest die, 30 % at first and fewer and fewer, and new ones are born where the gradient of an absent connection is largest. Counting those gradients shows what it costs.",
    cite: "Evci et al. 2020",
    params: { rule: "rigl", rigl: { schedule: "cosine" }, optimiser: { rate: 0.01, schedule: "cosine" } },
  },
  fewer: {
    label: "A twenty-fifth of the weights",
    doc: "96 % of the weights are gone and RigL finds places for the rest: after twenty epochs (3760 steps) the network names as many test pictures as the dense one, within a point and a half.",
    cite: "Evci et al. 2020 for the rule",
    params: {
      rule: "rigl",
      connectivity: 4,
      rigl: { schedule: "cosine" },
      batch: 16,
      optimiser: { rate: 0.015, schedule: "cosine" },
      epochs: 20,
      evaluate: 94,
    },
  },
  static: {
    label: "Control: sparse and fixed",
    doc: "As many connections at random, and none ever moves: what the rules are to be compared with.",
    cite: "Control of Mocanu et al. 2018 and Evci et al. 2020",
    params: { rule: "static" },
  },
  dense: {
    label: "Control: dense",
    doc: "All connections there can be, 266,200 of them: thirty times the memory of one in fifty, for a little more accuracy.",
    cite: "LeCun et al. 1998 for the layers",
    params: { rule: "static", connectivity: 100, view: { every: 20 } },
  },
  grooming: {
    label: "A budget of memory",
    doc: "Each source has a list of connections in a fixed memory; a slow pass takes out the weak and grants their room to those who ask.",
    cite: "Ours, after what Davies et al. 2018 tell of the chip",
    params: { rule: "grooming" },
  },
  spinnaker2: {
    label: "In 64 KB of one core",
    doc: "1.3 % of the connections, as DEEP R trained them on a prototype core of SpiNNaker 2: the memory readouts compare them with the dense 1.06 MB.",
    cite: "Liu et al. 2018",
    params: { rule: "deepR", connectivity: 1.3, distribution: "paper" },
  },
  extreme: {
    label: "One connection in two hundred",
    doc: "At 0.5 % where connections are matters most: compare with the static control at the same number.",
    cite: BELLEC,
    params: { rule: "rigl", connectivity: 0.5 },
  },
  spiking: {
    label: "Spiking neurons",
    doc: "Leaky integrate-and-fire neurons learn by surrogate gradients, and DEEP R rewires them as it does rates.",
    cite: "Bellec et al. 2018; Zenke & Ganguli 2018",
    params: { network: { kind: "spiking", side: 14, hidden1: 100, hidden2: 50 }, connectivity: 10 },
  },
  lesion: {
    label: "Lesion and recovery",
    doc: "Train for a thousand steps and more, then take half of the connections away by Lesion: under a rule that rewires as many grow elsewhere and the accuracy comes back; under the static control they stay lost.",
    cite: BELLEC,
    params: { rule: "deepR", ...LASTING },
  },
  shift: {
    label: "The task moves on",
    doc: "Train for a thousand steps and more, then shift the task: all pixels change places, the inputs that kept connections are the wrong ones, and the map has to form again.",
    cite: "Kirkpatrick et al. 2017 for permuted pixels as a new task",
    params: { rule: "rigl", ...LASTING },
  },
};
