import { choice, flag, group, integer, numbers, real, times } from "../params/schema";

/** Parameters of what drives the device on the bench. */

/** Longest drawn or imported waveform in s, and most points in it. */
export const WAVEFORM_S = 1e4;
export const WAVEFORM_POINTS = 4000;
/** Voltages that a bench applies, V. */
export const LEAST = -20;
export const MOST = 20;
/** Most pulses of one polarity in a round. */
const PULSES = 500;

type Kind = "sine" | "triangle" | "pulses" | "waveform";

const KIND = "stimulus.kind";
const own = { path: "stimulus.own", in: [true] } as const;
const periodic = [own, { path: KIND, in: ["sine", "triangle"] as const }] as const;
const pulsed = [own, { path: KIND, in: ["pulses"] as const }] as const;
const of = (...kinds: readonly Kind[]) => ({ path: KIND, in: kinds }) as const;

const base = { live: true, group: "stimulus" } as const;
/** What sets the length of a step. */
const rebuilds = { live: false, group: "stimulus" } as const;

/**
 * @param byCurrent ids of the models that a current drives: their stimulus is given in µA
 * @param byVoltage ids of the others
 */
export const stimulusParams = (byVoltage: readonly string[], byCurrent: readonly string[]) => {
  const voltage = { path: "model", in: byVoltage } as const;
  const current = { path: "model", in: byCurrent } as const;
  const volts = { ...base, unit: "V", min: LEAST, max: MOST, step: 0.01 } as const;
  const amps = { ...base, unit: "µA", min: 0, max: 1000, step: 1 } as const;
  const seconds = { ...rebuilds, unit: "s", scale: "log" } as const;
  return group({
    kind: choice({
      ...rebuilds,
      label: "Stimulus",
      symbol: "v(t)",
      unit: "1",
      default: "sine",
      doc: "How the voltage of the source changes in time; it repeats after one period.",
      choices: [
        { value: "sine", label: "Sine", doc: "A sine, which shows the loop of current against voltage." },
        {
          value: "triangle",
          label: "Triangle",
          doc: "Straight up and down at one speed, as a sweep in the laboratory.",
        },
        { value: "pulses", label: "Pulses", doc: "Rounds of SET pulses and RESET pulses, with a read after each." },
        { value: "waveform", label: "Waveform", doc: "A voltage of your own: points joined by straight lines." },
      ],
    }),
    own: flag({
      ...rebuilds,
      when: { path: KIND, in: ["sine", "triangle", "pulses"] },
      label: "Own values",
      symbol: "\\circ",
      unit: "1",
      default: false,
      doc: "Off: amplitudes and times that suit the model. On: those below.",
    }),
    amplitude: real({
      ...volts,
      when: [...periodic, voltage],
      min: 0,
      label: "Amplitude",
      symbol: "V",
      default: 1,
      doc: "Highest voltage of the source.",
    }),
    current: real({
      ...amps,
      when: [...periodic, current],
      label: "Amplitude",
      symbol: "I",
      default: 400,
      doc: "Highest current of the source.",
    }),
    period: real({
      ...seconds,
      when: periodic,
      min: 1e-10,
      max: 1e4,
      default: 1,
      label: "Period",
      symbol: "T",
      doc: "Time after which the stimulus repeats.",
    }),
    offset: real({
      ...volts,
      when: [...periodic, voltage],
      min: -5,
      max: 5,
      label: "Offset",
      symbol: "V_0",
      default: 0,
      doc: "Constant voltage added to the stimulus.",
    }),
    set: real({
      ...volts,
      when: [...pulsed, voltage],
      min: 0,
      label: "SET pulse",
      symbol: "V_{set}",
      default: 1,
      doc: "Voltage of the pulses that raise the conductance.",
    }),
    reset: real({
      ...volts,
      when: [...pulsed, voltage],
      max: 0,
      label: "RESET pulse",
      symbol: "V_{reset}",
      default: -1,
      doc: "Voltage of the pulses that lower the conductance.",
    }),
    setCurrent: real({
      ...amps,
      when: [...pulsed, current],
      label: "SET pulse",
      symbol: "I_{set}",
      default: 275,
      doc: "Current of the pulses that raise the conductance.",
    }),
    resetCurrent: real({
      ...amps,
      when: [...pulsed, current],
      label: "RESET pulse",
      symbol: "I_{reset}",
      default: 480,
      doc: "Current of the pulses that lower the conductance.",
    }),
    width: real({
      ...seconds,
      when: pulsed,
      min: 1e-12,
      max: 100,
      default: 1e-3,
      label: "Pulse width",
      symbol: "w",
      doc: "How long each pulse lasts.",
    }),
    interval: real({
      ...seconds,
      when: pulsed,
      min: 2e-12,
      max: 1000,
      default: 2e-3,
      label: "Pulse interval",
      symbol: "\\Delta t",
      doc: "Time from the beginning of one pulse to that of the next.",
    }),
    up: integer({
      ...rebuilds,
      when: of("pulses"),
      unit: "1",
      min: 0,
      max: PULSES,
      default: 50,
      label: "SET pulses",
      symbol: "n_{+}",
      doc: "SET pulses in each round.",
    }),
    down: integer({
      ...rebuilds,
      when: of("pulses"),
      unit: "1",
      min: 0,
      max: PULSES,
      default: 50,
      label: "RESET pulses",
      symbol: "n_{-}",
      doc: "RESET pulses in each round, after the SET pulses.",
    }),
    pause: real({
      ...rebuilds,
      when: of("pulses"),
      unit: "s",
      min: 0,
      max: 1e6,
      step: 1,
      default: 0,
      label: "Pause",
      symbol: "t_p",
      doc: "Time without pulses at the end of each round, in which what drifts, drifts.",
    }),
    readPulse: flag({
      ...base,
      when: [of("pulses"), voltage],
      label: "Read with a pulse",
      symbol: "V_{read}",
      unit: "1",
      default: false,
      doc: "On: the read voltage is applied for as long as a pulse lasts, and may disturb what it reads. Off: reading leaves no mark.",
    }),
    times: times({
      ...rebuilds,
      when: of("waveform"),
      unit: "s",
      max: WAVEFORM_S,
      maxLength: WAVEFORM_POINTS,
      default: [0, 0.25, 0.5, 0.75, 1],
      label: "Times",
      symbol: "t_k",
      doc: "Times of the points of the waveform. It repeats after the last one; before the first the voltage is 0.",
    }),
    values: numbers({
      ...rebuilds,
      when: of("waveform"),
      unit: "V",
      min: LEAST,
      max: MOST,
      maxLength: WAVEFORM_POINTS,
      default: [0, 1, 0, -1, 0],
      label: "Voltages",
      symbol: "V_k",
      doc: "Voltages at the points of the waveform, as many as times; straight lines join them.",
    }),
  });
};
