import { fail, type SimError } from "../protocol";
import { defineExperiment } from "./_experiment";
import { vrramActions } from "./vrramActions";
import { carveClock, checkCarve } from "./vrramCarveShape";
import { vrramChannels } from "./vrramChannels";
import { vrramFiles } from "./vrramFiles";
import { MOST_REMEMBERED } from "./vrramNoise";
import { vrramOutline } from "./vrramOutline";
import { transposes, type VrramParams, vrramSchema } from "./vrramParams";
import { vrramPresets } from "./vrramPresets";
import { blockTechnology } from "./vrramTechnology";

/** A block of vertical memory: a circuit in three dimensions, read as it is or carved until it names digits. */

/** Length of a step in ms while the block is read: one read cycle. */
export const CYCLE_MS = 1e-3;

/** Cells of the largest block whose planes are nets: solving a larger one would hold up a hand that drags. */
const MOST_MESHED = 32_768;

const value = (path: string, message: string, hint?: string): SimError => fail("value", path, message, hint).error;

function checkRead(params: VrramParams): SimError | null {
  const { layers, columns, rows } = params.block;
  const sites = layers * columns * rows;
  const { pattern, read, circuit } = params;
  if (pattern.kind === "file" && pattern.conductance.length !== sites) {
    const message = `pattern.conductance must hold a value for each of the ${layers} x ${columns} x ${rows} = ${sites} cells, got ${pattern.conductance.length}`;
    return value(
      "pattern.conductance",
      message,
      "Load a file of that size, or set the size of the block to that of the file.",
    );
  }
  if (circuit.form === "mesh" && sites > MOST_MESHED) {
    const message = `circuit.form must be lumped in blocks of more than ${MOST_MESHED} cells, this one has ${sites}`;
    return value("circuit.form", message, "Take single nodes for planes, or a smaller block.");
  }
  const slow = (["flicker", "telegraph"] as const).find((name) => params.noise[name] > 0);
  if (slow !== undefined && sites > MOST_REMEMBERED) {
    const message = `noise.${slow} must be 0 in blocks of more than ${MOST_REMEMBERED} cells, this one has ${sites}`;
    return value(`noise.${slow}`, message, "Take white read noise, which needs no memory, or a smaller block.");
  }
  const inputs = transposes(params) ? columns * rows : layers;
  if (read.what === "multiply" && read.input === "file" && read.file.length !== inputs) {
    const lines = transposes(params) ? "pillars" : "planes";
    const message = `read.file must hold a voltage for each of the ${inputs} ${lines}, got ${read.file.length}`;
    return value("read.file", message, "Load a file of that length, or choose another input.");
  }
  return null;
}

export const vrram = defineExperiment({
  ...vrramOutline,
  schema: vrramSchema,
  presets: vrramPresets,
  actions: vrramActions,
  files: vrramFiles,
  sources: [
    { citation: "Yu et al. 2013, ACS Nano 7:2320" },
    { citation: "Deng et al. 2013, IEDM", doi: "10.1109/IEDM.2013.6724693" },
    { citation: "Gao et al. 2014, IEEE TED 61:1377" },
    { citation: "Li et al. 2016, VLSI" },
    { citation: "Lin et al. 2020, Nature Electronics 3:225", doi: "10.1038/s41928-020-0397-9" },
    { citation: "Huo et al. 2022, Nature Electronics", doi: "10.1038/s41928-022-00795-x" },
    { citation: "Jo, Kim & Lu 2009, Nano Letters", doi: "10.1021/nl803669s" },
    { citation: "Bellec et al. 2018, Deep rewiring: training very sparse deep networks, arXiv:1711.05136" },
    { citation: "Mocanu et al. 2018, Nature Communications 9:2383", doi: "10.1038/s41467-018-04316-3" },
    { citation: "Evci et al. 2020, Rigging the lottery: making all tickets winners, arXiv:1911.11134" },
  ],
  validity: [
    {
      note: "The circuit is solved at rest: how currents settle is left out. Bare cells obey Ohm.",
    },
    {
      note: "A pillar's access transistor is a resistor, on or off; all pillars are read at once, although those of one bit line would be read one row after the other.",
    },
    {
      note: "Taper and shift of thresholds are linear in the layer: no measured profile is public.",
      badge: "surrogate",
    },
    {
      note: "Curves against the number of layers, and the read margin, take planes as single nodes.",
    },
    {
      note: "10¹² devices on a wafer: order of magnitude, unsourced. The citation of the claim is of a wafer-scale network that is no vertical memory; the arithmetic of the pitch is all there is.",
      badge: "unverified",
    },
    {
      note: "Carving: digits are drawn by a procedure, as many as there are pairs of bit lines; accuracies are no MNIST accuracies. The accuracy is that of the block during its pass over the test pictures.",
    },
    {
      note: "Carving: the product goes through drivers, pillars and transistors, the gradient is the outer product of inputs and errors, which knows nothing of them. Growth by gradient takes the gradient of every cell that is off; hardware would have to measure it.",
    },
    {
      note: "Carving: a write reaches its cell whatever its neighbours hold; energy counts reads only, over an assumed time. Of a technology only the window of conductance is taken, levels and write noise are those that are set.",
      badge: "surrogate",
    },
    {
      note: "Selectors: memory and selector are one compact law, a hyperbolic sine that is scaled to the read voltage, the same at every site. Writes, and carving, know nothing of them. In blocks of more than 32,768 cells there are no curves against the number of layers, and no read margin, with them.",
      badge: "surrogate",
    },
    {
      note: "Noise of reads is a share of the conductance, the same share for every technology; measured noise depends on the state of the cell.",
      badge: "surrogate",
    },
  ],
  steps: 1,
  stepMs: ({ setup }) => (setup === "carve" ? 1 : CYCLE_MS),
  clock: (params) => (params.setup === "carve" ? carveClock(params) : undefined),
  check: (params) => (params.setup === "carve" ? checkCarve(params) : checkRead(params)),
  channels: vrramChannels,
  models: (params) => [blockTechnology(params).model],
  constants: ({ setup }) => (setup === "carve" ? [] : [{ label: "Read cycle", symbol: "T", value: 1, unit: "µs" }]),
  keepsPlace: ({ setup }) => setup === "read",
});
