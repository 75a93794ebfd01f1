import { VTEAM_BALANCED } from "../devices/vteam";
import type { Preset } from "./_experiment";

/** Regimes of the bench of devices. */

const STRUKOV = "Strukov, Snider, Stewart & Williams 2008";
const ZAMARRENO = "Zamarreño-Ramos et al. 2011; voltages and times chosen for the lab";

/** The HP device under a sine of `amplitude` V and `period` s. */
const sine = (amplitude: number, period: number) => ({
  stimulus: { kind: "sine", own: true, amplitude, period },
  read: 0.1,
});

/** The HP device with a window, driven hard enough to reach its ends. */
const windowed = (window: string, hp: object = {}, amplitude = 2): object => ({
  model: "hp",
  hp: { window, ...hp },
  ...sine(amplitude, 1),
});

export const devicePresets: Readonly<Record<string, Preset>> = {
  loop: {
    label: "A pinched loop",
    doc: "A sine of 1 Hz: the boundary between doped and undoped oxide slides back and forth, and the current remembers where it was.",
    cite: STRUKOV,
    params: {},
  },
  loopFaster: {
    label: "Five times as fast",
    doc: "At 5 Hz the boundary has less time to move: the lobes shrink to a twelfth.",
    cite: STRUKOV,
    params: { model: "hp", ...sine(1, 0.2) },
  },
  loopLine: {
    label: "Too fast to remember",
    doc: "At 100 Hz hardly anything moves: the loop closes to a line, and its area falls as one over the frequency.",
    cite: STRUKOV,
    params: { model: "hp", ...sine(1, 0.01) },
  },
  windowNone: {
    label: "Without a window: a hard stop",
    doc: "Twice the voltage drives the boundary into the electrode, where it stops at once; the way back starts from there, so the loop no longer retraces itself.",
    cite: STRUKOV,
    params: windowed("none"),
  },
  windowJoglekar: {
    label: "Joglekar: stuck for ever",
    doc: "This window is zero at both ends: a boundary that has reached one never leaves it. Watch the lamp come on.",
    cite: "Joglekar & Wolf 2009",
    params: windowed("joglekar"),
  },
  windowBiolek: {
    label: "Biolek: it does not return",
    doc: "This window lets the boundary leave the ends, but depends on the sign of the current: after a whole period the state is not where it was.",
    cite: "Biolek, Biolek & Biolková 2009",
    params: windowed("biolek", {}, 1),
  },
  windowProdromakis: {
    label: "Prodromakis: slow but sure",
    doc: "A window whose peak can be scaled: with p = 1 it never exceeds a quarter, so the boundary creeps.",
    cite: "Prodromakis, Peh, Papavassiliou & Toumazou 2011",
    params: windowed("prodromakis", {}, 1),
  },
  readsDisturb: {
    label: "Reading is writing",
    doc: "The HP device has no threshold: between the pulses it is read, and every read pushes it up a little. Switch reading with a pulse off, and each round ends where it began.",
    cite: STRUKOV,
    params: {
      model: "hp",
      stimulus: {
        kind: "pulses",
        own: true,
        set: 0.5,
        reset: -0.5,
        width: 5e-3,
        interval: 0.02,
        up: 20,
        down: 20,
        readPulse: true,
      },
      read: 0.3,
    },
  },
  deadZone: {
    label: "Reading within the dead zone",
    doc: "The same reads between pulses, but this device does not move below 0.6 V: they leave no trace.",
    cite: "Kvatinsky, Ramadan, Friedman & Kolodny 2015; balanced parameters chosen for the lab",
    params: {
      model: "vteam",
      vteam: VTEAM_BALANCED,
      stimulus: {
        kind: "pulses",
        own: true,
        set: 1.2,
        reset: -1.2,
        width: 6e-8,
        interval: 2.4e-7,
        up: 20,
        down: 20,
        readPulse: true,
      },
      read: 0.3,
    },
  },
  yakopcic: {
    label: "A fitted device",
    doc: "Yakopcic's fit to a chalcogenide device: nothing moves below 0.15 V, and the state gets heavier near its ends.",
    cite: "Yakopcic et al. 2013; Oblea et al. 2010",
    params: { model: "yakopcic", ...sine(0.45, 0.01) },
  },
  filament: {
    label: "A filament that snaps",
    doc: "Straight sweeps up and down: the gap closes abruptly at the compliance, opens at negative voltage, and no two devices and no two cycles do so alike.",
    cite: "Chen & Yu 2015",
    params: {
      model: "rram",
      stimulus: { kind: "triangle", own: true, amplitude: 2.2, period: 1e-3 },
      circuit: { series: 1000 },
      siblings: 12,
    },
  },
  dilemma: {
    label: "Voltage against time",
    doc: "Each 0.2 V more set the filament some seventy times sooner: a pulse of half a millisecond does it at 1.8 V, at 1.6 V it takes many. Move the height of the SET pulse.",
    cite: "Guan, Yu & Wong 2012; Chen & Yu 2015",
    params: {
      model: "rram",
      rram: { variability: false },
      stimulus: {
        kind: "pulses",
        own: true,
        set: 1.8,
        reset: -1.25,
        width: 6e-4,
        interval: 2e-3,
        up: 4,
        down: 4,
      },
    },
  },
  chance: {
    label: "Switching by chance",
    doc: "Equal pulses into equal binary devices: when each one switches is a matter of chance, the sooner the higher the voltage.",
    cite: "Jo, Kim & Lu 2009; Gaba et al. 2013",
    params: { model: "poissonSwitch", stimulus: { kind: "pulses", up: 30, down: 30 }, siblings: 20 },
  },
  meltQuench: {
    label: "Melt or anneal",
    doc: "What one pulse does against its current is a hump: mild heat crystallises, more than 346 µA melt, and what cools at once stays glass.",
    cite: "Burr et al. 2016; a teaching model",
    params: {
      model: "pcmPulse",
      pcmPulse: { edge: "instant" },
      stimulus: {
        kind: "pulses",
        own: true,
        setCurrent: 250,
        resetCurrent: 480,
        width: 1e-7,
        interval: 4e-7,
        up: 8,
        down: 1,
      },
    },
  },
  slowQuench: {
    label: "Cooled too slowly",
    doc: "The same RESET pulses with an edge that takes a microsecond to fall: on the way down the melt crystallises again, and hardly anything is erased.",
    cite: "Burr et al. 2016; a teaching model",
    params: {
      model: "pcmPulse",
      pcmPulse: { edge: "slope", fall: 1000 },
      stimulus: {
        kind: "pulses",
        own: true,
        setCurrent: 250,
        resetCurrent: 480,
        width: 1e-7,
        interval: 4e-6,
        up: 8,
        down: 1,
      },
      resolution: 4000,
    },
  },
  accumulation: {
    label: "Pulse by pulse",
    doc: "Equal SET pulses crystallise a phase-change device bit by bit, each device in its own way; one RESET pulse erases it all.",
    cite: "Nandakumar et al. 2018",
    params: { model: "pcmAccumulative", stimulus: { kind: "pulses", up: 20, down: 1 }, siblings: 20 },
  },
  drift: {
    label: "Glass that drifts",
    doc: "Pulses write the whole window and take half of it back, then nothing happens for a day: the conductance falls as a power of the time, in each device with an exponent of its own.",
    cite: "Joshi et al. 2020; Nandakumar et al. 2019",
    params: { model: "pcmInference", stimulus: { kind: "pulses", up: 16, down: 8, pause: 86_400 }, siblings: 10 },
  },
  retention: {
    label: "Five days of trapped charge",
    doc: "A SONOS cell written up and then down to a low current: high currents drift down, low ones up, both towards a charge in between, by a few percent in five days.",
    cite: "Agrawal et al. 2022",
    params: { model: "sonos", stimulus: { kind: "pulses", up: 16, down: 15, pause: 432_000 }, siblings: 10 },
  },
  radiation: {
    label: "Trapped charge under radiation",
    doc: "Let it write, then raise the dose: electrons and holes are lost alike, and every level creeps to the neutral one. A teaching surrogate, calibrated on published qualitative facts, not on measured curves.",
    cite: "Xiao et al. 2021 and 2025 for the facts; curves are a surrogate",
    params: { model: "sonos", stimulus: { kind: "pulses", up: 16, down: 2, pause: 3600 }, siblings: 10 },
  },
  manyCations: {
    label: "A rough landscape",
    doc: "Five cations on shared sites make barriers of many heights: written in microseconds, the conductance relaxes over many decades of time. Make the disorder larger and it begins sooner and ends later. The map from composition to barriers is a teaching surrogate.",
    cite: "Yang et al. 2025 for the idea; numbers are a surrogate",
    params: { model: "heo", stimulus: { kind: "pulses", up: 16, down: 4, pause: 3600 }, siblings: 6 },
  },
  saturation: {
    label: "Unequal steps",
    doc: "Equal pulses, unequal steps: large ones at first, small ones at last, and the way down is not the way up.",
    cite: "Chen, Peng & Yu 2018; Jo et al. 2010",
    params: { model: "exponentialUpdate", stimulus: { kind: "pulses", up: 97, down: 100 } },
  },
  overlap: {
    label: "Two spikes write",
    doc: "Each spike alone stays below the threshold; where a peak meets the other's tail, the device moves. Drag the interval: the window of STDP appears point by point.",
    cite: ZAMARRENO,
    params: { setup: "overlap" },
  },
  overlapSquare: {
    label: "Square spikes, square window",
    doc: "The window inherits its shape from the spikes: with rectangles it is a plateau that ends with the tail.",
    cite: ZAMARRENO,
    params: { setup: "overlap", overlap: { shape: "square", interval: 10 } },
  },
  overlapTooHigh: {
    label: "Spikes that are too high",
    doc: "A peak above the threshold writes by itself: the postsynaptic neuron fires alone, and the weight grows.",
    cite: ZAMARRENO,
    params: { setup: "overlap", overlap: { aPlus: 1.1, spikes: "post" } },
  },
};
