import type { Preset } from "./_experiment";

/** Circuits carved out of a block. */

const TEN = { layers: 8, columns: 20, rows: 16 } as const;
/** A layer is one column of pixels of sixteen: little enough to lose, when cells may grow beside it. */
const TALL = { layers: 16, columns: 20, rows: 16 } as const;

export const carvePresets: Readonly<Record<string, Preset>> = {
  carveTen: {
    label: "Ten digits",
    doc: "One cell in ten takes part, placed at random at first. Within a few hundred steps pairs of bit lines carve templates of their digits: look at one x after the other with the slider of the slice, where the strokes stand.",
    cite: "Mocanu et al. 2018 and Evci et al. 2020 for the rule",
    params: { setup: "carve", block: TEN },
  },
  carveFrozen: {
    label: "Control: frozen at random",
    doc: "The same block and as many cells, but they stay where chance put them and only their conductances learn: compare the accuracy.",
    cite: "Control of Mocanu et al. 2018",
    params: { setup: "carve", block: TEN, carve: { frozen: true } },
  },
  carveRandom: {
    label: "Growth by trial and error",
    doc: "New cells are tried anywhere: no gradient of what is not there is needed, and it takes longer.",
    cite: "Mocanu et al. 2018",
    params: { setup: "carve", block: TEN, carve: { growth: "random", active: 5 } },
  },
  carveCorrelation: {
    label: "Growth by correlation",
    doc: "Cells grow where the voltage of a line and the error of a bit line go together: a rule that sees only what is at both ends of a cell.",
    params: { setup: "carve", block: TEN, carve: { growth: "correlation", active: 5 } },
  },
  carveLimits: {
    label: "Tight fans",
    doc: "One cell on a pillar at most and two on a line, for 240 cells: the scales of both fans are full and cells have to make room for one another. Loosen the limits while it learns.",
    params: { setup: "carve", block: TEN, carve: { active: 9.375, fanIn: 1, fanOut: 2 } },
  },
  carveHealLayer: {
    label: "A layer breaks",
    doc: "Train for a thousand steps and more, then break layer 8: its cells are lost, as many grow elsewhere and the accuracy comes back. Freeze the topology first, and it comes back less far.",
    params: { setup: "carve", block: TALL, view: { layer: 8 }, carve: { active: 4, interval: 10 } },
  },
  carveHole: {
    label: "A hole is drilled",
    doc: "Train for a thousand steps and more, then drill a hole of radius 2 at x = 9, y = 8: two digits lose the middle of their templates in every layer. What grows around the hole makes up for it.",
    params: { setup: "carve", block: TALL, carve: { active: 4, interval: 10, digit: 4 } },
  },
  carveFaulty: {
    label: "Born with faults",
    doc: "One cell in ten does not conduct and one in fifty conducts for ever. None of them takes part; what the stuck ones carry is learnt around.",
    params: { setup: "carve", block: TEN, faults: { on: 2, off: 10 } },
  },
  carveLeak: {
    label: "Cells that never shut",
    doc: "Off is only a fifth of on: most of the current flows through cells that do not take part. Pairs of bit lines cancel what leaks through both, but it costs energy; raise the ratio and compare.",
    params: { setup: "carve", block: TEN, cell: { onOff: 5 }, carve: { active: 5 } },
  },
  carveWrites: {
    label: "Few levels, noisy writes",
    doc: "Eight levels and a write noise of 5 % of the window. Finer weights are kept beside the block, so that a cell is written only when it changes its level: look at the writes per step.",
    params: { setup: "carve", block: TEN, cell: { levels: 8, spread: 5 } },
  },
  carveDrop: {
    label: "Weak transistors",
    doc: "Access transistors of 10 kΩ below cells of 10 kΩ: a pillar with several cells carries far less than their sum. Few cells on a pillar are better than many; try other limits, and the ideal product.",
    params: { setup: "carve", block: TEN, wires: { accessOn: 10_000 }, cell: { gOn: 100 }, carve: { fanIn: 8 } },
  },
  carveLarge: {
    label: "131,072 cells",
    doc: "The largest block: 2048 lines, and pairs of bit lines that take turns over the digits. One cell in fifty takes part.",
    params: {
      setup: "carve",
      block: { layers: 32, columns: 64, rows: 64 },
      carve: { active: 2, fanIn: 8, fanOut: 16, gain: 1, train: 1000, test: 320, every: 20 },
    },
  },
};
