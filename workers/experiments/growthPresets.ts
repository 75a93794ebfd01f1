import type { Preset } from "./_experiment";

/** Regimes of growth. */

const MSP = "Butz & van Ooyen 2013";
const NEST = "NEST's example of structural plasticity, after Butz & van Ooyen 2013";
const BSS = "Billaudelle et al. 2021; constants chosen for the lab";

const near = (width: number) => ({ kernel: "gaussian", width });

export const growthPresets: Readonly<Record<string, Preset>> = {
  growth: {
    label: "From nothing to the target",
    doc: "No connection at first: neurons grow synapses until excitatory ones fire at 5 Hz and inhibitory ones at 20 Hz, in about 150 s.",
    cite: NEST,
    params: {},
  },
  nest: {
    label: "As in NEST",
    doc: "The wiring is updated every 100 ms: few vacant elements wait, the targets are reached with 2,500 synapses and hardly overshot.",
    cite: `${NEST}, first version`,
    params: { interval: 100 },
  },
  local: {
    label: "Neighbours first",
    doc: "The same rule where elements find partners nearby: the targets are reached by a local network. Lesion a region and watch the gap heal.",
    cite: MSP,
    params: { space: near(100) },
  },
  volume: {
    label: "In a cube",
    doc: "Neighbours first, in three dimensions.",
    cite: MSP,
    params: { space: { ...near(150), dimensions: "volume" } },
  },
  weak: {
    label: "Many weak synapses",
    doc: "Half the current, twice the growth: four times as many synapses carry the same activity, and the target is reached slowly.",
    cite: MSP,
    params: {
      space: near(120),
      psc: { excitatory: 300, inhibitory: -300 },
      growth: { rate: 0.2 },
      interval: 500,
    },
  },
  lesion: {
    label: "A larger network to lesion",
    doc: "2,000 neurons with local connections. After 150 s kill a region: partners lose input, grow and find others. Freeze first, and nothing heals.",
    cite: MSP,
    params: { cells: { excitatory: 1600, inhibitory: 400 }, space: near(100) },
  },
  deafferentation: {
    label: "A region without input",
    doc: "Here too little calcium costs elements. After 150 s leave a region 70 % of its input: it draws synapses and recovers. Leave it 50 %: its core falls silent and loses all.",
    cite: MSP,
    params: { space: near(150), growth: { etaAxon: 0.02, etaDendrite: 0.005 } },
  },
  linear: {
    label: "Linear growth",
    doc: "Growth falls in a line with calcium and is fastest in silence: a silent neuron is never stuck.",
    cite: "Diaz-Pier et al. 2016",
    params: { growth: { curve: "linear" } },
  },
  silent: {
    label: "Stuck in silence",
    doc: "Too little input to spike, and at η = 0 silence grows nothing: no connection for ever. Raise the background to 10,000 Hz to wake it.",
    cite: MSP,
    params: { background: { rate: 8000 } },
  },
  runaway: {
    label: "Feedback that comes too late",
    doc: "Updates only every 10 s: vacant elements pile up, are paired long after they were wanted, and after 150 s activity runs away.",
    cite: `${NEST}, later version`,
    params: { interval: 10_000 },
  },
  rows: {
    label: "Rows that search",
    doc: "Sixteen neurons with eight circuits each: weak ones draw other sources until nearly all listen to the informative quarter. Then shift the inputs.",
    cite: BSS,
    params: { setup: "rows" },
  },
  rowsManyLabels: {
    label: "A needle in a haystack",
    doc: "64 sources on each row, of which one in nine is informative: the search takes many more draws.",
    cite: BSS,
    params: { setup: "rows", rows: { labels: 64 }, inputs: { informative: 10 } },
  },
  rowsBlind: {
    label: "Nothing to find",
    doc: "All sources fire alike, without bursts: draws go on, and no source is kept for what it is.",
    cite: BSS,
    params: { setup: "rows", inputs: { share: 0 } },
  },
  rowsPitfall: {
    label: "Dead before measured",
    doc: "New synapses start barely above the threshold and are judged five times a second, before a burst can come: 180 draws a second, hardly a hit more than by chance. Judge once a second, and they find.",
    cite: BSS,
    params: { setup: "rows", rule: { init: 0.12, noise: 0.03, interval: 200 } },
  },
};
