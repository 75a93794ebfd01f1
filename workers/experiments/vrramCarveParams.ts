import { placed } from "../params/placed";
import { choice, flag, group, integer, real, stepped } from "../params/schema";

/** Parameters of the set-up that carves a circuit out of the block: limits, rule, learning, task, and what is shown. */

const live = { live: true, unit: "1" } as const;
const rebuilds = { live: false, unit: "1" } as const;

const topology = {
  active: real({
    ...live,
    unit: "%",
    group: "carve",
    label: "Active cells",
    symbol: "\\rho",
    min: 0.5,
    max: 60,
    scale: "log",
    default: 10,
    doc: "Cells that take part, out of all; every other one is off and leaks. Their number stays, wherever the limits leave room for it.",
  }),
  fanIn: integer({
    ...live,
    group: "carve",
    label: "Most on a pillar",
    symbol: "F_{in}",
    min: 1,
    max: 32,
    default: 4,
    doc: "Active cells that a pillar may have at most: what its access transistor has to carry.",
  }),
  fanOut: integer({
    ...live,
    group: "carve",
    label: "Most on a line",
    symbol: "F_{out}",
    min: 1,
    max: 64,
    default: 8,
    doc: "Active cells that a word line may have at most: what its driver has to feed.",
  }),
  frozen: flag({
    ...live,
    group: "carve",
    label: "Freeze topology",
    symbol: "\\text{freeze}",
    default: false,
    doc: "The control: no cell is pruned and none grows while this is on; conductances go on learning.",
  }),
  zeta: real({
    ...live,
    unit: "%",
    group: "carve",
    label: "Share pruned",
    symbol: "\\zeta",
    min: 0,
    max: 50,
    step: 1,
    default: 10,
    doc: "Share of the active cells, the weakest ones, that a rewiring switches off; as many grow elsewhere.",
  }),
  interval: integer({
    ...live,
    group: "carve",
    label: "Steps between rewirings",
    symbol: "\\Delta n",
    min: 1,
    max: 1000,
    scale: "log",
    default: 20,
    doc: "Every so many steps the weakest cells are pruned and others grow.",
  }),
  grace: integer({
    ...live,
    group: "carve",
    label: "Grace of a newborn",
    symbol: "n_g",
    min: 0,
    max: 1000,
    default: 20,
    doc: "Steps for which a cell that grew cannot be pruned, so that it has time to become strong.",
  }),
  growth: choice({
    ...live,
    group: "carve",
    label: "Growth",
    symbol: "\\text{score}",
    default: "gradient",
    doc: "What decides where cells grow, within the limits and away from broken cells.",
    choices: [
      { value: "random", label: "Random", doc: "Anywhere: trial and error." },
      {
        value: "gradient",
        label: "Gradient",
        doc: "Where more conductance would lower the loss most; it takes the gradient of every cell that is off.",
      },
      {
        value: "correlation",
        label: "Correlation",
        doc: "Where the voltage of the line and the error of the bit line go together: both are there to be measured.",
      },
    ],
  }),
};

const learning = {
  rate: real({
    ...live,
    group: "carveLearning",
    label: "Learning rate",
    symbol: "\\eta",
    min: 0.0001,
    max: 1,
    scale: "log",
    default: 0.05,
    doc: "Step of a conductance, in parts of its window, for each unit of the gradient.",
  }),
  momentum: real({
    ...live,
    group: "carveLearning",
    label: "Momentum",
    symbol: "\\mu",
    min: 0,
    max: 0.99,
    step: 0.01,
    default: 0.8,
    doc: "How much of the last step is taken again; a newborn starts without.",
  }),
  batch: stepped({
    ...rebuilds,
    group: "carveLearning",
    label: "Batch",
    symbol: "B",
    values: [4, 8, 16, 32, 64, 128],
    default: 32,
    doc: "Pictures of a step: the gradient is the mean over them.",
  }),
  gain: real({
    ...live,
    group: "carveLearning",
    label: "Gain",
    symbol: "\\beta",
    min: 0.1,
    max: 20,
    step: 0.1,
    scale: "log",
    default: 5,
    doc: "What a fully inked pixel through one cell that is fully on adds to the score of a digit: scores are (I+ - I-) / I0 with I0 = V G_on / gain.",
  }),
  forward: choice({
    ...live,
    group: "carveLearning",
    label: "Forward product",
    symbol: "I",
    default: "circuit",
    doc: "How the currents of the bit lines follow from the voltages of the lines.",
    choices: [
      {
        value: "circuit",
        label: "Circuit",
        doc: "Drivers, pillars, access transistors and the leak of cells that are off; the learning rule does not know of them.",
      },
      { value: "ideal", label: "Ideal", doc: "Voltage times conductance, summed: wires cost nothing." },
    ],
  }),
};

const reading = {
  volts: real({
    ...live,
    unit: "V",
    group: "carveRead",
    label: "Read voltage",
    symbol: "V",
    min: 0.01,
    max: 1,
    step: 0.01,
    default: 0.2,
    doc: "Voltage of a line whose pixel is fully inked.",
  }),
  readTime: real({
    ...live,
    unit: "ns",
    group: "carveRead",
    label: "Time of a read",
    symbol: "t_r",
    min: 1,
    max: 10_000,
    scale: "log",
    default: 100,
    doc: "How long a picture is held at the lines: an assumption that only the energy depends on.",
  }),
};

const task = {
  train: integer({
    ...rebuilds,
    group: "carveTask",
    label: "Training pictures",
    symbol: "N",
    min: 100,
    max: 20_000,
    scale: "log",
    default: 3000,
    doc: "Pictures that the block learns from, drawn from the seed.",
  }),
  test: integer({
    ...rebuilds,
    group: "carveTask",
    label: "Test pictures",
    symbol: "N_t",
    min: 100,
    max: 10_000,
    scale: "log",
    default: 1000,
    doc: "Pictures that the block is judged by and never learns from.",
  }),
  evaluate: integer({
    ...live,
    group: "carveTask",
    label: "Steps between tests",
    symbol: "\\Delta n_t",
    min: 1,
    max: 1000,
    scale: "log",
    default: 50,
    doc: "One pass over the test pictures is spread over so many steps.",
  }),
  sample: integer({
    ...live,
    group: "carveTask",
    label: "Test picture shown",
    symbol: "k",
    min: 0,
    max: 9999,
    default: 0,
    doc: "Number of the test picture that is held at the lines while currents are shown; beyond the set it is the last.",
  }),
  digit: integer({
    ...live,
    group: "carveTask",
    label: "Template shown",
    symbol: "c",
    min: 0,
    max: 9,
    default: 0,
    doc: "Digit whose template is shown: what the pair of bit lines for it has carved.",
  }),
  every: integer({
    ...live,
    group: "carveTask",
    label: "Steps between pictures",
    symbol: "\\Delta n_v",
    min: 1,
    max: 1000,
    scale: "log",
    default: 5,
    doc: "While the run goes on, the block is shown every so many steps; when it rests, as it is.",
  }),
};

/** Where each part stands in the form; conditions count from the root of the experiment. */
const shape = { ...topology, ...learning, ...reading, ...task };

const inCarve = { path: "setup", in: ["carve"] } as const;

function shownWhileCarving<S extends typeof shape>(parts: S): S {
  const groups = Object.entries(parts).map(([key, leaf]) => {
    const { group: id } = leaf.meta() as { group: string };
    return Object.entries(placed({ [key]: leaf }, "carve", id, [inCarve]));
  });
  return Object.fromEntries(groups.flat()) as S;
}

/** Key `carve` of the experiment. */
export const carveGroup = group(shownWhileCarving(shape));

/** What carving takes of the parameters of the experiment. */
export interface CarveParams {
  readonly block: { readonly layers: number; readonly columns: number; readonly rows: number };
  /** Ohm. */
  readonly wires: { readonly pillar: number; readonly driver: number; readonly accessOn: number };
  readonly cell: {
    readonly technology: string;
    /** µS. */
    readonly gOn: number;
    readonly onOff: number;
    readonly levels: number;
    /** Percent of the window. */
    readonly spread: number;
  };
  /** Percent. */
  readonly faults: { readonly on: number; readonly off: number; readonly kind: "window" | "hard" };
  readonly view: { readonly layer: number };
  readonly carve: ReturnType<typeof carveGroup.parse>;
}
