import { choice, group, integer, real } from "../params/schema";
import { BARE, SELECTOR, STUCK_CELLS } from "./_cellParams";
import { TECHNOLOGY_CHOICES } from "./_technologies";

/** Parameters of what stands in a block: its cells, what is wrong with them, and how their reads scatter. */

const reading = { path: "setup", in: ["read"] } as const;
const live = { live: true, unit: "1", when: reading } as const;

const ideal = { when: { path: "cell.technology", in: ["ideal"] } } as const;
/** Parameters of both set-ups. */
const both = { unit: "1", live: false } as const;

export const cell = group({
  technology: choice({
    ...both,
    group: "cell",
    label: "Technology",
    symbol: "\\text{device}",
    default: "ideal",
    doc: "What the cells are made of: how well they are programmed and how they drift.",
    choices: TECHNOLOGY_CHOICES,
  }),
  gOn: real({
    ...both,
    ...ideal,
    unit: "µS",
    group: "cell",
    label: "Conductance, on",
    symbol: "G_{on}",
    min: 0.1,
    max: 500,
    scale: "log",
    default: 50,
    doc: "Conductance of a cell that is fully on. Other technologies bring their own.",
  }),
  onOff: real({
    ...both,
    ...ideal,
    group: "cell",
    label: "On/off ratio",
    symbol: "G_{on}/G_{off}",
    min: 1.5,
    max: 1_000_000,
    scale: "log",
    default: 50,
    doc: "Largest over least conductance of an ideal cell: what is off still leaks.",
  }),
  levels: integer({
    ...both,
    group: "cell",
    label: "Levels",
    symbol: "n_G",
    min: 0,
    max: 256,
    default: 0,
    doc: "Conductances that a cell can be told to have, evenly spaced; 0 and 1: any.",
  }),
  spread: real({
    ...both,
    unit: "%",
    group: "cell",
    label: "Write noise",
    symbol: "\\sigma_G",
    min: 0,
    max: 20,
    step: 0.1,
    default: 0,
    doc: "Standard deviation of what a write leaves behind, in parts of the window.",
  }),
  age: real({
    ...live,
    unit: "s",
    group: "cell",
    label: "Age",
    symbol: "t",
    min: 20,
    max: 31_536_000,
    scale: "log",
    default: 20,
    when: [reading, { path: "cell.technology", in: ["pcmInference", "sonos", "heo"] }],
    doc: "Time since the block was programmed, from 20 seconds to a year.",
  }),
  access: choice({
    ...live,
    group: "cell",
    label: "Access device",
    symbol: "\\text{access}",
    default: "none",
    doc: "What stands in series with each cell to keep currents of the others out; the transistors are below the pillars.",
    choices: [BARE, SELECTOR],
  }),
  selectivity: real({
    ...live,
    group: "cell",
    when: [reading, { path: "cell.access", in: ["selector"] }],
    label: "Selectivity",
    symbol: "\\kappa",
    min: 2.01,
    max: 100_000,
    scale: "log",
    default: 1000,
    doc: "Current at the read voltage over current at half of it; a linear cell has 2.",
    badge: "surrogate",
  }),
});

export const faults = group(STUCK_CELLS);

const scatter = { ...live, group: "noise", min: 0, default: 0 } as const;

export const noise = group({
  read: real({
    ...scatter,
    unit: "%",
    label: "Read noise",
    symbol: "\\sigma_r",
    max: 20,
    step: 0.1,
    doc: "Standard deviation of what a cell conducts from one read cycle to the next, in percent: white noise, drawn anew with every step.",
  }),
  flicker: real({
    ...scatter,
    unit: "%",
    label: "1/f noise",
    symbol: "\\sigma_{1/f}",
    max: 20,
    step: 0.1,
    doc: "Root mean square of a slow wandering of each cell in percent, over eight decades of time from the read cycle on.",
  }),
  telegraph: real({
    ...scatter,
    unit: "%",
    label: "Telegraph noise",
    symbol: "\\Delta G/G",
    max: 50,
    step: 0.5,
    doc: "What a trap in each cell takes from its conductance while it is full: the cell jumps between two values.",
  }),
  dwell: real({
    ...live,
    group: "noise",
    unit: "µs",
    label: "Time of a trap",
    symbol: "\\tau_c",
    min: 1,
    max: 1_000_000,
    scale: "log",
    default: 100,
    doc: "Mean time until a trap fills, and until it empties; a read cycle takes 1 µs.",
  }),
});
