import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import { type Access, drivePlanes, type PillarSelection, selectPillars } from "../vrram/access";
import type { VerticalBlock } from "../vrram/block";
import { addressIn, transposes, type VrramParams } from "./vrramParams";

/** What planes and pillars of a block hang on in each step. */

/** What a hand connected a plane to. */
export const PLANE_MODES = { driven: 0, grounded: 1, floating: 2 } as const;
export type PlaneMode = keyof typeof PLANE_MODES;

const GIGA = 1e9;

/** V of the reference circuit, in turn. */
const REFERENCE = [0.2, 0.1, 0.15, 0.05] as const;

export interface Terminals {
  /** [layers] V of each plane; null where it floats. */
  readonly planes: (number | null)[];
  /** [pillars] V of the bit lines. */
  readonly feet: Float64Array;
  readonly selection: PillarSelection;
  /** True where pillars are driven and planes read. */
  readonly transposed: boolean;
}

/** The chosen address, within the block. */
export const chosen = (params: VrramParams) => addressIn(params, params.read);

/** True where what is done differs from step to step. */
export const followsSteps = ({ read }: VrramParams): boolean => read.what === "multiply" && read.input === "random";

export function selectionOf(params: VrramParams): PillarSelection {
  const { x, y } = chosen(params);
  const kind = params.read.what === "cell" ? "pillar" : params.read.select;
  if (kind === "pillar") return { kind, x, y };
  return kind === "row" ? { kind, y } : { kind };
}

/** V of the inputs of a product, [layers] or [pillars]. */
function inputs(kernel: Kernel, params: VrramParams, count: number, one: number, seed: number, step: number) {
  const { input, volts, file } = params.read;
  switch (input) {
    case "file":
      return Float64Array.from({ length: count }, (_, k) => file[k] ?? 0);
    case "all":
      return new Float64Array(count).fill(volts);
    case "oneHot":
      return Float64Array.from({ length: count }, (_, k) => (k === one ? volts : 0));
    case "reference":
      return Float64Array.from({ length: count }, (_, k) => REFERENCE[k % REFERENCE.length] as number);
    default: {
      const random = new WiringStream(kernel, seed, `input ${step}`);
      return Float64Array.from({ length: count }, () => volts * random.uniform());
    }
  }
}

/** Follows from parameters, seed and number of the step alone. */
export function terminalsOf(
  kernel: Kernel,
  params: VrramParams,
  modes: Uint8Array,
  seed: number,
  step: number,
): Terminals {
  const { layers, columns, rows } = params.block;
  const { what, others, volts, input } = params.read;
  const at = chosen(params);
  const feet = new Float64Array(columns * rows);
  const transposed = transposes(params);
  let planes: (number | null)[];
  if (transposed) {
    feet.set(inputs(kernel, params, columns * rows, at.x * rows + at.y, seed, step));
    planes = new Array<number>(layers).fill(0);
  } else {
    const rest = others === "grounded" ? 0 : null;
    const alone = what === "cell" || input === "oneHot";
    const driven = alone ? [] : inputs(kernel, params, layers, at.layer, seed, step);
    planes = Array.from({ length: layers }, (_, layer) =>
      alone ? (layer === at.layer ? volts : rest) : (driven[layer] as number),
    );
  }
  for (const [layer, mode] of modes.entries()) {
    if (mode === PLANE_MODES.grounded) planes[layer] = 0;
    else if (mode === PLANE_MODES.floating) planes[layer] = null;
  }
  return { planes, feet, selection: selectionOf(params), transposed };
}

/** Resistances of access transistors, Ohm. */
export const accessOf = ({ wires }: VrramParams): Access => ({ on: wires.accessOn, off: GIGA * wires.accessOff });

/** `factor` afterwards. */
export function connect(circuit: VerticalBlock, params: VrramParams, { planes, feet, selection }: Terminals): void {
  const { plane, pillar, driver } = params.wires;
  circuit.wires(plane, pillar);
  selectPillars(circuit, selection, accessOf(params));
  drivePlanes(circuit, planes, driver);
  circuit.pillarVoltage.view.set(feet);
}
