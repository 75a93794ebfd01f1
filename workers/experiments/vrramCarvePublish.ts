import { TraceRecorder } from "../network/record";
import type { LatticeData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import type { Showing } from "./_showing";
import { TRACE_EVERY } from "./_trainedSpecs";
import { FADE, LIFE_FLAG } from "./vrramCarveChannels";
import type { LineCircuit } from "./vrramCarveCircuit";
import type { CarveParams } from "./vrramCarveParams";
import { carveSettings, wantedCells } from "./vrramCarveSettings";
import { carveEpoch } from "./vrramCarveShape";
import type { CarveTraining } from "./vrramCarveTraining";

/** Publishers of a block that is carved. */

export interface CarveParts {
  readonly training: CarveTraining;
  readonly circuit: LineCircuit;
  readonly showing: Showing;
  params(): CarveParams;
}

type Sources = Readonly<Record<string, ChannelSource>>;

const MICRO = 1e6;
const PICO = 1e12;
const NANO = 1e-9;
/** Opacity of an active cell that conducts no more than one that is off. */
const FAINT = 0.25;

/** Wires of the ideal product. */
const NO_WIRES = { driver: 0, pillar: 0, access: 0 } as const;

/** The picture that is held at the lines, and all currents it drives; solved when they are asked for. */
class Held {
  /** [layers, rows] in [0, 1], and V. */
  readonly ink: Float32Array;
  readonly volts: Float32Array;
  #version = -1;

  constructor(private readonly parts: CarveParts) {
    const { layers, rows } = parts.training.carving.shape;
    this.ink = new Float32Array(layers * rows);
    this.volts = new Float32Array(layers * rows);
  }

  get solved(): LineCircuit {
    const { training, circuit, showing, params } = this.parts;
    if (this.#version === showing.version) return circuit;
    this.#version = showing.version;
    const { carve } = params();
    const { carving, test } = training;
    test.write(Math.min(carve.sample, test.count - 1), this.ink, 0);
    for (let line = 0; line < this.ink.length; line++) this.volts[line] = carve.volts * (this.ink[line] as number);
    carving.refresh();
    const { wires } = carveSettings(params());
    circuit.solve(carving.cells.view, this.volts, carve.forward === "ideal" ? NO_WIRES : wires);
    return circuit;
  }

  /** J over the time of a read. */
  get energy(): number {
    const { lineCurrent } = this.solved;
    const power = lineCurrent.reduce((sum, current, line) => sum + current * (this.volts[line] as number), 0);
    return power * NANO * this.parts.params().carve.readTime;
  }

  /** Part of the current of all cells that flows through those that do not take part. */
  get leak(): number {
    const { cellCurrent } = this.solved;
    const active = this.parts.training.carving.topology.active.view;
    let [all, idle] = [0, 0];
    cellCurrent.forEach((current, site) => {
      all += current;
      if (active[site] === 0) idle += current;
    });
    return all > 0 ? idle / all : 0;
  }
}

/** [n, 2] sites and steps of births that still glow, or of deaths that still fade; nothing without any. */
function lately(
  which: "born" | "dead",
  { training }: CarveParts,
): Readonly<Partial<Record<"born" | "dead", Uint32Array>>> {
  const { active, born, died } = training.carving.topology;
  const [state, steps] = which === "born" ? [1, born.view] : [0, died.view];
  const since = Math.max(0, training.step - FADE);
  const found: number[] = [];
  for (let site = 0; site < steps.length; site++) {
    const step = steps[site] as number;
    if (active.view[site] === state && step > since) found.push(site, step);
  }
  return found.length === 0 ? {} : { [which]: Uint32Array.from(found) };
}

function lattice(parts: CarveParts, held: Held): LatticeData {
  const { carving } = parts.training;
  const { layers, columns, rows } = carving.shape;
  const { topology } = carving;
  const { cellCurrent, segmentCurrent } = held.solved;
  const faults = topology.faults.view;
  const [active, conducts] = [topology.active.view, carving.parts.view];
  const values = carving.cells.view.map((micro) => micro / MICRO);
  const activity = values.map((_, site) => (active[site] === 1 ? FAINT + (1 - FAINT) * (conducts[site] as number) : 0));
  return {
    kind: "lattice",
    values,
    activity,
    currents: Float32Array.from(cellCurrent),
    segments: Float32Array.from(segmentCurrent),
    voltages: held.volts.slice(0, layers * rows),
    selected: new Uint8Array(columns * rows).fill(1),
    ...(faults.some((code) => code !== 0) && { flags: faults.slice() }),
    ...lately("born", parts),
    ...lately("dead", parts),
  };
}

function layers(parts: CarveParts, held: Held): Sources {
  const { training, showing, params } = parts;
  const { carving } = training;
  const { shape, topology } = carving;
  const seldom = (take: ChannelSource["take"]) => showing.seldom(take);
  const start = () => Math.min(params().view.layer, shape.layers - 1) * shape.columns * shape.rows;
  /** [rows, columns] of what stands at [columns, rows] from a place on. */
  const across = (value: (place: number) => number, from: number): Float32Array =>
    Float32Array.from({ length: shape.rows * shape.columns }, (_, at) =>
      value(from + (at % shape.columns) * shape.rows + Math.floor(at / shape.columns)),
    );
  const flagOf = (site: number): number => {
    const fault = topology.faults.view[site] as number;
    if (fault !== 0) return fault;
    const since = Math.max(0, training.step - FADE);
    if (topology.active.view[site] === 1) return (topology.born.view[site] as number) > since ? LIFE_FLAG.born : 0;
    return (topology.died.view[site] as number) > since ? LIFE_FLAG.died : 0;
  };
  return {
    layer: seldom(() => {
      carving.refresh();
      const cells = carving.cells.view;
      const there = (site: number) => topology.active.view[site] === 1 || topology.faults.view[site] !== 0;
      const value = (site: number) => (there(site) ? (cells[site] as number) / MICRO : Number.NaN);
      const flags = Uint8Array.from(across(flagOf, start()));
      return { kind: "matrix", values: across(value, start()), ...(flags.some((flag) => flag !== 0) && { flags }) };
    }),
    layerCurrent: seldom(() => {
      const { cellCurrent } = held.solved;
      return { kind: "matrix", values: across((site) => cellCurrent[site] as number, start()) };
    }),
    pillars: seldom(() => {
      const { pillarCurrent } = held.solved;
      return { kind: "matrix", values: across((pillar) => pillarCurrent[pillar] as number, 0) };
    }),
  };
}

function pictures(parts: CarveParts, held: Held): Sources {
  const { training, showing, params } = parts;
  const { carving, exam } = training;
  const { shape, topology, classes } = carving;
  const seldom = (take: ChannelSource["take"]) => showing.seldom(take);
  const vector = (take: () => ArrayLike<number>) =>
    seldom(() => ({ kind: "vector", values: Float32Array.from(take()) }));
  const exact = (take: () => Float64Array) =>
    seldom(() => ({ kind: "vector", values: Float32Array.from(take()), exact: take().slice() }));
  /** [rows, layers] of what each line has. */
  const upright = (value: (layer: number, y: number) => number) =>
    Float32Array.from({ length: shape.rows * shape.layers }, (_, at) =>
      value(at % shape.layers, Math.floor(at / shape.layers)),
    );
  return {
    pillarCurrents: exact(() => held.solved.pillarCurrent),
    planeCurrents: exact(() => held.solved.lineCurrent),
    age: vector(() => {
      const born = topology.born.view;
      return Array.from(topology.active.view, (active, site) =>
        active === 1 ? Math.max(0, training.step - (born[site] as number)) : Number.NaN,
      );
    }),
    picture: seldom(() => {
      const { solved: _, ink } = held;
      return { kind: "matrix", values: upright((layer, y) => ink[layer * shape.rows + y] as number) };
    }),
    scores: vector(() => {
      const { solved: _, ink } = held;
      carving.inputs.view.set(ink);
      carving.name(1);
      return carving.scores.view.subarray(0, classes);
    }),
    templates: seldom(() => {
      const shown = Math.min(params().carve.digit, classes - 1);
      const values = upright((layer, y) => {
        let sum = Number.NaN;
        for (let pair = shown; 2 * pair + 1 < shape.columns; pair += classes) {
          for (const sign of [1, -1]) {
            const x = 2 * pair + (sign > 0 ? 0 : 1);
            const site = (layer * shape.columns + x) * shape.rows + y;
            if (topology.active.view[site] === 0) continue;
            sum = (Number.isNaN(sum) ? 0 : sum) + (sign * (carving.cells.view[site] as number)) / MICRO;
          }
        }
        return sum;
      });
      return { kind: "matrix", values };
    }),
    confusion: seldom(() => ({ kind: "matrix", values: exam.confusion })),
    fanIn: vector(() => topology.onPillar),
    fanOut: vector(() => topology.onLine),
  };
}

function readouts({ training, showing, params }: CarveParts, held: Held): Sources {
  const { carving, exam } = training;
  const { topology } = carving;
  const sites = topology.active.length;
  const number = (value: () => number) => showing.number(() => ({ kind: "scalar", value: value() }));
  const seldom = (value: () => number) => showing.seldom(() => ({ kind: "scalar", value: value() }));
  return {
    accuracy: number(() => exam.accuracy),
    loss: number(() => training.loss),
    active: number(() => topology.count),
    missing: number(() => Math.max(0, wantedCells(params()) - topology.count)),
    density: number(() => (100 * topology.count) / sites),
    energy: seldom(() => PICO * held.energy),
    leak: seldom(() => 100 * held.leak),
    rewired: number(() => training.means.born),
    writes: number(() => training.means.writes),
    faulty: number(() => topology.faulty),
    epoch: number(() => training.step / carveEpoch(params())),
  };
}

export function carveSources(parts: CarveParts): {
  readonly sources: Sources;
  /** What records after every step. */
  readonly traces: readonly TraceRecorder[];
} {
  const { training, showing } = parts;
  const held = new Held(parts);
  const course = new TraceRecorder(TRACE_EVERY, 3, (out, at) => {
    out[at] = training.means.loss;
    out[at + 1] = training.exam.accuracy;
    out[at + 2] = training.means.accuracy;
  });
  const turnover = new TraceRecorder(TRACE_EVERY, 4, (out, at) => {
    out[at] = training.carving.topology.count;
    out[at + 1] = training.means.born;
    out[at + 2] = training.means.died;
    out[at + 3] = training.carving.topology.faulty;
  });
  const { accuracy, ...rest } = readouts(parts, held);
  return {
    sources: {
      training: course,
      turnover,
      // The accuracy leads: it is the first state that is taken.
      accuracy: showing.leading((accuracy as ChannelSource).take),
      lattice: showing.seldom(() => lattice(parts, held)),
      ...layers(parts, held),
      ...pictures(parts, held),
      ...rest,
    },
    traces: [course, turnover],
  };
}
