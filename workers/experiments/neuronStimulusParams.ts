import { choice, group, integer, numbers, real, times } from "../params/schema";

/** Parameters of the stimulus: the current that is injected into every cell of the bench. */

/** Longest imported or drawn waveform in ms, and most points in it. */
export const WAVEFORM_MS = 600_000;
export const WAVEFORM_POINTS = 4000;
/** Currents that a bench injects, pA. */
export const LEAST = -5000;
export const MOST = 5000;

type Kind = "dc" | "ramp" | "pulses" | "noise" | "waveform";

const base = { live: true, group: "stimulus" } as const;
const of = (...kinds: [Kind, ...Kind[]]) => ({ when: { path: "stimulus.kind", in: kinds } }) as const;
const current = { ...base, unit: "pA", min: LEAST, max: MOST, step: 5 } as const;
const time = { ...base, unit: "ms", min: 0, max: 60_000, step: 5 } as const;

export const stimulus = group({
  kind: choice({
    ...base,
    label: "Stimulus",
    symbol: "I(t)",
    unit: "1",
    default: "dc",
    doc: "How the injected current changes in time. It is read at the start of each step and held over it.",
    choices: [
      { value: "dc", label: "Step", doc: "A constant current, switched on and, if you like, off and on again." },
      { value: "ramp", label: "Ramp", doc: "A current that rises or falls steadily." },
      { value: "pulses", label: "Pulses", doc: "A row of short rectangular pulses." },
      { value: "noise", label: "Noise", doc: "A current that fluctuates around a mean (Ornstein-Uhlenbeck process)." },
      { value: "waveform", label: "Waveform", doc: "A current of your own: points joined by straight lines." },
    ],
  }),
  amplitude: real({
    ...current,
    ...of("dc", "pulses"),
    label: "Amplitude",
    symbol: "I",
    default: 800,
    doc: "Current while the step or the pulse is on.",
  }),
  from: real({
    ...current,
    ...of("ramp"),
    label: "From",
    symbol: "I_0",
    default: 0,
    doc: "Current at which the ramp begins.",
  }),
  to: real({
    ...current,
    ...of("ramp"),
    label: "To",
    symbol: "I_1",
    default: 1000,
    doc: "Current at which the ramp ends.",
  }),
  mean: real({
    ...current,
    ...of("noise"),
    label: "Mean",
    symbol: "\\mu_I",
    default: 500,
    doc: "Mean of the fluctuating current.",
  }),
  sd: real({
    ...base,
    ...of("noise"),
    label: "Standard deviation",
    symbol: "\\sigma_I",
    unit: "pA",
    min: 0,
    max: 2000,
    step: 5,
    default: 200,
    doc: "Size of the fluctuations.",
  }),
  tau: real({
    ...base,
    ...of("noise"),
    label: "Correlation time",
    symbol: "\\tau_I",
    unit: "ms",
    min: 0.1,
    max: 200,
    default: 5,
    scale: "log",
    doc: "How long a fluctuation lasts. The path is drawn on a grid finer than any step, so the step does not change it.",
  }),
  onset: real({
    ...time,
    label: "Onset",
    symbol: "t_0",
    default: 0,
    doc: "Time at which the stimulus begins.",
  }),
  duration: real({
    ...time,
    ...of("dc", "ramp", "noise"),
    label: "Duration",
    symbol: "T",
    default: 0,
    doc: "How long it is on; 0 means for ever. A ramp rises during this time and then stays, one of 0 jumps to its end.",
  }),
  period: real({
    ...time,
    ...of("dc", "ramp", "waveform"),
    label: "Period",
    symbol: "P",
    default: 0,
    doc: "Time from one beginning to the next; 0 means once. A step needs a shorter duration to begin again.",
  }),
  width: real({
    ...base,
    ...of("pulses"),
    label: "Pulse width",
    symbol: "w",
    unit: "ms",
    min: 0.1,
    max: 1000,
    default: 5,
    scale: "log",
    doc: "How long each pulse lasts.",
  }),
  interval: real({
    ...base,
    ...of("pulses"),
    label: "Pulse interval",
    symbol: "\\Delta t",
    unit: "ms",
    min: 0.1,
    max: 10_000,
    default: 50,
    scale: "log",
    doc: "Time from the beginning of one pulse to that of the next.",
  }),
  count: integer({
    ...base,
    ...of("pulses"),
    label: "Pulses",
    symbol: "n",
    unit: "1",
    min: 1,
    max: 10_000,
    default: 10,
    scale: "log",
    doc: "How many pulses.",
  }),
  times: times({
    ...base,
    ...of("waveform"),
    label: "Times",
    symbol: "t_k",
    unit: "ms",
    max: WAVEFORM_MS,
    maxLength: WAVEFORM_POINTS,
    default: [0, 200, 400, 600],
    doc: "Times of the points of the waveform, counted from the onset. Before the first and after the last the current is 0.",
  }),
  values: numbers({
    ...base,
    ...of("waveform"),
    label: "Currents",
    symbol: "I_k",
    unit: "pA",
    min: LEAST,
    max: MOST,
    maxLength: WAVEFORM_POINTS,
    default: [0, 1000, 0, 1000],
    doc: "Currents at the points of the waveform, as many as times; straight lines join them.",
  }),
});
