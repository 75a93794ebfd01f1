import { type AdexPattern, NAUD_PATTERNS } from "../neurons/adex";
import { IZHIKEVICH_PRESETS, type IzhikevichPreset } from "../neurons/izhikevich";
import type { Preset } from "./_experiment";

/** Regimes of the current-clamp bench. */

const ONE_SOURCE = "Unverified: known from one transcription only.";
const FROM_MEMORY = "Unverified: from memory of the paper's figure.";

/** A step that is repeated, so that what a cell does at its onset comes again. */
const STEP = { duration: 600, period: 1000 } as const;

function naud(id: keyof typeof NAUD_PATTERNS, doc: string, stimulus: object = {}): Preset {
  const { label, params, current, badge }: AdexPattern = NAUD_PATTERNS[id];
  return {
    label,
    doc: badge === undefined ? doc : `${doc} ${ONE_SOURCE}`,
    cite: "Naud, Marcille, Clopath & Gerstner 2008",
    params: { model: "adex", adex: params, stimulus: { amplitude: current, ...stimulus } },
  };
}

/** Current of the published examples, I = 10, in pA. */
const TEN = 500;

function izhikevich(id: keyof typeof IZHIKEVICH_PRESETS, doc: string): Preset {
  const { label, params, badge }: IzhikevichPreset = IZHIKEVICH_PRESETS[id];
  return {
    label,
    doc: badge === undefined ? doc : `${doc} ${FROM_MEMORY}`,
    cite: "Izhikevich 2003",
    params: { model: "izhikevich", izhikevich: { mode: "ode", ...params }, stimulus: { amplitude: TEN } },
  };
}

/** One cell in two modes of integration under the same current. */
const modes = (mode: "paper" | "seed") => {
  const { params } = IZHIKEVICH_PRESETS.CH;
  return {
    model: "izhikevich",
    izhikevich: { mode, ...params },
    second: { model: "izhikevich", izhikevich: { mode: "ode", ...params } },
    stimulus: { amplitude: TEN },
  };
};

/** Input, in units of I, that holds a thalamo-cortical cell at -87 mV. */
const HOLD = 0.04 * 87 * 87 - 5 * 87 + 140 + 0.25 * 87;

export const neuronPresets: Readonly<Record<string, Preset>> = {
  adaptation: {
    label: "Spikes that slow down",
    doc: "Each spike feeds a current that holds back the next: intervals grow until both are in balance.",
    cite: "Brette & Gerstner 2005",
    params: {},
  },
  tonic: naud("tonic", "Almost no adaptation: every reset lands below the nullcline of V, and spikes come evenly."),
  adapting: naud("adaptation", "Strong adaptation with a long memory: quick at first, slow in the end.", STEP),
  initialBurst: naud(
    "initialBurst",
    "A burst when the current comes on, then single spikes: the first resets land below the nullcline of V, later ones above.",
    STEP,
  ),
  regularBursting: naud(
    "regularBursting",
    "The reset lies above threshold, so spike follows spike until adaptation ends the burst.",
  ),
  delayedAccelerating: naud(
    "delayedAccelerating",
    "Negative adaptation: the first spike is late, and spikes come faster and faster.",
    STEP,
  ),
  delayedBursting: naud("delayedRegularBursting", "A late start, then bursts one after the other.", STEP),
  transient: naud("transient", "One spike at the onset, then silence while the current stays on.", STEP),
  irregular: naud("irregular", "No noise at all, and yet no two intervals are alike: deterministic chaos."),
  regularSpiking: izhikevich("RS", "The most common excitatory cell of the cortex: quick at first, then slower."),
  intrinsicallyBursting: izhikevich("IB", "A burst at the onset, then single spikes."),
  chattering: izhikevich("CH", "Bursts one after the other: a high reset and a small jump of recovery."),
  fastSpiking: izhikevich("FS", "Inhibitory cell without slowing down: recovery is quick."),
  lowThreshold: izhikevich("LTS", "Inhibitory cell that fires early and then slows down."),
  thalamocortical: izhikevich("TC", "Relay cell of the thalamus, driven from rest: regular spikes."),
  resonator: izhikevich("RZ", "Answers best to inputs of its own rhythm."),
  rebound: {
    label: "Rebound burst",
    doc: `A relay cell that is held far below rest and let go fires without any excitation. ${FROM_MEMORY}`,
    cite: "Izhikevich 2003",
    params: {
      model: "izhikevich",
      izhikevich: { ...IZHIKEVICH_PRESETS.TC.params, v0: -87 },
      stimulus: { amplitude: -HOLD * 50, duration: 200, period: 500 },
    },
  },
  modes: {
    label: "Published map or equations",
    doc: "The same cell as the paper steps it, 1 ms at a time, and as its equations have it: the rate doubles.",
    cite: "Izhikevich 2003; Pauli, Weidel, Kunkel & Morrison 2018",
    params: modes("paper"),
  },
  modesSeed: {
    label: "Frozen after each spike",
    doc: "One Euler step per millisecond and 3 ms of standstill after a spike, as the source blueprint has it, beside the equations.",
    cite: "Source blueprint; Izhikevich 2003",
    params: modes("seed"),
  },
  lifCurve: {
    label: "The simplest cell",
    doc: "A leaky capacitor with a threshold: silent below 375 pA, and above it the measured rate lies on the closed form.",
    cite: "Rotter & Diesmann 1999 for the integration",
    params: { model: "lif", stimulus: { amplitude: 500 }, dt: 0.1 },
  },
  hodgkinHuxley: {
    label: "Squid axon",
    doc: "10 µA/cm² make channels open and close in turn: sodium starts each spike, potassium ends it.",
    cite: "Hodgkin & Huxley 1952",
    params: { model: "hodgkinHuxley", stimulus: { amplitude: 500 }, dt: 0.025 },
  },
  reduced: {
    label: "Axon or capacitor",
    doc: "The squid axon beside a leaky capacitor with its membrane and about its rate. Lower the current: the axon stops at once, at about 50 Hz; the capacitor slows down to about 35 Hz before it stops.",
    cite: "Hodgkin & Huxley 1952; threshold, reset and refractory period chosen for the lab",
    params: {
      model: "hodgkinHuxley",
      second: {
        model: "lif",
        lif: {
          capacitance: 50,
          tauM: 3.3,
          eL: -65,
          threshold: -45,
          reset: -65,
          refractory: 11,
          integrator: "interpolated",
        },
      },
      stimulus: { amplitude: 500 },
      dt: 0.025,
    },
  },
  stepSize: {
    label: "How small a step?",
    doc: "The same cell stepped by forward Euler and as exactly as it can be: halve the step and see by how much the spikes move.",
    cite: "Brette & Gerstner 2005 for the cell",
    params: {
      model: "adex",
      adex: { integrator: "euler" },
      stimulus: { amplitude: 800, ...STEP },
      dt: 0.1,
      reference: true,
    },
  },
  rampHopf: {
    label: "Slow ramp",
    doc: "A slow ramp finds the true loss of rest, 627 pA; a step fires this cell from 577 pA on, because adaptation lags.",
    cite: "Touboul & Brette 2008",
    params: { model: "adex", stimulus: { kind: "ramp", from: 560, to: 680, duration: 4000, period: 5000 } },
  },
};
