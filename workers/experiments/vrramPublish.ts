import { HEALTHY } from "../crossbar/faults";
import type { Kernel } from "../memory/kernel";
import type { ChannelData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import type { BlockCells } from "./vrramCells";
import type { BlockView } from "./vrramCircuit";
import { cellsPerWafer, pitchFor } from "./vrramDensity";
import { heightCurves, marginOf, Reader } from "./vrramHeight";
import { BlockOutputs } from "./vrramOutputs";
import { addressIn, type VrramParams } from "./vrramParams";
import { siteIn } from "./vrramPattern";
import { SITE_FLAG } from "./vrramReadChannels";
import { chosen } from "./vrramTerminals";
import { writeCurve } from "./vrramWrites";

/** Publishers of a block that is read. */

export interface ReadParts {
  readonly kernel: Kernel;
  readonly cells: BlockCells;
  readonly view: BlockView;
  params(): VrramParams;
}

type Sources = Readonly<Record<string, ChannelSource>>;

/** How much of a cell without current is seen: it is connected, and could carry some. */
const FAINT = 0.08;

/**
 * What a solution shows: a first one for whoever looks, and a better one for whoever looks again while nothing has changed.
 *
 * @param looks counts what else changes the picture
 */
function solved(view: BlockView, take: () => ChannelData, looks: () => number = () => 0): ChannelSource {
  let taken = -1;
  const again = (): boolean => !view.solved || (view.improvable && taken === view.solution);
  return {
    take() {
      if (again()) view.solve(view.solved ? "rest" : "quick");
      taken = view.solution;
      return take();
    },
    clear: () => undefined,
    get revision() {
      return view.solution + (again() ? 1 : 0) + looks();
    },
    settle: () => view.solve("exact"),
  };
}

/** What depends on other things than currents. */
const counted = (take: () => ChannelData, revision: () => number): ChannelSource => ({
  take,
  clear: () => undefined,
  get revision() {
    return revision();
  },
});

/** Flags [sites], or nothing where no cell has one. */
function flagsOf({ cells, params }: ReadParts): { flags?: Uint8Array } {
  const selected = params().read.what === "cell" ? siteIn(params(), params().read) : -1;
  const flags = cells.codes().slice();
  if (selected >= 0 && flags[selected] === HEALTHY) flags[selected] = SITE_FLAG.selected;
  return flags.some((flag) => flag !== 0) ? { flags } : {};
}

/** Shares of the largest current of all cells, by their square roots, so that small ones are seen as well. */
function activityOf({ view }: ReadParts): Float32Array {
  const { view: currents } = view.circuit.cellCurrent;
  const conductance = view.present();
  const out = new Float32Array(currents.length);
  let most = 0;
  for (let site = 0; site < out.length; site++) most = Math.max(most, Math.abs(currents[site] as number));
  const scale = most === 0 ? 0 : 1 / most;
  for (let site = 0; site < out.length; site++) {
    const share = Math.sqrt(scale * Math.abs(currents[site] as number));
    out[site] = conductance[site] === 0 ? 0 : FAINT + (1 - FAINT) * share;
  }
  return out;
}

function block(parts: ReadParts): Sources {
  const { view, params } = parts;
  const { layers, columns, rows } = params().block;
  const pillars = columns * rows;
  const looks = () => view.looks;
  /** Of the layer shown, with y down and x across. */
  const plane = (values: ArrayLike<number>): Float32Array => {
    const { layer } = addressIn(params(), { layer: params().view.layer, x: 0, y: 0 });
    return turned(values, layer * pillars);
  };
  const turned = (values: ArrayLike<number>, start: number): Float32Array =>
    Float32Array.from({ length: pillars }, (_, k) => {
      const x = k % columns;
      return values[start + x * rows + (k - x) / columns] as number;
    });
  const current = (values: () => Float64Array): ChannelSource =>
    solved(view, () => ({ kind: "vector", values: new Float32Array(values()), exact: values().slice() }));
  return {
    lattice: solved(view, () => {
      const { circuit, terminals } = view;
      return {
        kind: "lattice",
        values: new Float32Array(view.present()),
        activity: activityOf(parts),
        currents: new Float32Array(circuit.cellCurrent.view),
        segments: new Float32Array(circuit.segmentCurrent.view),
        voltages: Float32Array.from(terminals.planes, (volt) => volt ?? Number.NaN),
        selected: selectedOf(parts),
        ...flagsOf(parts),
      };
    }),
    layer: counted(
      () => {
        const { flags } = flagsOf(parts);
        const marks = flags && Uint8Array.from(plane(flags));
        return {
          kind: "matrix",
          values: plane(view.present()),
          ...(marks?.some((mark) => mark !== 0) && { flags: marks }),
        };
      },
      () => view.around + view.looks,
    ),
    layerCurrent: solved(view, () => ({ kind: "matrix", values: plane(view.circuit.cellCurrent.view) }), looks),
    pillars: solved(view, () => ({ kind: "matrix", values: turned(view.circuit.pillarCurrent.view, 0) })),
    pillarCurrents: current(() => view.circuit.pillarCurrent.view),
    planeCurrents: current(() => view.circuit.planeCurrent.view),
    planeVoltages: solved(view, () => {
      const { view: nodes } = view.circuit.planeNodes;
      return {
        kind: "vector",
        values: Float32Array.from({ length: layers }, (_, layer) => {
          let sum = 0;
          for (let at = layer * pillars; at < (layer + 1) * pillars; at++) sum += nodes[at] as number;
          return sum / pillars;
        }),
      };
    }),
    drop: solved(
      view,
      () => {
        const { x, y } = chosen(params());
        const along = (nodes: Float64Array) =>
          Float32Array.from({ length: layers }, (_, layer) => nodes[layer * pillars + x * rows + y] as number);
        const values = new Float32Array(2 * layers);
        values.set(along(view.circuit.pillarNodes.view));
        values.set(along(view.circuit.planeNodes.view), layers);
        return { kind: "curve", x: Float32Array.from({ length: layers }, (_, layer) => layer), y: values };
      },
      looks,
    ),
  };
}

function selectedOf({ view, params }: ReadParts): Uint8Array {
  const { columns, rows } = params().block;
  const { selection } = view.terminals;
  return Uint8Array.from({ length: columns * rows }, (_, at) => {
    if (selection.kind === "all") return 1;
    const y = at % rows;
    return y === selection.y && (selection.kind === "row" || selection.x === (at - y) / rows) ? 1 : 0;
  });
}

function readouts(parts: ReadParts, outputs: BlockOutputs, reader: Reader): Sources {
  const { view, cells, params } = parts;
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const number = (value: () => number): ChannelSource =>
    solved(
      view,
      () => {
        outputs.refresh();
        return { kind: "scalar", value: value() };
      },
      () => view.looks,
    );
  const fixed = (value: () => number): ChannelSource =>
    counted(
      () => ({ kind: "scalar", value: value() }),
      () => view.looks,
    );
  const { layers } = params().block;
  return {
    idealCurrents: solved(view, () => {
      outputs.refresh();
      return { kind: "vector", values: new Float32Array(outputs.ideal), exact: outputs.ideal.slice() };
    }),
    trueCurrent: number(() => outputs.wanted),
    readCurrent: number(() => outputs.out),
    readError: number(() => outputs.error),
    productError: number(() => outputs.productError),
    planeSum: number(() => sum(view.circuit.planeCurrent.view)),
    pillarSum: number(() => sum(view.circuit.pillarCurrent.view)),
    power: number(() => outputs.power),
    unsolved: number(() => (view.converged ? 0 : 1)),
    readMargin: counted(
      () => {
        const { what, others } = params().read;
        return { kind: "scalar", value: what === "cell" ? marginOf(reader.read(layers, others)) : Number.NaN };
      },
      () => view.around,
    ),
    faulty: counted(
      () => ({ kind: "scalar", value: cells.faulty }),
      () => view.cells,
    ),
    cellsPerWafer: fixed(() => cellsPerWafer(params().density.pitch, layers)),
    pitchNeeded: fixed(() => pitchFor(1e12, layers)),
    wafers: fixed(() => 1e15 / cellsPerWafer(params().density.pitch, layers)),
  };
}

export function readSources(parts: ReadParts): Sources {
  const { kernel, view, cells, params } = parts;
  const reader = new Reader(kernel, view, cells, params);
  return {
    ...block(parts),
    ...readouts(parts, new BlockOutputs(view, cells, params), reader),
    ...heightCurves(view, reader, params),
    written: writeCurve(kernel, view, cells, params),
  };
}
