import type { z } from "zod";
import { choice, flag, group, integer, real } from "../params/schema";

/** What spoils a device, whatever its model: every fault has a switch and a scale of its own, and all are off at first. */

const base = { live: true, group: "nonIdealities" } as const;
const switched = (path: string) => ({ ...base, when: { path: `nonIdeal.${path}`, in: [true] } }) as const;

const range = switched("range.on");
const thresholds = switched("thresholds.on");
const cycles = switched("cycles.on");
const levels = switched("levels.on");
const ratio = switched("ratio.on");
const nonlinearity = switched("nonlinearity.on");
const asymmetry = switched("asymmetry.on");
const drift = switched("drift.on");
const disturb = switched("disturb.on");
const flicker = switched("flicker.on");
const telegraph = switched("telegraph.on");
const stuck = switched("stuck.on");

const toggle = (label: string, doc: string) =>
  flag({ ...base, label, symbol: "\\circ", unit: "1", default: false, doc });

/** Mount it under the key `nonIdeal`: conditions name their switches with that path. */
export const nonIdealities = group({
  verify: flag({
    ...base,
    label: "Write and verify",
    symbol: "V",
    unit: "1",
    default: false,
    doc: "Each device is read while it is written, so that its own range no longer matters as long as the target lies within.",
  }),
  range: group({
    on: toggle("Range differs", "Each device conducts more or less than its model says, by a factor of its own."),
    sd: real({
      ...range,
      label: "Spread of the range",
      symbol: "\\sigma_G",
      unit: "%",
      min: 0,
      max: 50,
      default: 10,
      doc: "Standard deviation of the logarithm of that factor; measured arrays show 5 to 30 %.",
    }),
  }),
  thresholds: group({
    on: toggle(
      "Voltages differ",
      "Each device wants higher or lower voltages than its model, all by one factor of its own.",
    ),
    sd: real({
      ...thresholds,
      label: "Spread of voltages",
      symbol: "\\sigma_V",
      unit: "%",
      min: 0,
      max: 20,
      default: 5,
      doc: "Standard deviation of that factor, normally distributed; typically 2 to 10 %.",
    }),
  }),
  cycles: group({
    on: toggle("Pulses differ", "No pulse does what the one before did: a random amount is added to each change."),
    sd: real({
      ...cycles,
      label: "Spread from pulse to pulse",
      symbol: "\\sigma_c",
      unit: "%",
      min: 0,
      max: 10,
      default: 2,
      doc: "Standard deviation of that amount in percent of the conductance window; typically 0.3 to 5 %.",
    }),
  }),
  levels: group({
    on: toggle("Finite levels", "A device holds only some conductances, equally far apart."),
    count: integer({
      ...levels,
      label: "Levels",
      symbol: "n",
      unit: "1",
      min: 2,
      max: 256,
      default: 16,
      scale: "log",
      doc: "Number of conductances between the ends of the window, both included.",
    }),
    rounding: choice({
      ...levels,
      label: "Rounding",
      symbol: "\\lfloor\\cdot\\rceil",
      unit: "1",
      default: "nearest",
      doc: "Which level a device takes that was meant to stand between two.",
      choices: [
        { value: "nearest", label: "Nearest", doc: "Smallest error of each device; small changes get lost." },
        {
          value: "stochastic",
          label: "Stochastic",
          doc: "The upper one with a probability that grows with the distance to the lower one: right on average.",
        },
      ],
    }),
  }),
  ratio: group({
    on: toggle(
      "Low on/off ratio",
      "The off state still conducts: a leak lies in parallel and the window shrinks from below.",
    ),
    value: real({
      ...ratio,
      label: "On/off ratio",
      symbol: "G_{max}/G_{min}",
      unit: "1",
      min: 1.5,
      max: 1000,
      default: 10,
      scale: "log",
      doc: "Ratio of the ends of the window; a model whose own ratio is smaller keeps that.",
    }),
  }),
  nonlinearity: group({
    on: toggle("Nonlinear updates", "Equal pulses change a device by amounts that depend on where it stands."),
    up: real({
      ...nonlinearity,
      label: "Nonlinearity upwards",
      symbol: "NL_{+}",
      unit: "1",
      min: -9,
      max: 9,
      default: 2.4,
      doc: "Label of the curve of potentiation: 0 is straight; positive labels start fast and saturate, negative ones start slowly.",
    }),
    down: real({
      ...nonlinearity,
      label: "Nonlinearity downwards",
      symbol: "NL_{-}",
      unit: "1",
      min: -9,
      max: 9,
      default: -4.88,
      doc: "Label of the curve of depression: negative labels start fast from the upper end, positive ones retrace the curve of potentiation.",
    }),
    sd: real({
      ...nonlinearity,
      label: "Spread of nonlinearity",
      symbol: "\\sigma_{NL}",
      unit: "1",
      min: 0,
      max: 1,
      default: 0,
      doc: "Standard deviation from device to device of both labels.",
    }),
  }),
  asymmetry: group({
    on: toggle("Unequal steps", "A pulse up and the pulse down do not undo each other: one is stronger."),
    value: real({
      ...asymmetry,
      label: "Asymmetry",
      symbol: "A",
      unit: "%",
      min: -90,
      max: 90,
      default: 20,
      doc: "Changes upwards grow by this share and changes downwards shrink by it.",
    }),
  }),
  drift: group({
    on: toggle("Drift", "Conductance falls as a power of the time since a device was last written."),
    exponent: real({
      ...drift,
      label: "Drift exponent",
      symbol: "\\nu",
      unit: "1",
      min: 0,
      max: 0.3,
      default: 0.05,
      doc: "Power of the decay: 0.05 loses a tenth of the conductance with every factor of ten in time.",
    }),
    sd: real({
      ...drift,
      label: "Spread of the exponent",
      symbol: "\\sigma_\\nu",
      unit: "1",
      min: 0,
      max: 0.1,
      default: 0.01,
      doc: "Standard deviation of the exponent, drawn anew whenever a device is written.",
    }),
    start: real({
      ...drift,
      label: "Start of drift",
      symbol: "t_0",
      unit: "s",
      min: 1e-6,
      max: 100,
      default: 1,
      scale: "log",
      doc: "Age at which the conductance written is read for the first time.",
    }),
  }),
  disturb: group({
    on: toggle("Read disturb", "Now and then a read writes: a device jumps to the end to which the voltage drives it."),
    time: real({
      ...disturb,
      label: "Time constant at 0 V",
      symbol: "\\tau_0",
      unit: "s",
      min: 1e-3,
      max: 1e9,
      default: 2.85e5,
      scale: "log",
      badge: "unverified",
      doc: "Mean time to a jump without a voltage.",
    }),
    voltage: real({
      ...disturb,
      label: "Voltage scale",
      symbol: "V_0",
      unit: "V",
      min: 0.02,
      max: 1,
      default: 0.156,
      badge: "unverified",
      doc: "Voltage that makes jumps e times more frequent.",
    }),
  }),
  flicker: group({
    on: toggle("1/f noise", "Conductance wanders on all time scales at once."),
    rms: real({
      ...flicker,
      label: "1/f noise",
      symbol: "\\sigma_{1/f}",
      unit: "%",
      min: 0,
      max: 20,
      default: 3,
      doc: "Root mean square of the noise in percent of the conductance, over eight decades of frequency.",
    }),
    fastest: real({
      ...flicker,
      label: "Fastest time scale",
      symbol: "\\tau_{min}",
      unit: "s",
      min: 1e-9,
      max: 1,
      default: 1e-6,
      scale: "log",
      doc: "Time constant of the fastest of eight processes; each next one is ten times slower.",
    }),
  }),
  telegraph: group({
    on: toggle("Telegraph noise", "A trap opens and closes at random: the conductance jumps between two values."),
    step: real({
      ...telegraph,
      label: "Size of the jump",
      symbol: "\\Delta G/G",
      unit: "%",
      min: 0,
      max: 50,
      default: 5,
      doc: "What a full trap takes from the conductance.",
    }),
    empty: real({
      ...telegraph,
      label: "Time empty",
      symbol: "\\tau_c",
      unit: "s",
      min: 1e-7,
      max: 100,
      default: 1e-3,
      scale: "log",
      doc: "Mean time until an empty trap captures a charge.",
    }),
    full: real({
      ...telegraph,
      label: "Time full",
      symbol: "\\tau_e",
      unit: "s",
      min: 1e-7,
      max: 100,
      default: 1e-3,
      scale: "log",
      doc: "Mean time until a full trap emits its charge.",
    }),
    decades: real({
      ...telegraph,
      label: "Spread of time scales",
      symbol: "d",
      unit: "1",
      min: 0,
      max: 8,
      default: 0,
      doc: "Decades over which both times are spread from device to device, evenly in the logarithm; many such traps add up to 1/f noise.",
    }),
  }),
  stuck: group({
    on: toggle("Stuck devices", "Some devices do not answer to anything any more."),
    high: real({
      ...stuck,
      label: "Stuck on",
      symbol: "p_{on}",
      unit: "%",
      min: 0,
      max: 50,
      default: 1.75,
      badge: "unverified",
      doc: "Share of devices that stay at the upper end; a larger share keeps those that are stuck already.",
    }),
    low: real({
      ...stuck,
      label: "Stuck off",
      symbol: "p_{off}",
      unit: "%",
      min: 0,
      max: 50,
      default: 9.04,
      badge: "unverified",
      doc: "Share of devices that stay at the lower end; a larger share keeps those that are stuck already.",
    }),
    hard: flag({
      ...stuck,
      label: "Short and open",
      symbol: "R_{short}",
      unit: "1",
      default: false,
      doc: "Stuck devices leave the window: a short of 100 \u03a9, and no conductance at all.",
    }),
  }),
});

export type NonIdealParams = z.output<typeof nonIdealities>;

/** Everything off. */
export const IDEAL: NonIdealParams = nonIdealities.parse({});
